import type { Entry, WatchBook } from './watch-book.ts';

/** For this long after its release a sale like an unsettled one is asked about (money rule 2). */
const askedForMs = 10 * 60_000;

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
