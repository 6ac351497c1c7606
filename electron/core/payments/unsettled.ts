import type { UnsettledSale } from '../../../shared/payment-view.ts';
import type { Entry, WatchBook } from './watch-book.ts';

/** Sales that a cashier released: watched on, and not settled (money rule 2). */

/** For this long after its release a sale like an unsettled one is asked about (money rule 2). */
const askedForMs = 10 * 60_000;
const mostShown = 50;
const mostSlips = 9999;

/** A released sale of the same amount or the same wallet that nothing has settled yet. */
export function unsettledLike(
  book: WatchBook,
  amountMinor: number,
  walletDigest: string | null,
  nowMs: number,
): Entry | null {
  for (const entry of book.entries()) {
    if (entry.ended !== 'released' || Math.abs(nowMs - entry.endedAtMs) > askedForMs) continue;
    const sameWallet = walletDigest !== null && entry.walletDigest === walletDigest;
    if (entry.attempt.amountMinor === amountMinor || sameWallet) return entry;
  }
  return null;
}

/** All that are not settled, the last one released first. */
export function unsettledSales(book: WatchBook): UnsettledSale[] {
  return [...book.entries()]
    .filter((entry) => entry.ended === 'released')
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
      };
    });
}

/** After this nobody new can be charged for it: our bound, or FEX's own expiry where that is later. */
export function chargeableUntilMs({ attempt, intents }: Entry): number {
  const expiries = intents.map((intent) => intent.expiresAtMs + 10_000);
  return Math.max(attempt.chargeableUntilMs, ...expiries);
}

/** The number of the next sale that is released: short enough to be said aloud, and written on a slip. */
export function nextSlip(last: number): number {
  return last >= mostSlips ? 1 : last + 1;
}
