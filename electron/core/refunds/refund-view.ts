import type { PaymentViewOf } from '../../../shared/payment-view.ts';
import type { Now } from '../payments/machine-types.ts';
import { saleOf } from '../payments/view.ts';
import { canSendAgain, canWithdraw } from './refund-machine.ts';
import { stuckAfterMs } from './refund-plan.ts';
import type { Refund } from './refund-types.ts';

type RefundView = PaymentViewOf<'refunding' | 'refunded' | 'refund-failed'>;

/** The refund as a screen may see it; null for one that was withdrawn. */
export function refundViewOf(
  refund: Refund,
  now: Now,
  more: { offline: boolean; looking: boolean },
): RefundView | null {
  const { attempt, state } = refund;
  const sale = saleOf(attempt);
  const { looking } = more;
  switch (state.kind) {
    case 'asking': {
      const waiting = canWithdraw(state);
      return {
        kind: 'refunding',
        ...sale,
        stage: waiting ? 'waiting' : 'asking',
        sinceMs: refund.decidedAtMs,
        offline: more.offline || state.readFailures > 0,
        stuck: !waiting && isStuck(refund, now),
        watched: true,
        canWithdraw: waiting,
        looking,
      };
    }
    case 'sending':
      return {
        kind: 'refunding',
        ...sale,
        stage: 'sending',
        sinceMs: refund.decidedAtMs,
        offline: false,
        stuck: false,
        watched: true,
        canWithdraw: false,
        looking: false,
      };
    case 'on-its-way':
      return {
        kind: 'refunding',
        ...sale,
        stage: 'on-its-way',
        sinceMs: state.sinceMs,
        offline: more.offline,
        stuck: isStuck(refund, now),
        watched: true,
        canWithdraw: false,
        looking,
      };
    case 'failed':
      return {
        kind: 'refund-failed',
        ...sale,
        atMs: state.sinceMs,
        reason: state.reason,
        canSendAgain: canSendAgain(state),
        canWithdraw: canWithdraw(state),
        looking,
      };
    case 'done':
      if (!state.confirmed) return neverFinished(refund, state.atMs);
      return {
        kind: 'refunded',
        ...sale,
        atMs: state.atMs,
        how: state.elsewhere ? 'elsewhere' : 'refund',
      };
    case 'withdrawn':
      return null;
  }
}

/** FEX accepted it and never said more: nothing says that the money is back. */
function neverFinished({ attempt }: Refund, sinceMs: number): RefundView {
  return {
    kind: 'refunding',
    ...saleOf(attempt),
    stage: 'on-its-way',
    sinceMs,
    offline: false,
    stuck: true,
    watched: false,
    canWithdraw: false,
    looking: false,
  };
}

/** FEX has it and takes longer than it should. */
export function isStuck({ state }: Refund, now: Now): boolean {
  if (state.kind !== 'asking' && state.kind !== 'on-its-way') return false;
  return now.serverMs - state.sinceMs >= stuckAfterMs;
}

/** Whether a manager has to know of it: nobody has to of one that is going its way. */
export function needsManager(refund: Refund, now: Now): boolean {
  switch (refund.state.kind) {
    case 'asking':
    case 'sending':
    case 'failed':
      return true;
    case 'on-its-way':
      return isStuck(refund, now);
    case 'done':
    case 'withdrawn':
      return false;
  }
}
