import type { RefundFailure } from '../../../shared/payment-view.ts';
import { refundFailures } from '../../../shared/payment-view.ts';
import type { Attempt, Now } from '../payments/machine-types.ts';
import { number, text } from '../payments/record.ts';
import type { StoredRow } from '../ports.ts';
import { askingState, failedState, lostAfter, lostUntil } from './refund-machine.ts';
import { mostSends } from './refund-plan.ts';
import type { Refund, RefundAnswer, RefundState } from './refund-types.ts';

/**
 * The refunds that the run before left, from the journal's rows alone, oldest first. What had not ended is taken up
 * with a read: a POST whose answer no row tells may have been made or not.
 */
export function refundsFrom(
  rows: readonly StoredRow[],
  attemptOf: (attemptId: string) => Attempt | undefined,
  now: Now,
): Refund[] {
  const refunds = new Map<string, Refund>();
  /** Until when what was sent before the newest POST may arrive: that one's answer does not tell of it. */
  const lostBefore = new Map<string, number | null>();
  for (const row of rows) {
    const intentId = text(row.body.intentId);
    if (intentId === null || row.attemptId === null || !row.type.startsWith('refund.')) continue;
    const before = refunds.get(intentId);
    if (row.type === 'refund.decided') {
      const attempt = attemptOf(row.attemptId);
      const decidedAtMs = row.serverMs ?? row.atMs;
      const state = { ...askingState(0, null, now), sinceMs: decidedAtMs };
      // A later decision, after the first was withdrawn, goes to the end.
      refunds.delete(intentId);
      if (attempt) refunds.set(intentId, { attempt, intentId, decidedAtMs, state });
    } else if (before) {
      if (row.type === 'refund.sent') lostBefore.set(intentId, lostUntil(before.state));
      before.state = after(before.state, row, lostBefore.get(intentId) ?? null, now);
    }
  }
  return [...refunds.values()];
}

function after(state: RefundState, row: StoredRow, lostBefore: number | null, now: Now): RefundState {
  const { body } = row;
  const atMs = row.serverMs ?? row.atMs;
  const sends = 'sends' in state ? state.sends : 0;
  const elsewhere = body.elsewhere === true;
  switch (row.type) {
    case 'refund.sent':
      return {
        ...askingState(number(body.send) ?? sends + 1, unanswered, now),
        sinceMs: atMs,
        lostUntilMono: lostAfter(unanswered, null, now),
      };
    case 'refund.answered': {
      const answer = answerFrom(body);
      return {
        ...askingState(sends, answer, now),
        sinceMs: atMs,
        lostUntilMono: lostAfter(answer, lostBefore, now),
      };
    }
    case 'refund.again':
      return {
        ...askingState(sends, sends === 0 ? null : unanswered, now),
        sinceMs: atMs,
        allowed: sends + mostSends,
        lostUntilMono: state.kind === 'failed' && !state.clear ? state.clearFromMono : null,
      };
    case 'refund.accepted':
      return {
        kind: 'on-its-way',
        sends,
        sinceMs: atMs,
        word: text(body.refundStatus),
        elsewhere,
        lostUntilMono: lostUntil(state),
        goneAtMono: null,
        nextReadAtMono: now.monoMs,
      };
    case 'refund.failed':
      return {
        ...failedState(state, failureFrom(body.reason), body.moving === true, now),
        sinceMs: atMs,
        nextReadAtMono: now.monoMs,
      };
    case 'refund.done':
      return { kind: 'done', atMs, elsewhere, confirmed: true };
    case 'refund.unconfirmed':
      return { kind: 'done', atMs: number(body.acceptedAtMs) ?? atMs, elsewhere, confirmed: false };
    case 'refund.withdrawn':
      return { kind: 'withdrawn' };
    default:
      return state;
  }
}

const unanswered: RefundAnswer = { kind: 'unknown' };

function answerFrom(body: StoredRow['body']): RefundAnswer {
  switch (body.answer) {
    case 'accepted':
    case 'not-sent':
      return { kind: body.answer };
    case 'refused':
      return { kind: 'refused', status: number(body.status) ?? 0, said: text(body.said) ?? '' };
    default:
      return { kind: 'unknown' };
  }
}

function failureFrom(value: unknown): RefundFailure {
  return refundFailures.find((reason) => reason === value) ?? 'refused';
}
