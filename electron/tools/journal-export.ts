import type { StoredRow } from '../core/ports.ts';
import { redactedBody } from './journal-words.ts';

/** Rows as others may have them: where each stands in the chain, and nothing of a customer. */

const columns = [
  'seq',
  'time',
  'fexTime',
  'type',
  'actor',
  'saleId',
  'attemptId',
  'reference',
  'hash',
  'body',
] as const;

function exported(row: StoredRow) {
  const { seq, type, actor, saleId, attemptId, reference, hash } = row;
  return {
    ...{ seq, time: isoOrNull(row.atMs), fexTime: isoOrNull(row.serverMs), type, actor },
    ...{ saleId, attemptId, reference, hash, body: redactedBody(row.body) },
  };
}

function isoOrNull(atMs: number | null): string | null {
  const time = new Date(atMs ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The whole export in parts, none larger than a few hundred rows. */
export function* exportRows(
  pages: Iterable<StoredRow[]>,
  format: 'json' | 'csv',
): Generator<string, void, unknown> {
  if (format === 'csv') {
    yield `${columns.join(',')}\r\n`;
    for (const rows of pages) yield rows.map((row) => `${csvLine(row)}\r\n`).join('');
    return;
  }
  let start = '[\n';
  for (const rows of pages) {
    yield start + rows.map((row) => JSON.stringify(exported(row))).join(',\n');
    start = ',\n';
  }
  yield start === '[\n' ? '[]\n' : '\n]\n';
}

function csvLine(row: StoredRow): string {
  const cells = exported(row);
  return columns
    .map((name) => {
      const value = cells[name];
      return csvCell(typeof value === 'object' ? (value === null ? '' : JSON.stringify(value)) : value);
    })
    .join(',');
}

/** A spreadsheet runs what begins like a formula; a quote before it keeps it a text. */
function csvCell(value: string | number): string {
  const text = String(value);
  const tame = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
