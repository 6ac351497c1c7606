import { minorFromText } from '../../../shared/money.ts';
import type { Intent } from '../net/intent.ts';
import type { Attempt } from './machine-types.ts';

/**
 * What one read of our intent says about the money. Only the exact status `completed` with our amount and
 * currency and no contradicting counter is *paid* (money rule 6).
 */
export type Verdict =
  | { kind: 'paid' }
  | { kind: 'mismatch' }
  | { kind: 'refunded' }
  | { kind: 'cancelled' }
  | { kind: 'declined' }
  | { kind: 'expired' }
  | { kind: 'waiting' }
  /** A word FEX does not document, or `completed` without amount or currency: never paid, never final. */
  | { kind: 'undecided'; status: string };

/** FEX documents no word for a decline; these are the ones it would use. */
const failedFinal = new Set(['declined', 'rejected', 'failed', 'canceled']);

export function verdictOf(intent: Intent, attempt: Attempt): Verdict {
  const { status } = intent;
  // A refund made anywhere reads as either (money rule 12); the second while it is on its way.
  if (status === 'refunded' || (status === 'completed' && intent.refundLedgerTxId !== null))
    return { kind: 'refunded' };
  if (status === 'completed') return completed(intent, attempt);
  if (status === 'cancelled') return { kind: 'cancelled' };
  if (status === 'expired') return { kind: 'expired' };
  if (status === 'pending' || status === 'pending_approval') return { kind: 'waiting' };
  if (failedFinal.has(status)) return { kind: 'declined' };
  return { kind: 'undecided', status: status.slice(0, 40) };
}

/** FEX has said its last word on it, and nobody paid it or it was given back. */
export function hasEnded({ status }: Intent): boolean {
  return status === 'cancelled' || status === 'expired' || status === 'refunded' || failedFinal.has(status);
}

function completed(intent: Intent, attempt: Attempt): Verdict {
  if (contradicts(intent, attempt)) return { kind: 'mismatch' };
  if (intent.amountText === null || intent.currency === null)
    return { kind: 'undecided', status: 'completed' };
  return { kind: 'paid' };
}

/** What FEX charged instead, in its own characters, as far as it is told. */
export function chargedOf(intent: Intent): { chargedAmount: string | null; chargedCurrency: string | null } {
  return { chargedAmount: intent.amountText?.slice(0, 60) ?? null, chargedCurrency: intent.currency };
}

/** True where a field that is present says something other than what we asked for. Absence contradicts nothing. */
export function contradicts(intent: Intent, attempt: Attempt): boolean {
  if (intent.currency !== null && intent.currency !== attempt.currency) return true;
  if (
    intent.amountText !== null &&
    minorFromText(intent.amountText, attempt.exponent) !== attempt.amountMinor
  ) {
    return true;
  }
  if (intent.counterId !== null && intent.counterId !== attempt.counterId) return true;
  return intent.reference !== null && intent.reference !== attempt.reference;
}
