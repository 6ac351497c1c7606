import type { UnsettledSale } from '../../../shared/payment-view.ts';
import { sameSale } from './sale-tries.ts';
import type { Entry, WatchBook } from './watch-book.ts';
import { askedForMs, isUnsettled } from './watch-plan.ts';

/** Sales that a cashier released: watched on, and not settled (money rule 2). */

const mostShown = 50;
const mostSlips = 9999;

/**
 * A released sale of the same amount or the same wallet that may be this one: nothing has settled it yet, or it was
 * paid after the till went on, by whichever try. One that was not charged is rung up again by right.
 */
export function releasedLike(
  book: WatchBook,
  amountMinor: number,
  walletDigest: string | null,
  nowMs: number,
): Entry | null {
  for (const entry of book.entries()) {
    if (entry.releasedAtMs === null || Math.abs(nowMs - entry.releasedAtMs) > askedForMs) continue;
    const isPaid = entry.ended !== 'released' && sameSale(book, entry.attempt.saleId).some(isPaidFor);
    if (entry.ended !== 'released' && !isPaid) continue;
    const sameWallet = walletDigest !== null && entry.walletDigest === walletDigest;
    if (entry.attempt.amountMinor === amountMinor || sameWallet) return entry;
  }
  return null;
}

function isPaidFor({ ended, settledPaid }: Entry): boolean {
  return ended === 'paid' || ended === 'mismatch' || (ended === 'settled' && settledPaid);
}

/** All that are not settled, the last one released first. */
export function unsettledSales(book: WatchBook, isAsked: (attemptId: string) => boolean): UnsettledSale[] {
  return [...book.entries()]
    .filter(isUnsettled)
    .sort((a, b) => b.endedAtMs - a.endedAtMs || b.attempt.sentAtMs - a.attempt.sentAtMs)
    .slice(0, mostShown)
    .map((entry) => {
      const { attemptId, reference, flow, amountMinor, currency, sentAtMs } = entry.attempt;
      return {
        ...{ attemptId, reference, flow, amountMinor, currency, sentAtMs },
        slip: entry.slip,
        releasedAtMs: entry.endedAtMs,
        chargeableUntilMs: chargeableUntilMs(entry),
        rebuilt: entry.rebuilt,
        checking: isAsked(attemptId),
      };
    });
}

/** After this nobody new can be charged for it: our bound, or FEX's own expiry where that is later. */
export function chargeableUntilMs({ attempt, intents }: Entry): number {
  const expiries = intents.map((intent) => intent.fexExpiresAtMs + 10_000);
  return Math.max(attempt.chargeableUntilMs, ...expiries);
}

/** The number of the next sale that is released: short enough to be said aloud, and written on a slip. */
export function nextSlip(last: number): number {
  return last >= mostSlips ? 1 : last + 1;
}
