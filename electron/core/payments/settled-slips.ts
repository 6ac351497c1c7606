import { z } from 'zod';
import { type SettledSlip, settledSlipSchema } from '../../../shared/payment-view.ts';
import type { JournalRow } from '../ports.ts';
import { endings } from './record.ts';
import { sameSale } from './sale-tries.ts';
import type { Entry, WatchBook } from './watch-book.ts';

/** For this long the customer with the slip may come back and ask: no till's day is longer. */
const keptMs = 12 * 3_600_000;
const mostShown = 50;
const kept = z.array(settledSlipSchema).max(mostShown);

/** Outside the journal, whose rows of a sale are read back only while it is watched. Nothing is decided by it. */
export interface SettledSlipStore {
  read(): unknown;
  write(slips: readonly SettledSlip[]): void;
}

/** What became of released sales that have an end by now. */
export interface SettledSlips {
  /** A row that is on the disk, before the book takes it. */
  hear(row: JournalRow): void;
  /** The last one that ended first. */
  view(nowMs: number): SettledSlip[];
  slipOf(attemptId: string): number | null;
}

export function createSettledSlips(book: WatchBook, store: SettledSlipStore): SettledSlips {
  let ended = kept.safeParse(store.read()).data ?? [];
  const find = (attemptId: string) => ended.find((one) => one.attemptId === attemptId);

  return {
    hear(row) {
      const outcome = endings[row.type];
      if (row.attemptId === null || outcome === undefined || outcome === 'released') return;
      const own = book.get(row.attemptId);
      // An earlier try paid the sale: whoever holds the number of the released one is told.
      const released = own && sameSale(book, own.attempt.saleId).find((one) => one.ended === 'released');
      const entry = outcome === 'paid' ? (released ?? own) : own;
      if (entry === undefined || entry.slip === null) return;
      // Once it is told of, what comes later is told of too: a sale settled by hand may be paid after all.
      if (entry.ended !== 'released' && find(entry.attempt.attemptId) === undefined) return;
      const slip = settledSlip(entry, entry.slip, outcome, row.serverMs ?? row.atMs);
      ended = [slip, ...ended.filter((one) => one.attemptId !== slip.attemptId)].slice(0, mostShown);
      store.write(ended);
    },
    view: (nowMs) => ended.filter(({ atMs }) => nowMs - atMs <= keptMs),
    slipOf: (attemptId) => find(attemptId)?.slip ?? null,
  };
}

function settledSlip(
  { attempt }: Entry,
  slip: number,
  outcome: SettledSlip['outcome'],
  atMs: number,
): SettledSlip {
  const { attemptId, reference, amountMinor, currency, sentAtMs } = attempt;
  return { attemptId, reference, amountMinor, currency, slip, sentAtMs, outcome, atMs };
}
