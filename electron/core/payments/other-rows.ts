import type { Intent } from '../net/intent.ts';
import type { Now } from './machine-types.ts';
import { verdictOf } from './verdict.ts';
import type { Entry, WatchedIntent } from './watch-book.ts';

/**
 * A request that arrived twice has two rows at FEX, and the end of one says nothing of the other: nothing is called
 * not charged while a known row can still be paid (money rules 3 and 6).
 */

/** An `expired` is believed this long after the expiry: a payment may race it. */
const expiryGraceMs = 5_000;

/** Whether FEX's `expired` is to be believed: its time is sure, and the expiry is long enough ago. */
export function isExpiredForGood(intent: Intent, knownMs: number, now: Now): boolean {
  return now.fresh && now.serverMs >= Math.max(intent.expiresAtMs ?? 0, knownMs) + expiryGraceMs;
}

/** What a read by its id told of one row. */
export function noteRead(entry: Entry, intent: Intent, now: Now): void {
  const over = overOf(entry, intent, now);
  if (over === null) entry.over.delete(intent.id);
  else entry.over.set(intent.id, over);
}

function overOf(entry: Entry, intent: Intent, now: Now): 'unpaid' | 'given-back' | null {
  switch (verdictOf(intent, entry.attempt).kind) {
    case 'cancelled':
    case 'declined':
      return 'unpaid';
    case 'expired': {
      const known = entry.intents.find((one) => one.intentId === intent.id);
      return isExpiredForGood(intent, known?.expiresAtMs ?? 0, now) ? 'unpaid' : null;
    }
    case 'refunded':
      return 'given-back';
    default:
      return null;
  }
}

/** A row that no read of this run showed ended, besides this one; the one known longest. */
export function otherOpenRow(entry: Entry, intentId: string | null): WatchedIntent | null {
  const isOpen = (row: WatchedIntent) =>
    row.intentId !== intentId && !entry.over.has(row.intentId) && !entry.counted.has(row.intentId);
  return entry.intents.find(isOpen) ?? null;
}

/** Whether a customer who saw the attempt's code, or was asked on the phone, may still pay one of its rows. */
export function canBePaid(entry: Entry): boolean {
  return (entry.shown || entry.attempt.flow === 'reverse') && otherOpenRow(entry, null) !== null;
}
