import type { RefundFailure } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import type { Fact, Now } from '../payments/machine-types.ts';
import {
  apartMs,
  arrivesWithinMs,
  day,
  mostSends,
  notShownAfterMs,
  pauseAfterFailureMs,
  pauseBeforeReadMs,
  pauseBeforeSendMs,
  readRetryMs,
} from './refund-plan.ts';
import { type RefundSight, refundSightOf } from './refund-sight.ts';
import type {
  Refund,
  RefundAnswer,
  RefundEvent,
  RefundState,
  RefundStateOf,
  RefundStep,
} from './refund-types.ts';

/**
 * Money rule 12 as a pure function. A POST follows a read that showed no refund, and never anything else; after
 * a POST only reads decide, and another POST takes two of them, 5 s apart.
 */
export function refundStep(refund: Refund, event: RefundEvent, now: Now): RefundStep {
  const { state } = refund;
  const stay: RefundStep = { state, facts: [], send: false };
  switch (event.type) {
    case 'read':
      return afterRead(refund, event.intent, event.startedMono, now);
    case 'read-refused':
      // Before anything was sent a refusal says what a POST would hear; later a read that works is waited for, and
      // so it is where FEX refuses the keys, which stops the whole till until they are mended.
      if (state.kind === 'asking' && state.sends === 0 && event.status !== 401)
        return fail(refund, refusalReason(event.status), now, { status: event.status });
      return { ...stay, state: readFailed(state, now) };
    case 'read-failed':
      return { ...stay, state: readFailed(state, now) };
    case 'in-ledger':
      return state.kind === 'on-its-way' ? finish(refund, state.elsewhere, { ledger: true }, now) : stay;
    case 'answered':
      return state.kind === 'sending' ? answered(refund, state, event.sent, now) : stay;
    case 'again': {
      if (state.kind !== 'failed' || !canSendAgain(state)) return stay;
      // As after an answer that was lost: where something was sent, two reads come first.
      const asking = askingState(state.sends, state.sends === 0 ? null : { kind: 'unknown' }, now);
      const lostUntilMono = state.clear ? null : state.clearFromMono;
      return {
        state: { ...asking, allowed: state.sends + mostSends, lostUntilMono },
        facts: [fact(refund, 'refund.again', {}, { by: event.by })],
        send: false,
      };
    }
    case 'withdraw':
      if (!canWithdraw(state)) return stay;
      return {
        state: { kind: 'withdrawn' },
        facts: [fact(refund, 'refund.withdrawn', { cause: event.why }, { by: event.by })],
        send: false,
      };
  }
}

/** The state a decision begins with, and the one a restart takes it up in. */
export function askingState(sends: number, answer: RefundAnswer | null, now: Now): RefundStateOf<'asking'> {
  return {
    kind: 'asking',
    sends,
    allowed: Math.max(mostSends, sends),
    answer,
    lostUntilMono: null,
    clearAtMono: null,
    notBeforeMono: now.monoMs,
    sinceMs: now.serverMs,
    readFailures: 0,
    moving: false,
    nextReadAtMono: now.monoMs,
  };
}

/** Nothing of it can be at FEX any more, or FEX said that it did not do it. */
export function canWithdraw(state: RefundState): boolean {
  if (state.kind === 'failed') return state.clear;
  return state.kind === 'asking' && (state.sends === 0 || isUnsent(state));
}

/** The newest POST never left, and none of those before it is on its way. */
function isUnsent({ answer, lostUntilMono }: RefundStateOf<'asking'>): boolean {
  return answer?.kind === 'not-sent' && lostUntilMono === null;
}

/** Until when a lost POST may arrive, once this is what the newest one heard; `before`: those before it. */
export function lostAfter(answer: RefundAnswer, before: number | null, now: Now): number | null {
  return answer.kind === 'unknown' ? now.monoMs + arrivesWithinMs : before;
}

export const lostUntil = (state: RefundState) => ('lostUntilMono' in state ? state.lostUntilMono : null);

