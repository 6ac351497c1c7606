import type { PaymentView } from '../../../shared/payment-view.ts';
import type { Refund } from '../refunds/refund-types.ts';
import { needsManager, refundViewOf } from '../refunds/refund-view.ts';
import type { Refunds } from '../refunds/refunds.ts';
import type { Now } from './machine-types.ts';
import { saleOf } from './view.ts';
import type { Entry, LateMoney as Waiting, WatchBook } from './watch-book.ts';

/**
 * Money that came for closed sales and refunds of it, oldest first. It never interrupts a payment: the first one is
 * shown while nothing else is on the screen, and may be put aside for a manager to come.
 */
export interface LateMoney {
  /** How many a manager has to know of. */
  count(): number;
  /** What is shown while the screen is free, or null. */
  view(): Exclude<PaymentView, { kind: 'idle' }> | null;
  shown(): LateItem | null;
  /** For later; comes back with `showAll`, at the next start, and when a refund fails. */
  putAside(item: LateItem): void;
  /** Nobody has to see that this refund is done. */
  leave(refund: Refund): void;
  showAll(): boolean;
}

export type LateItem = { attemptId: string; key: string; atMs: number } & (
  | { entry: Entry; late: Waiting; refund?: never }
  | { refund: Refund; entry?: never; late?: never }
);

export function createLateMoney(book: WatchBook, refunds: Refunds, now: () => Now, isOffline: () => boolean) {
  const aside = new Set<string>();
  /** What is on the screen stays there until it is left: nothing changes under a finger. */
  let current: string | null = null;

  const waiting = () =>
    [...book.entries()].flatMap((entry) =>
      entry.lates.filter((one) => !refunds.isOpen(one.intentId)).map((one) => ({ entry, late: one })),
    );

  function items(): LateItem[] {
    const late = waiting().map((one) => ({
      ...one,
      attemptId: one.entry.attempt.attemptId,
      key: one.late.intentId,
      atMs: one.late.atMs,
    }));
    const given = refunds
      .all()
      .filter((refund) => refund.state.kind !== 'withdrawn')
      .map((refund) => ({
        refund,
        attemptId: refund.attempt.attemptId,
        key: keyOf(refund),
        atMs: refund.decidedAtMs,
      }));
    return [...late, ...given].filter((item) => !aside.has(item.key)).sort((a, b) => a.atMs - b.atMs);
  }

  function shown(): LateItem | null {
    const all = items();
    const item = all.find((one) => one.attemptId === current) ?? all[0] ?? null;
    current = item?.attemptId ?? null;
    return item;
  }

  const late: LateMoney = {
    count: () => waiting().length + refunds.all().filter((refund) => needsManager(refund, now())).length,
    shown,
    view() {
      const item = shown();
      if (item === null) return null;
      if (item.refund !== undefined) {
        const looking = refunds.isLooking(item.refund);
        return refundViewOf(item.refund, now(), { offline: isOffline(), looking });
      }
      return viewOfLate(item.entry, item.late);
    },
    putAside(item) {
      aside.add(item.key);
      // Whoever left a refund that goes its way does not have to hear that it arrived.
      if (item.refund !== undefined) late.leave(item.refund);
    },
    leave: (refund) => void aside.add(doneKeyOf(refund)),
    showAll() {
      const had = aside.size > 0;
      for (const key of aside) if (!key.endsWith(doneMark)) aside.delete(key);
      return had;
    },
  };
  return late;
}

const doneMark = '/done';
const doneKeyOf = (refund: Refund) => `${refund.intentId}${doneMark}`;

/** One that failed is another thing to see than the one that was put aside while it went its way. */
function keyOf(refund: Refund): string {
  const { state } = refund;
  // Whoever left it on its way has seen all there is of one that FEX never finished.
  if (state.kind === 'done' && state.confirmed) return doneKeyOf(refund);
  return `${refund.intentId}/${state.kind === 'failed' ? 'failed' : 'going'}`;
}

function viewOfLate(entry: Entry, late: Waiting): Exclude<PaymentView, { kind: 'idle' }> {
  const sale = saleOf(entry.attempt);
  if (late.kind === 'paid-late')
    return {
      kind: 'paid-late',
      ...sale,
      atMs: late.atMs,
      closedAtMs: entry.endedAtMs,
      twice: late.twice,
      slip: entry.slip,
    };
  const charged = {
    amount: late.amountText?.slice(0, 60) ?? null,
    currency: late.currency?.slice(0, 10) ?? null,
  };
  return { kind: 'mismatch', ...sale, atMs: late.atMs, charged };
}
