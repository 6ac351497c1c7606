import type { QrPicture } from '../../../shared/payment-view.ts';
import { createTimeoutMs, scanTimeoutMs } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import { afterRead, becomeUndecided, undecidedAfterMs } from './after-read.ts';
import type { Attempt, Effect, Event, FreshIds, Now, State, StateOf } from './machine-types.ts';
import {
  journal,
  knownOf,
  nextPassAtMono,
  notCharged,
  refusalReason,
  type Step,
  startCancelling,
  unknownState,
} from './moves.ts';
import { contradicts } from './verdict.ts';

/**
 * The payment, from the tap on Charge to its outcome: a pure function of state and event. It decides; the
 * service carries out, journal first. Rules: the house's money rules 0, 2–6 and 13.
 */
export function step(state: State, event: Event, now: Now, fresh: FreshIds): Step {
  switch (event.type) {
    case 'charge':
      return [
        {
          kind: 'sending',
          attempt: event.attempt,
          stage: 'token',
          refusedToken: null,
          token: null,
          refusal: null,
          cancelWanted: false,
        },
        [{ do: 'token', attempt: event.attempt, after: null }],
      ];
    case 'resume':
      return resume(event, now);
    case 'token':
      return state.kind === 'sending' &&
        state.stage === 'token' &&
        state.attempt.attemptId === event.attemptId
        ? sendOff(state, event.token, now)
        : [state, []];
    case 'no-token':
      if (state.kind !== 'sending' || state.attempt.attemptId !== event.attemptId) return [state, []];
      if (event.why === 'refused') return notCharged(state.attempt, 'refused-credentials', now);
      return notCharged(state.attempt, state.attempt.generation === 2 ? 'unanswered' : 'no-token', now);
    case 'answered':
      return state.kind === 'sending' && state.attempt.attemptId === event.attemptId
        ? answered(state, event, now)
        : [state, []];
    case 'pass':
      return afterPass(state, event, now, fresh);
    case 'id-supplied':
      return state.kind === 'unknown' && state.known === null && state.attempt.attemptId === event.attemptId
        ? adopt(state, event.intent)
        : [state, []];
    case 'read':
      return 'known' in state && state.known !== null && state.known.intentId === event.intentId
        ? afterRead(
            { ...state, known: state.known } as Parameters<typeof afterRead>[0],
            event.intent,
            event.qr,
            now,
          )
        : [state, []];
    case 'cancel-answered':
      return cancelAnswered(state, event);
    case 'cancel':
      return cancelAsked(state, event.attemptId, now);
    case 'check':
      return check(state, event.attemptId, now);
    case 'next':
      return next(state, event.attemptId, now);
    case 'offline':
      return offline(state, now);
    case 'tick':
      return tick(state, now);
  }
}

function resume(event: Extract<Event, { type: 'resume' }>, now: Now): Step {
  const { attempt, known, cancelReason } = event;
  const effects = [journal('attempt.resumed', attempt)];
  if (known === null) {
    const state = unknownState(attempt, null, 'unanswered', now);
    return [{ ...state, passing: true, nextPassAtMono: null }, [...effects, { do: 'pass', attempt }]];
  }
  return [
    unknownState(attempt, known, 'in-progress', now, { cancelReason, found: 'asking' }),
    [...effects, { do: 'watch', intentId: known.intentId }, { do: 'read' }],
  ];
}

/** The row is on the disk before the socket opens: the service awaits the journal before it sends. */
function sendOff(state: StateOf<'sending'>, token: string, now: Now): Step {
  if (state.cancelWanted) return notCharged(state.attempt, 'cancelled', now);
  const again = state.refusedToken !== null;
  const timeoutMs = state.attempt.flow === 'standard' ? createTimeoutMs : scanTimeoutMs;
  const attempt: Attempt = {
    ...state.attempt,
    sentAtMs: now.serverMs,
    chargeableUntilMs: now.serverMs + timeoutMs + 30_000 + state.attempt.expiresInS * 1000 + 10_000,
  };
  const { flow, amountMinor, currency, expiresInS, generation, chargeableUntilMs, note } = attempt;
  const body = {
    flow,
    amountMinor,
    currency,
    expiresInS,
    generation,
    sentAtMs: attempt.sentAtMs,
    chargeableUntilMs,
    note,
  };
  return [
    { ...state, attempt, stage: 'sent', token },
    [
      journal(again ? 'attempt.sent-again' : 'attempt.sent', attempt, body, {
        open: true,
        byCashier: generation === 1,
      }),
      { do: 'send', attempt, token },
    ],
  ];
}