/** Failed just now. Nobody withdraws what may still come before a read showed that it did not. */
export function failedState(
  before: RefundState,
  reason: RefundFailure,
  moving: boolean,
  now: Now,
): RefundStateOf<'failed'> {
  const lostUntilMono = lostUntil(before);
  const mayCome = mayStillCome.has(reason);
  return {
    kind: 'failed',
    sends: 'sends' in before ? before.sends : 0,
    sinceMs: now.serverMs,
    reason,
    lostUntilMono,
    clearFromMono: mayCome ? now.monoMs + arrivesWithinMs : (lostUntilMono ?? now.monoMs),
    clear: moving || (!mayCome && lostUntilMono === null),
    nextReadAtMono: now.monoMs + (pauseAfterFailureMs(0, false) ?? 0),
  };
}

/** FEX tried and failed, or the payment is not what we asked for: sending again is not a till's to decide. */
export function canSendAgain({ reason }: RefundStateOf<'failed'>): boolean {
  return reason !== 'fex-failed' && reason !== 'wrong-payment';
}

function afterRead(before: Refund, intent: Intent, startedMono: number, now: Now): RefundStep {
  const sight = refundSightOf(intent, before.attempt);
  const refund = withoutLost(before, sight, startedMono);
  const { state } = refund;
  const stay: RefundStep = { state, facts: [], send: false };
  if (state.kind !== 'asking' && state.kind !== 'on-its-way' && state.kind !== 'failed') return stay;
  const seen = {
    status: intent.status,
    refundStatus: intent.refundStatus,
    ledgerTxId: intent.refundLedgerTxId,
  };
  if (sight === 'given-back') return finish(refund, madeElsewhere(state), seen, now);
  if (sight === 'on-its-way') return accepted(refund, intent, seen, now);
  if (sight === 'failed' && state.kind !== 'failed') return fail(refund, 'fex-failed', now, seen);
  switch (state.kind) {
    case 'on-its-way':
      return { ...stay, ...gone(refund, state, sight === 'none', now) };
    case 'failed': {
      const clear = state.clear || (showsNone.has(sight) && startedMono >= state.clearFromMono);
      const pause = pauseAfterFailureMs(now.serverMs - state.sinceMs, clear);
      return {
        ...stay,
        state: { ...state, clear, nextReadAtMono: pause === null ? null : now.monoMs + pause },
      };
    }
    case 'asking':
      if (sight === 'none') return afterNone(refund, state, startedMono, now);
      if (sight === 'not-completed') return fail(refund, 'not-completed', now, seen);
      if (sight === 'contradicts') return fail(refund, 'wrong-payment', now, seen);
      return notYet(refund, { ...state, moving: sight === 'moving' }, now);
  }
}

/** What was lost would show in a read that began once it could not arrive any more. */
function withoutLost(refund: Refund, sight: RefundSight, startedMono: number): Refund {
  const { state } = refund;
  if (!('lostUntilMono' in state) || state.lostUntilMono === null) return refund;
  if (startedMono < state.lostUntilMono || !showsNone.has(sight)) return refund;
  return { ...refund, state: { ...state, lostUntilMono: null } };
}

