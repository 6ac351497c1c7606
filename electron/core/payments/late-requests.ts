import { type Done, done, failed } from '../../../shared/failures.ts';
import type { RefundOrder, Refunds } from '../refunds/refunds.ts';
import type { Approve } from '../staff/approve.ts';
import type { LateMoney } from './late-money.ts';
import type { Fact } from './machine-types.ts';
import type { WatchBook } from './watch-book.ts';

/** What may be asked about money that came for a closed sale; all of it in turn with the payment's events. */
export interface LateRequests {
  /** Leaves what is shown; null where nothing of this is. */
  next(attemptId: string): Promise<Done | null>;
  /** The screen that stands for it is left, and nobody has decided. */
  putAside(attemptId: string): void;
  keep(attemptId: string, confirmed: boolean): Promise<Done>;
  /** A manager has seen a wrong amount; until then it waits. */
  seen(attemptId: string, confirmed: boolean): Promise<Done>;
  /** The manager gives it back. */
  refund(attemptId: string, confirmed: boolean): Promise<Done>;
  /** The setting gives it back, where it is on: once, and never money that a person settled or that is not ours. */
  refundByItself(): Promise<void>;
}

export function createLateRequests(options: {
  book: WatchBook;
  late: LateMoney;
  refunds: Refunds;
  approve: Approve;
  refundsByItself: boolean;
  record(facts: readonly Fact[]): Promise<boolean>;
  publish(): void;
}): LateRequests {
  const { book, late, refunds, record } = options;

  /** Money before the manager; of a wrong amount nothing is kept or given back from here. */
  function lateOrder(attemptId: string): RefundOrder | null {
    const entry = book.get(attemptId);
    const waiting = entry?.lates.filter((one) => !refunds.isOpen(one.intentId)) ?? [];
    // One after the other, as they are shown; what is being refunded is found again by its refund.
    const first = waiting[0] ?? entry?.late;
    if (entry === undefined || first?.kind !== 'paid-late') return null;
    return { attempt: entry.attempt, intentId: first.intentId, why: 'late-money' };
  }

  /** A sale that a person settled is that person's to decide, whichever of its attempts was paid. */
  const isSettledByHand = (saleId: string) =>
    [...book.entries()].some((entry) => entry.attempt.saleId === saleId && entry.ended === 'settled');

  return {
    async next(attemptId) {
      const item = late.shown();
      if (item === null) return null;
      if (item.attemptId !== attemptId) return failed('not-open');
      late.putAside(item);
      options.publish();
      return done;
    },
    putAside(attemptId) {
      const entry = book.get(attemptId);
      for (const one of entry?.lates ?? [])
        if (entry) late.putAside({ entry, late: one, attemptId, key: one.intentId, atMs: one.atMs });
    },
    async seen(attemptId, confirmed) {
      const entry = book.get(attemptId);
      const first = entry?.lates.find((one) => one.kind === 'mismatch');
      if (entry === undefined || first === undefined) return failed('not-open');
      const approval = await options.approve('see-wrong-amount', confirmed);
      if (!approval.ok) return failed(approval.failure);
      const body = { intentId: first.intentId };
      const fact: Fact = { type: 'late.seen', attempt: entry.attempt, by: approval.actor, body };
      return (await record([fact])) ? done : failed('charging-stopped');
    },
    async keep(attemptId, confirmed) {
      const order = lateOrder(attemptId);
      if (order === null) return failed('not-open');
      const { attempt, intentId } = order;
      if (refunds.isOpen(intentId)) return failed('not-possible-now');
      const approval = await options.approve('keep-late-money', confirmed);
      if (!approval.ok) return failed(approval.failure);
      const fact: Fact = { type: 'late.kept', attempt, by: approval.actor, body: { intentId } };
      return (await record([fact])) ? done : failed('charging-stopped');
    },
    async refund(attemptId, confirmed) {
      const order = lateOrder(attemptId);
      return order === null ? failed('not-open') : refunds.decide(order, confirmed);
    },
    async refundByItself() {
      if (!options.refundsByItself) return;
      for (const { attempt } of [...book.entries()]) {
        const order = lateOrder(attempt.attemptId);
        if (order !== null && !isSettledByHand(attempt.saleId)) await refunds.decideByItself(order);
      }
    },
  };
}
