import { z } from 'zod';
import {
  type BooksLineView,
  type BooksResult,
  booksLineSchema,
  booksResultSchema,
} from '../../../shared/books.ts';
import { counterRow, type RowTimes } from '../counter-row.ts';
import { number, text } from '../payments/record.ts';
import type { Actor, JournalBody, JournalRow, StoredRow } from '../ports.ts';
import type { BooksLine } from './compare-books.ts';

/** A check between its own shapes, the screen’s and the journal’s row `books.checked`. */

/** More than a manager reads at once; the number says how many there are. */
export const mostLines = 50;

/** What is kept of an unexplained line, so that a later check can look at it again. */
export type KeptLine = Pick<BooksLine, 'attemptId' | 'intentIds'> & { view: BooksLineView };

const keptSchema = z
  .array(
    z.object({
      attemptId: z.string().nullable(),
      intentIds: z.array(z.string()).max(20),
      view: booksLineSchema,
    }),
  )
  .max(mostLines);

export function viewOfLine(line: BooksLine): BooksLineView {
  const { key, kind, reason, amountMinor, currency, thereAmount, thereCurrency, atMs } = line;
  return {
    key: key.slice(0, 400),
    ...{ kind, reason, amountMinor, currency: currency?.slice(0, 10) ?? null, atMs },
    tail: (line.reference ?? line.intentIds[0] ?? '').slice(-4),
    thereAmount: thereAmount?.slice(0, 60) ?? null,
    thereCurrency: thereCurrency?.slice(0, 10) ?? null,
  };
}

export function keepLine(line: BooksLine): KeptLine {
  return { attemptId: line.attemptId, intentIds: line.intentIds.slice(0, 20), view: viewOfLine(line) };
}

/** As a line that a next check carries on. */
export function carriedLine({ attemptId, intentIds, view }: KeptLine): BooksLine {
  const { key, kind, reason, amountMinor, currency, thereAmount, thereCurrency, atMs } = view;
  return {
    ...{ key, kind, reason, attemptId, intentIds, amountMinor, currency, thereAmount, thereCurrency, atMs },
    ...{ explained: false, untilMs: null, reference: view.tail },
  };
}

export function rowOfCheck(
  result: BooksResult,
  kept: readonly KeptLine[],
  by: Actor,
  times: RowTimes,
): JournalRow {
  const { outcome, checkedAtMs, fromMs, toMs, ledger, counts, unexplained } = result;
  return counterRow('books.checked', by, times, {
    ...{ outcome, checkedAtMs, fromMs, toMs, ledger, unexplained },
    ...Object.fromEntries(Object.entries(counts).map(([kind, many]) => [`count.${kind}`, many])),
    tails: kept.map((line) => line.view.tail).join(' '),
    lines: JSON.stringify(kept),
  });
}

/** Null where the row is none, or was made unreadable. */
export function checkFromRow(row: StoredRow | null): { result: BooksResult; kept: KeptLine[] } | null {
  if (row === null) return null;
  const kept = keptSchema.safeParse(parsed(text(row.body.lines) ?? '')).data ?? [];
  const { outcome, checkedAtMs, fromMs, toMs, ledger, unexplained } = row.body;
  const fields = { outcome, checkedAtMs, fromMs, toMs, ledger, unexplained, counts: countsIn(row.body) };
  const result = booksResultSchema.safeParse({ ...fields, lines: kept.map((line) => line.view) });
  return result.success ? { result: result.data, kept } : null;
}

function countsIn(body: JournalBody): Record<string, number> {
  const found = Object.entries(body).filter(([name]) => name.startsWith('count.'));
  return Object.fromEntries(found.map(([name, many]) => [name.slice('count.'.length), number(many) ?? 0]));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