function answered(state: StateOf<'sending'>, event: Extract<Event, { type: 'answered' }>, now: Now): Step {
  const { attempt } = state;
  const { sent } = event;
  if (state.stage !== 'sent') return [state, []];
  if (sent.kind === 'executed') return executed(state, sent.intent, event.qr, now, 'attempt.answered');
  if (sent.kind === 'unknown') {
    const unanswered = journal('attempt.unanswered', attempt);
    if (attempt.flow === 'standard')
      return [{ ...state, stage: 'looking' }, [unanswered, { do: 'pass', attempt }]];
    return [
      unknownState(attempt, null, 'unanswered', now, { cancelReason: state.cancelWanted ? 'cashier' : null }),
      [unanswered],
    ];
  }
  if (sent.why === 'not-sent')
    return notCharged(attempt, attempt.generation === 2 ? 'unanswered' : 'not-sent', now);
  const refusal = { status: sent.status, said: sent.said };
  if (sent.status === 401 && state.refusedToken === null && state.token !== null) {
    return [
      { ...state, stage: 'token', refusedToken: state.token },
      [{ do: 'token', attempt, after: state.token }],
    ];
  }
  if (sent.status === 409) {
    return [
      { ...state, stage: 'looking', refusal },
      [journal('attempt.refused', attempt, { status: 409 }), { do: 'pass', attempt }],
    ];
  }
  return notCharged(attempt, refusalReason(refusal, attempt), now, refusal);
}

/** FEX made the intent: told by its answer, or found in its list. */
function executed(
  state: StateOf<'sending'>,
  intent: Intent,
  qr: QrPicture | null,
  now: Now,
  fact: string,
): Step {
  const { attempt } = state;
  const known = knownOf(intent, attempt);
  const learnt = journal(fact, attempt, {
    intentId: known.intentId,
    status: intent.status,
    expiresAtMs: known.expiresAtMs,
    merchantName: known.merchantName,
  });
  const wrong = contradicts(intent, attempt);
  if (attempt.flow === 'reverse') {
    const watch = { do: 'watch', intentId: known.intentId } as const;
    if (wrong)
      return [startCancelling({ attempt, known }, 'bad-answer', now), [learnt, watch, { do: 'read' }]];
    if (state.cancelWanted) {
      return [startCancelling({ attempt, known }, 'cashier', now), [learnt, watch, { do: 'read' }]];
    }
    return [{ kind: 'waiting', attempt, known, cancelRefused: false }, [learnt, watch]];
  }
  if (!wrong && !state.cancelWanted && qr !== null) {
    return [
      { kind: 'showing-qr', attempt, known, qr },
      // Both rows are one commit, before any screen may paint the code.
      [learnt, journal('attempt.shown', attempt), { do: 'watch', intentId: known.intentId }],
    ];
  }
  // No screen ever showed this code, so nobody can pay it; it is cancelled besides.
  const reason = wrong ? 'bad-answer' : state.cancelWanted ? 'cancelled' : 'no-code';
  const [ended, effects] = notCharged(attempt, reason, now);
  return [
    ended,
    [
      learnt,
      journal('cancel.sent', attempt, { reason }),
      ...effects,
      { do: 'cancel', intentId: known.intentId },
    ],
  ];
}

function afterPass(state: State, event: Extract<Event, { type: 'pass' }>, now: Now, fresh: FreshIds): Step {
  const { result } = event;
  if (state.kind === 'sending' && state.stage === 'looking' && state.attempt.attemptId === event.attemptId) {
    const { attempt, refusal } = state;
    const usable = result.kind === 'found' && (event.qr !== null || attempt.flow === 'reverse');
    if (usable) return executed(state, result.intent, event.qr, now, 'attempt.adopted');
    if (refusal !== null) {
      if (attempt.flow === 'standard' || result.kind === 'absent') {
        return notCharged(attempt, refusalReason(refusal, attempt), now, refusal);
      }
      return [
        unknownState(attempt, null, 'unanswered', now),
        [journal('attempt.unknown', attempt, { cause: 'unanswered' })],
      ];
    }
    if (state.cancelWanted) return notCharged(attempt, 'cancelled', now);
    if (attempt.generation === 2) return notCharged(attempt, 'unanswered', now);
    const again: Attempt = { ...attempt, ...fresh(), generation: 2, sentAtMs: 0, chargeableUntilMs: 0 };
    return [
      { ...state, attempt: again, stage: 'token', refusedToken: null, token: null },
      [
        journal('attempt.superseded', attempt, { by: again.reference, pass: result.kind }, { open: false }),
        ...(result.kind === 'found' ? [{ do: 'cancel', intentId: result.intent.id } as const] : []),
        { do: 'token', attempt: again, after: null },
      ],
    ];
  }
  if (state.kind !== 'unknown' || state.known !== null || state.attempt.attemptId !== event.attemptId)
    return [state, []];
  if (result.kind === 'found') return adopt(state, result.intent);
  const passesMade = state.passesMade + 1;
  const bound = now.serverMs >= state.attempt.chargeableUntilMs;
  const passesAfterBound = bound ? state.passesAfterBound + 1 : 0;
  const clean = result.kind === 'absent';
  return [
    {
      ...state,
      passing: false,
      passesMade,
      passesAfterBound,
      lastPassClean: clean,
      found: clean ? (bound ? 'not-found' : 'not-found-may-arrive') : state.found,
      nextPassAtMono:
        passesAfterBound === 1
          ? now.monoMs + 10_000
          : nextPassAtMono(state.sinceMono, passesMade, now.monoMs),
    },
    [],
  ];
}

