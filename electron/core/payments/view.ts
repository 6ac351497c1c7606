import type { PaymentView } from '../../../shared/payment-view.ts';
import type { Attempt, Now, State, StateOf } from './machine-types.ts';
import { canSettle } from './unknown-moves.ts';

/** A payment that is not over: it may still be charged, or its outcome is awaited. */
const openKinds: ReadonlySet<PaymentView['kind']> = new Set([
  'sending',
  'showing-qr',
  'waiting-for-approval',
  'unknown',
  'cancelling',
  'refunding',
]);

export const isOpenView = ({ kind }: PaymentView) => openKinds.has(kind);

/** The machine's state as a screen may see it; nothing a page must not know is in it. */
export function viewOf(state: State, now: Now): PaymentView {
  if (state.kind === 'idle') return { kind: 'idle' };
  const sale = saleOf(state.attempt);
  switch (state.kind) {
    case 'sending':
      return { kind: 'sending', ...sale, stage: stageOf(state), cancelWanted: state.cancelWanted };
    case 'showing-qr':
      return {
        kind: 'showing-qr',
        ...sale,
        merchantName: state.known.merchantName,
        qr: state.qr,
        sentAtMs: state.attempt.sentAtMs,
        expiresAtMs: state.known.expiresAtMs,
      };
    case 'waiting':
      return {
        kind: 'waiting-for-approval',
        ...sale,
        sentAtMs: state.attempt.sentAtMs,
        expiresAtMs: state.known.expiresAtMs,
        cancel: state.cancelRefused ? 'refused' : 'possible',
      };
    case 'cancelling':
      return { kind: 'cancelling', ...sale, reason: state.reason, sinceMs: state.sinceMs };
    case 'unknown':
      return {
        kind: 'unknown',
        ...sale,
        sentAtMs: state.attempt.sentAtMs,
        cause: state.cause,
        found: state.found,
        status: state.status,
        chargeableUntilMs: state.attempt.chargeableUntilMs,
        settledByMs: settledBy(state),
        canRelease: true,
        canSettle: canSettle(state, now),
        checking: state.passing,
      };
    case 'paid':
      return { kind: 'paid', ...sale, atMs: state.atMs, afterCancel: state.afterCancel };
    case 'mismatch':
      return {
        kind: 'mismatch',
        ...sale,
        atMs: state.atMs,
        charged: {
          amount: state.amountText?.slice(0, 60) ?? null,
          currency: state.currency?.slice(0, 10) ?? null,
        },
      };
    case 'refunded':
      return { kind: 'refunded', ...sale, atMs: state.atMs, how: 'given-back' };
    case 'settled':
      return { kind: 'settled-by-hand', ...sale, atMs: state.atMs, paid: state.paid, who: state.who };
    case 'not-charged':
      return { kind: 'not-charged', ...sale, atMs: state.atMs, reason: state.reason };
  }
}

export function saleOf(attempt: Attempt) {
  const { attemptId, saleId, reference, flow, amountMinor, currency, note } = attempt;
  return { attemptId, saleId, reference, flow, amountMinor, currency, note };
}

function stageOf(state: StateOf<'sending'>): 'sending' | 'looking' | 'again' {
  if (state.attempt.generation === 2) return 'again';
  return state.stage === 'looking' ? 'looking' : 'sending';
}

/** Promised only while FEX answers the passes (money rule 4). */
function settledBy(state: StateOf<'unknown'>): number | null {
  const promised = state.cause === 'unanswered' && state.known === null && state.lastPassClean;
  return promised ? state.attempt.chargeableUntilMs + 30_000 : null;
}
