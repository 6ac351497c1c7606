import type { PaymentView } from '../../../shared/payment-view.ts';
import { saleOf } from './view.ts';
import type { Entry, WatchBook } from './watch-book.ts';

/**
 * Money that came for closed sales, oldest first. It never interrupts a payment: the first one is shown while
 * nothing else is on the screen, and may be put aside for a manager to come.
 */
export interface LateMoney {
  count(): number;
  /** What is shown while the screen is free, or null. */
  view(): Exclude<PaymentView, { kind: 'idle' }> | null;
  shown(): Entry | null;
  /** For later; comes back with `showAll` and at the next start. */
  putAside(attemptId: string): void;
  showAll(): boolean;
}

export function createLateMoney(book: WatchBook): LateMoney {
  const aside = new Set<string>();

  const waiting = () =>
    [...book.entries()]
      .filter((entry) => entry.late !== null)
      .sort((a, b) => (a.late?.atMs ?? 0) - (b.late?.atMs ?? 0));
  const shown = () => waiting().find((entry) => !aside.has(entry.attempt.attemptId)) ?? null;

  return {
    count: () => waiting().length,
    shown,
    view() {
      const entry = shown();
      if (entry === null || entry.late === null) return null;
      const { late, attempt } = entry;
      const sale = saleOf(attempt);
      if (late.kind === 'paid-late')
        return {
          kind: 'paid-late',
          ...sale,
          atMs: late.atMs,
          closedAtMs: entry.endedAtMs,
          twice: late.twice,
        };
      const charged = {
        amount: late.amountText?.slice(0, 60) ?? null,
        currency: late.currency?.slice(0, 10) ?? null,
      };
      return { kind: 'mismatch', ...sale, atMs: late.atMs, charged };
    },
    putAside: (attemptId) => void aside.add(attemptId),
    showAll() {
      const had = aside.size > 0;
      aside.clear();
      return had;
    },
  };
}