function adopt(state: StateOf<'unknown'>, intent: Intent): Step {
  const known = knownOf(intent, state.attempt);
  return [
    { ...state, known, found: 'in-progress', passing: false, nextPassAtMono: null },
    [
      journal('attempt.adopted', state.attempt, {
        intentId: known.intentId,
        status: intent.status,
        expiresAtMs: known.expiresAtMs,
      }),
      { do: 'watch', intentId: known.intentId },
      { do: 'read' },
    ],
  ];
}

function cancelAnswered(state: State, event: Extract<Event, { type: 'cancel-answered' }>): Step {
  if (state.kind !== 'unknown' && state.kind !== 'cancelling') return [state, []];
  if (state.known?.intentId !== event.intentId) return [state, []];
  const effects: Effect[] = [
    journal('cancel.answered', state.attempt, { refused: event.refused }),
    { do: 'read' },
  ];
  if (state.kind === 'unknown' || state.step !== 'sent') return [state, effects];
  return [{ ...state, step: 'rereading', refused: event.refused }, effects];
}

function cancelAsked(state: State, attemptId: string, now: Now): Step {
  if (state.kind === 'sending' && state.attempt.attemptId === attemptId)
    return [{ ...state, cancelWanted: true }, []];
  if ((state.kind !== 'showing-qr' && state.kind !== 'waiting') || state.attempt.attemptId !== attemptId)
    return [state, []];
  return [
    startCancelling(state, 'cashier', now),
    [journal('cancel.requested', state.attempt, {}, { byCashier: true }), { do: 'read' }],
  ];
}

function check(state: State, attemptId: string, now: Now): Step {
  if (state.kind !== 'unknown' || state.attempt.attemptId !== attemptId) return [state, []];
  if (state.known !== null) return [state, [{ do: 'read' }]];
  return state.passing ? [state, []] : startPass(state, now);
}

function startPass(state: StateOf<'unknown'>, _now: Now): Step {
  return [{ ...state, passing: true, nextPassAtMono: null }, [{ do: 'pass', attempt: state.attempt }]];
}

function next(state: State, attemptId: string, now: Now): Step {
  if (state.kind === 'idle' || state.attempt.attemptId !== attemptId) return [state, []];
  switch (state.kind) {
    case 'paid':
    case 'mismatch':
    case 'refunded':
    case 'not-charged':
      return [{ kind: 'idle' }, []];
    case 'unknown':
      if (!canRelease(state, now)) return [state, []];
      return [
        { kind: 'idle' },
        [
          journal(
            'attempt.released',
            state.attempt,
            { found: state.found },
            { open: false, byCashier: true },
          ),
          { do: 'unwatch' },
        ],
      ];
    default:
      return [state, []];
  }
}

/** Nobody new can be charged any more: the till may go on, the sale stays unsettled. */
export function canRelease(state: StateOf<'unknown'>, now: Now): boolean {
  return now.serverMs >= state.attempt.chargeableUntilMs;
}

function offline(state: State, now: Now): Step {
  if (state.kind !== 'showing-qr' && state.kind !== 'waiting' && state.kind !== 'cancelling')
    return [state, []];
  const cancelReason = state.kind === 'cancelling' ? state.reason : null;
  return [
    unknownState(state.attempt, state.known, 'unreachable', now, { cancelReason, found: 'asking' }),
    [journal('attempt.unknown', state.attempt, { cause: 'unreachable' })],
  ];
}

function tick(state: State, now: Now): Step {
  switch (state.kind) {
    case 'showing-qr':
    case 'waiting':
      if (now.serverMs < state.known.expiresAtMs) return [state, []];
      return [
        startCancelling(state, 'time-out', now),
        [journal('attempt.timed-out', state.attempt), { do: 'read' }],
      ];
    case 'cancelling':
      return now.serverMs >= state.known.expiresAtMs + undecidedAfterMs
        ? becomeUndecided(state, now)
        : [state, []];
    case 'unknown': {
      if (state.known !== null || state.passing) return [state, []];
      const planned = state.nextPassAtMono !== null && now.monoMs >= state.nextPassAtMono;
      const atBound = now.serverMs >= state.attempt.chargeableUntilMs && state.passesAfterBound === 0;
      return planned || atBound ? startPass(state, now) : [state, []];
    }
    default:
      return [state, []];
  }
}

/** How long until time alone may change this state; null where it cannot. */
export function nextTickMs(state: State, now: Now): number | null {
  switch (state.kind) {
    case 'showing-qr':
    case 'waiting':
      return Math.max(0, state.known.expiresAtMs - now.serverMs);
    case 'cancelling':
      return Math.max(0, state.known.expiresAtMs + undecidedAfterMs - now.serverMs);
    case 'unknown': {
      const untilBound = state.attempt.chargeableUntilMs - now.serverMs;
      const untilPass = state.nextPassAtMono === null ? null : Math.max(0, state.nextPassAtMono - now.monoMs);
      if (untilBound > 0) return untilPass === null ? untilBound : Math.min(untilBound, untilPass);
      return state.known === null && !state.passing && state.passesAfterBound === 0 ? 0 : untilPass;
    }
    default:
      return null;
  }
}