/** FEX shows no refund on the payment: the only sight after which one may be sent. */
function afterNone(
  refund: Refund,
  state: RefundStateOf<'asking'>,
  startedMono: number,
  now: Now,
): RefundStep {
  if (state.sends === 0) return send(refund, state);
  if (state.answer?.kind === 'accepted') return notYet(refund, { ...state, moving: false }, now);
  // What FEX refused is not repeated; a 409 may be about a refund that shows a moment later.
  const refused = state.answer?.kind === 'refused' && state.answer.status !== 429 ? state.answer : null;
  if (refused !== null && refused.status !== 409)
    return fail(refund, refusalReason(refused.status), now, refused);
  const apart = state.clearAtMono !== null && startedMono - state.clearAtMono >= apartMs;
  if (!apart || now.monoMs < state.notBeforeMono) {
    const clearAtMono = state.clearAtMono ?? now.monoMs;
    // What tells that a lost POST did not arrive is not left until the next one.
    const untilMono = Math.min(state.lostUntilMono ?? state.notBeforeMono, state.notBeforeMono);
    const nextReadAtMono = Math.max(clearAtMono + apartMs, untilMono);
    return {
      state: { ...state, clearAtMono, readFailures: 0, moving: false, nextReadAtMono },
      facts: [],
      send: false,
    };
  }
  if (refused !== null) return fail(refund, 'conflict', now, refused);
  return state.sends < state.allowed ? send(refund, state) : fail(refund, 'unanswered', now, {});
}

function send(refund: Refund, { sends, allowed, lostUntilMono }: RefundStateOf<'asking'>): RefundStep {
  return {
    state: { kind: 'sending', sends: sends + 1, allowed, lostUntilMono },
    facts: [fact(refund, 'refund.sent', { send: sends + 1 })],
    send: true,
  };
}

function answered(
  refund: Refund,
  state: RefundStateOf<'sending'>,
  sent: Extract<RefundEvent, { type: 'answered' }>['sent'],
  now: Now,
): RefundStep {
  const answer = answerOf(sent);
  const asked = sent.kind === 'not-executed' && sent.why === 'refused' ? (sent.retryAfterMs ?? 0) : 0;
  const refused = answer.kind === 'refused' ? { status: answer.status, said: answer.said } : {};
  return {
    // Whatever it says, a read decides.
    state: {
      ...askingState(state.sends, answer, now),
      allowed: state.allowed,
      lostUntilMono: lostAfter(answer, state.lostUntilMono, now),
      notBeforeMono: now.monoMs + pauseBeforeSendMs(state.sends, asked),
    },
    facts: [fact(refund, 'refund.answered', { answer: answer.kind, ...refused })],
    send: false,
  };
}

function answerOf(sent: Extract<RefundEvent, { type: 'answered' }>['sent']): RefundAnswer {
  if (sent.kind === 'no-token') return { kind: 'not-sent' };
  if (sent.kind !== 'not-executed') return sent;
  return sent.why === 'not-sent'
    ? { kind: 'not-sent' }
    : { kind: 'refused', status: sent.status, said: sent.said };
}

/** Nothing to decide on yet: read on, and say so when it takes too long. */
function notYet(refund: Refund, state: RefundStateOf<'asking'>, now: Now): RefundStep {
  const elapsedMs = now.serverMs - state.sinceMs;
  const longest = state.moving ? day : notShownAfterMs;
  const answered = state.moving || state.answer?.kind === 'accepted';
  // A word that says the same for a day is no request on its way: what follows is the manager's to decide.
  if (answered && now.fresh && elapsedMs >= longest)
    return fail(refund, 'not-shown', now, state.moving ? { moving: true } : {});
  const nextReadAtMono = now.monoMs + pauseBeforeReadMs(elapsedMs);
  return { state: { ...state, clearAtMono: null, readFailures: 0, nextReadAtMono }, facts: [], send: false };
}

function accepted(refund: Refund, intent: Intent, seen: Fact['body'], now: Now): RefundStep {
  const { state } = refund;
  const before = state.kind === 'on-its-way' ? state : null;
  const sinceMs = before?.sinceMs ?? now.serverMs;
  const elapsedMs = now.serverMs - sinceMs;
  const elsewhere = madeElsewhere(state);
  // Done or on its way is what the rule asks for; after a day nobody waits for a better word, and none is claimed.
  if (now.fresh && elapsedMs >= day)
    return {
      state: { kind: 'done', atMs: sinceMs, elsewhere, confirmed: false },
      facts: [fact(refund, 'refund.unconfirmed', { ...seen, elsewhere, acceptedAtMs: sinceMs })],
      send: false,
    };
  return {
    state: {
      kind: 'on-its-way',
      sends: 'sends' in state ? state.sends : 0,
      sinceMs,
      word: intent.refundStatus,
      elsewhere,
      lostUntilMono: lostUntil(state),
      goneAtMono: null,
      nextReadAtMono: now.monoMs + pauseBeforeReadMs(elapsedMs),
    },
    facts: before === null ? [fact(refund, 'refund.accepted', { ...seen, elsewhere })] : [],
    send: false,
  };
}

