import type { QrPicture } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import { afterRead, becomeUndecided, undecidedAfterMs } from './after-read.ts';
import { late } from './late-move.ts';
import type { Attempt, Effect, Event, FreshIds, Now, State, StateOf } from './machine-types.ts';
import {
  boundedBy,
  boundOf,
  expiryOf,
  isOurs,
  journal,
  knownOf,
  notCharged,
  refusalReason,
  type Step,
  startCancelling,
  unknownState,
} from './moves.ts';
import { adopt, afterUnknownPass, check, dueAtBound, settle, startPass } from './unknown-moves.ts';
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
      return idSupplied(state, event, now);
    case 'read':
      return 'known' in state && state.known !== null && state.known.intentId === event.intentId
        ? afterRead(
            { ...state, known: state.known } as Parameters<typeof afterRead>[0],
            event.intent,
            event.qr,
            event.other,
            now,
          )
        : [state, []];
    case 'cancel-answered':
      return cancelAnswered(state, event);
    case 'late':
      return late(state, event, now);
    case 'cancel':
      return cancelAsked(state, event.attemptId, now);
    case 'check':
      return check(state, event.attemptId, now);
    case 'next':
      return next(state, event.attemptId);
    case 'settle':
      return settle(state, event, now);
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
    const state = unknownState(attempt, null, 'unanswered', now, { cancelReason });
    const [passing, pass] = startPass(state, now);
    return [passing, [...effects, ...pass]];
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
  const attempt: Attempt = {
    ...state.attempt,
    sentAtMs: now.serverMs,
    chargeableUntilMs: boundOf(state.attempt, now.serverMs),
    unsure: !now.fresh,
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
    ...(attempt.unsure ? { unsure: true } : {}),
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
  if (sent.kind === 'executed' && isOurs(sent.intent, attempt))
    return executed(state, sent.intent, event.qr, now, 'attempt.answered');
  // An answer about somebody else's intent says nothing of ours, and theirs is left alone.
  if (sent.kind === 'unknown' || sent.kind === 'executed') {
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

/** A webhook led to an intent under our reference before FEX's own answer did (money rule 8). */
function idSupplied(state: State, event: Extract<Event, { type: 'id-supplied' }>, now: Now): Step {
  if (!('attempt' in state) || state.attempt.attemptId !== event.attemptId) return [state, []];
  if (state.kind === 'unknown' && state.known === null) return adopt(state, event.intent);
  const early = state.kind === 'sending' && state.stage !== 'token' && state.attempt.flow === 'reverse';
  if (!early || !isOurs(event.intent, state.attempt)) return [state, []];
  const [next, effects] = executed(state, event.intent, null, now, 'attempt.adopted');
  return [next, [...effects, { do: 'read' }]];
}

/** FEX made the intent: told by its answer, or found in its list. */
function executed(
  state: StateOf<'sending'>,
  intent: Intent,
  qr: QrPicture | null,
  now: Now,
  fact: string,
): Step {
  const known = knownOf(intent, state.attempt);
  const attempt = boundedBy(state.attempt, intent);
  const learnt = journal(fact, attempt, {
    intentId: known.intentId,
    status: intent.status,
    ...expiryOf(known, intent),
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
  const over = now.serverMs >= known.expiresAtMs;
  if (!wrong && !over && !state.cancelWanted && qr !== null) {
    return [
      { kind: 'showing-qr', attempt, known, qr },
      // Both rows are one commit, before any screen may paint the code.
      [learnt, journal('attempt.shown', attempt), { do: 'watch', intentId: known.intentId }],
    ];
  }
  // No screen ever showed this code, so nobody can pay it; it is cancelled besides.
  const reason = wrong ? 'bad-answer' : state.cancelWanted ? 'cancelled' : over ? 'expired' : 'no-code';
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
    /** Found, but with no code that could be drawn: it was never shown, and is cancelled. */
    const left: Effect[] =
      result.kind === 'found'
        ? [
            journal('cancel.sent', attempt, { reason: 'no-code', intentId: result.intent.id }),
            { do: 'cancel', intentId: result.intent.id },
          ]
        : [];
    const endedWith = ([ended, effects]: Step): Step => [ended, [...left, ...effects]];
    if (refusal !== null) {
      if (attempt.flow === 'standard' || result.kind === 'absent') {
        return endedWith(notCharged(attempt, refusalReason(refusal, attempt), now, refusal));
      }
      const cancelReason = state.cancelWanted ? ('cashier' as const) : null;
      return [
        unknownState(attempt, null, 'unanswered', now, { cancelReason }),
        [journal('attempt.unknown', attempt, { cause: 'unanswered' })],
      ];
    }
    if (state.cancelWanted) return endedWith(notCharged(attempt, 'cancelled', now));
    if (attempt.generation === 2) return endedWith(notCharged(attempt, 'unanswered', now));
    const again: Attempt = { ...attempt, ...fresh(), generation: 2, sentAtMs: 0, chargeableUntilMs: 0 };
    return [
      { ...state, attempt: again, stage: 'token', refusedToken: null, token: null },
      [
        journal('attempt.superseded', attempt, {
          by: again.reference,
          pass: result.kind,
          ...(result.kind === 'found' ? { intentId: result.intent.id } : {}),
        }),
        ...(result.kind === 'found' ? cancelOrphan(attempt, result.intent.id) : []),
        { do: 'token', attempt: again, after: null },
      ],
    ];
  }
  return afterUnknownPass(state, event, now);
}

function cancelOrphan(attempt: Attempt, intentId: string): Effect[] {
  return [journal('cancel.sent', attempt, { reason: 'superseded', intentId }), { do: 'cancel', intentId }];
}

function cancelAnswered(state: State, event: Extract<Event, { type: 'cancel-answered' }>): Step {
  if (state.kind !== 'unknown' && state.kind !== 'cancelling') return [state, []];
  if (state.known?.intentId !== event.intentId) return [state, []];
  // Without a token nothing was asked of FEX: the next regular read carries it on, not one at once.
  if (!event.sent) {
    if (state.kind === 'unknown') return [{ ...state, cancelSent: false }, []];
    return [state.step === 'sent' ? { ...state, step: 'rereading', refused: false } : state, []];
  }
  const effects: Effect[] = [
    journal('cancel.answered', state.attempt, { refused: event.refused }),
    { do: 'read' },
  ];
  if (state.kind === 'unknown' || state.step !== 'sent') return [state, effects];
  return [{ ...state, step: 'rereading', refused: event.refused }, effects];
}

function cancelAsked(state: State, attemptId: string, now: Now): Step {
  if (state.kind === 'sending' && state.attempt.attemptId === attemptId) {
    if (state.cancelWanted) return [state, []];
    // Before the request left there is nothing a restart would have to remember.
    const left = state.attempt.sentAtMs > 0;
    const fact = journal('cancel.requested', state.attempt, {}, { byCashier: true });
    return [{ ...state, cancelWanted: true }, left ? [fact] : []];
  }
  if ((state.kind !== 'showing-qr' && state.kind !== 'waiting') || state.attempt.attemptId !== attemptId)
    return [state, []];
  return [
    startCancelling(state, 'cashier', now),
    [journal('cancel.requested', state.attempt, {}, { byCashier: true }), { do: 'read' }],
  ];
}

function next(state: State, attemptId: string): Step {
  if (state.kind === 'idle' || state.attempt.attemptId !== attemptId) return [state, []];
  switch (state.kind) {
    case 'paid':
    case 'mismatch':
    case 'refunded':
    case 'settled':
    case 'not-charged':
      return [{ kind: 'idle' }, []];
    case 'unknown':
      return [
        { kind: 'idle' },
        [
          journal('attempt.released', state.attempt, { found: state.found }, { byCashier: true }),
          { do: 'unwatch' },
        ],
      ];
    default:
      return [state, []];
  }
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
      const atBound = dueAtBound(state, now);
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
      return state.known === null && !state.passing && dueAtBound(state, now) ? 0 : untilPass;
    }
    default:
      return null;
  }
}
