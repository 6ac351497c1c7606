import type { Fact } from './machine-types.ts';
import type { Entry, WatchBook } from './watch-book.ts';

/**
 * What was open when the counter stopped (money rule 5): the newest that a customer may still pay comes back to the
 * screen, everything else is left to the standing watch.
 */
export function takeUp(
  book: WatchBook,
  /** False where this journal may be a copy: what it does not know of may have been shown elsewhere. */
  isWhole: boolean,
): {
  resumed: Entry | null;
  left: readonly { entry: Entry; fact: Fact }[];
} {
  const open = [...book.entries()].filter((entry) => entry.ended === null);
  const resumed = open.findLast(mayBePaid) ?? null;
  const left = open
    .filter((entry) => entry !== resumed)
    .map((entry) => {
      // A create whose code no screen painted cannot be paid; anything else is left to be watched.
      const type = mayBePaid(entry) || !isWhole ? 'attempt.released' : 'attempt.orphaned';
      const fact: Fact = { type, attempt: entry.attempt, body: {} };
      return { entry, fact };
    });
  return { resumed, left };
}

const mayBePaid = (entry: Entry) => entry.shown || entry.attempt.flow === 'reverse';
