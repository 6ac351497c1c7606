import type { Fact } from './machine-types.ts';
import type { Entry, WatchBook } from './watch-book.ts';
import { isUnsettled, nextVisitMs } from './watch-plan.ts';
import type { SaleStands } from './watch-rules.ts';

/** What several tries of one sale mean for each other: money that comes late first pays its own sale (money rule 7). */
export interface SaleTries {
  /** Where the sale of a watched attempt stands. */
  stands(entry: Entry): SaleStands;
  /** The sale is paid by this try: what was released of it settles nothing any more, and is watched on. */
  paidBy(entry: Entry): Fact[];
  /** It tells that the sale is paid, while another try of it may still be: then the customer paid twice. */
  isNeeded(entry: Entry): boolean;
}

export function createSaleTries(options: {
  book: WatchBook;
  /** A screen stands for this sale, and nothing settled it yet. */
  isOnScreen(saleId: string): boolean;
  /** A refund of it is not done with. */
  isRefunding(attemptId: string): boolean;
}): SaleTries {
  const { book, isOnScreen, isRefunding } = options;
  const triesOf = (entry: Entry) => sameSale(book, entry.attempt.saleId);
  const isWatched = (entry: Entry) =>
    nextVisitMs(entry) !== null || entry.late !== null || isRefunding(entry.attempt.attemptId);

  return {
    stands(entry) {
      if (isOnScreen(entry.attempt.saleId)) return 'on-screen';
      const tries = triesOf(entry);
      if (tries.some(hasMoney)) return 'paid';
      return entry.ended === 'released' || tries.some(isUnsettled) ? 'unsettled' : 'closed';
    },
    paidBy: (entry) =>
      triesOf(entry)
        .filter((one) => one !== entry && isUnsettled(one))
        .map(({ attempt }) => ({
          type: 'attempt.superseded',
          attempt,
          body: { by: entry.attempt.reference },
        })),
    isNeeded: (entry) => hasMoney(entry) && triesOf(entry).some((one) => one !== entry && isWatched(one)),
  };
}

/** Every try of a sale that is open or watched. */
export function sameSale(book: WatchBook, saleId: string): Entry[] {
  return [...book.entries()].filter((entry) => entry.attempt.saleId === saleId);
}

const hasMoney = ({ ended, money }: Entry) => ended === 'paid' || money.size > 0;
