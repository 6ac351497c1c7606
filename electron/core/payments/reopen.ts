import type { Intent } from '../net/intent.ts';
import type { Journal } from '../ports.ts';
import { isOlderThan } from './list-pass.ts';
import type { Fact } from './machine-types.ts';
import { readReference } from './reference.ts';
import { hasEnded } from './verdict.ts';
import { createWatchBook, type Entry, type WatchBook } from './watch-book.ts';

/**
 * An attempt whose watch is over, and of which FEX tells something new all the same: a second row, or money. It is
 * taken from the journal and watched again. In turn with everything else; null where there is nothing to watch.
 */
export async function reopen(
  intent: Intent,
  options: {
    book: WatchBook;
    journal: Pick<Journal, 'attempts'>;
    counterId: string;
    record(facts: readonly Fact[]): Promise<boolean>;
  },
): Promise<Entry | 'unrecorded' | null> {
  const { book, counterId } = options;
  const attemptId = intent.reference === null ? undefined : readReference(intent.reference)?.id;
  // What ended unpaid can charge nobody any more.
  if (attemptId === undefined || hasEnded(intent) || book.get(attemptId) !== undefined) return null;
  const [stored] = await options.journal.attempts([attemptId]);
  const rows = stored?.rows ?? [];
  const ended = createWatchBook(counterId);
  for (const past of rows) ended.take(past, 'before');
  const entry = ended.get(attemptId);
  if (entry === undefined || entry.ended === null || entry.attempt.reference !== intent.reference)
    return null;
  if (entry.counted.has(intent.id) || isOlderThan(intent, entry.attempt)) return null;
  const body = { intentId: intent.id, status: intent.status };
  const fact: Fact = { type: 'watch.reopened', attempt: entry.attempt, open: true, body };
  if (!(await options.record([fact]))) return 'unrecorded';
  for (const past of rows) book.take(past, 'before');
  return book.get(attemptId) ?? null;
}
