import type { Intent } from '../net/intent.ts';
import type { Attempt } from '../payments/machine-types.ts';
import { contradicts } from '../payments/verdict.ts';

/**
 * What one read says about a refund (money rule 12). `given-back` and `on-its-way` prove that it is done or on
 * its way, whoever made it; only `none` allows a POST.
 */
export type RefundSight =
  | 'given-back'
  | 'on-its-way'
  /** FEX says a word of a refund, but neither `refunded` nor a ledger id proves it. */
  | 'moving'
  | 'failed'
  /** Completed, no ledger id, and a `refund_status` that is empty or none we know. */
  | 'none'
  | 'not-completed'
  | 'contradicts'
  /** Too little to decide on. */
  | 'undecided';

/** Documented are `initiated` and `pending`; the rest is what FEX would call them (G13). */
const movingWords = new Set(['initiated', 'pending', 'processing', 'in_progress', 'requested', 'submitted']);
const doneWords = new Set(['completed', 'succeeded', 'settled', 'refunded']);
const failedWords = new Set(['failed', 'rejected', 'declined', 'cancelled', 'canceled', 'error']);
const endedUnpaid = new Set(['pending', 'pending_approval', 'cancelled', 'expired', 'declined', 'failed']);

export function refundSightOf(intent: Intent, attempt: Attempt): RefundSight {
  const { status } = intent;
  const word = intent.refundStatus?.toLowerCase() ?? '';
  if (status === 'refunded') return word === '' || doneWords.has(word) ? 'given-back' : 'on-its-way';
  if (endedUnpaid.has(status)) return 'not-completed';
  if (status !== 'completed') return 'undecided';
  if (intent.refundLedgerTxId !== null) return doneWords.has(word) ? 'given-back' : 'on-its-way';
  if (failedWords.has(word)) return 'failed';
  // A word of success without the ledger id that goes with it proves nothing, and forbids another POST.
  if (movingWords.has(word) || doneWords.has(word)) return 'moving';
  if (contradicts(intent, attempt)) return 'contradicts';
  return intent.amountText === null || intent.currency === null ? 'undecided' : 'none';
}