/** A refund that was on its way and is not to be seen any more. One read may come from an old copy. */
function gone(
  refund: Refund,
  state: RefundStateOf<'on-its-way'>,
  none: boolean,
  now: Now,
): Partial<RefundStep> {
  const goneAtMono = none ? (state.goneAtMono ?? now.monoMs) : state.goneAtMono;
  if (goneAtMono !== null && now.monoMs - goneAtMono >= 10 * apartMs)
    return fail(refund, 'not-shown', now, {});
  const nextReadAtMono = now.monoMs + pauseBeforeReadMs(now.serverMs - state.sinceMs);
  return { state: { ...state, goneAtMono, nextReadAtMono } };
}

function fail(refund: Refund, reason: RefundFailure, now: Now, more: Fact['body']): RefundStep {
  return {
    state: failedState(refund.state, reason, more.moving === true, now),
    facts: [fact(refund, 'refund.failed', { reason, ...more })],
    send: false,
  };
}

function finish(refund: Refund, elsewhere: boolean, seen: Fact['body'], now: Now): RefundStep {
  return {
    state: { kind: 'done', atMs: now.serverMs, elsewhere, confirmed: true },
    facts: [fact(refund, 'refund.done', { ...seen, elsewhere })],
    send: false,
  };
}

/** Failures after which a POST of ours may be taken yet. */
const mayStillCome: ReadonlySet<RefundFailure> = new Set(['unanswered', 'not-shown', 'conflict']);
/** What shows that no refund was made. */
const showsNone: ReadonlySet<RefundSight> = new Set(['none', 'failed', 'not-completed', 'contradicts']);
/** Failures after which a POST of ours may have been taken all the same. */
const mayBeOurs: ReadonlySet<RefundFailure> = new Set(['unanswered', 'not-shown', 'fex-failed']);

/** Nothing of ours was taken by FEX, as far as its answers say. */
function madeElsewhere(state: RefundState): boolean {
  if (state.kind === 'on-its-way') return state.elsewhere;
  if (lostUntil(state) !== null) return false;
  if (state.kind === 'failed') return !mayBeOurs.has(state.reason);
  if (state.kind !== 'asking') return false;
  return state.sends === 0 || state.answer?.kind === 'refused' || state.answer?.kind === 'not-sent';
}

function readFailed(state: RefundState, now: Now): RefundState {
  switch (state.kind) {
    case 'asking': {
      const readFailures = state.readFailures + 1;
      return { ...state, readFailures, nextReadAtMono: now.monoMs + readRetryMs(readFailures) };
    }
    case 'on-its-way':
      return { ...state, nextReadAtMono: now.monoMs + pauseBeforeReadMs(now.serverMs - state.sinceMs) };
    case 'failed': {
      const pause = pauseAfterFailureMs(now.serverMs - state.sinceMs, canWithdraw(state));
      return { ...state, nextReadAtMono: pause === null ? null : now.monoMs + pause };
    }
    default:
      return state;
  }
}

function refusalReason(status: number): RefundFailure {
  switch (status) {
    case 401:
    case 403:
      return 'forbidden';
    case 409:
      return 'conflict';
    case 422:
      return 'no-wallet';
    default:
      return 'refused';
  }
}

function fact(
  { attempt, intentId }: Refund,
  type: string,
  body: Fact['body'],
  more: Pick<Fact, 'by'> = {},
): Fact {
  return { type, attempt, body: { intentId, ...body }, ...more };
}
