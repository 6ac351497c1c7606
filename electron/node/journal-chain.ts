import { hash } from 'node:crypto';
import type { JournalBody, JournalRow } from '../core/ports.ts';

/** A row as the chain sees it: with its place, and its body as the text that is stored. */
export interface ChainedRow extends Omit<JournalRow, 'open' | 'body'> {
  seq: number;
  open: boolean | null;
  bodyText: string;
}

/**
 * The body as the one text it can have: keys in code-unit order, no spaces. It is stored as this text and hashed
 * as this text, so checking a chain never depends on how a later version would write it.
 */
export function canonicalBody(body: JournalBody): string {
  const parts = Object.keys(body)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(body[key])}`);
  return `{${parts.join(',')}}`;
}

/** Lone surrogates do not survive UTF-8; hashing them as they came would break the chain on reading. */
function stored(text: string | null): string | null {
  return text === null || text.isWellFormed() ? text : text.toWellFormed();
}

/** The row as it will be stored at this place. */
export function chainedRow(seq: number, row: JournalRow): ChainedRow {
  return {
    seq,
    type: row.type.toWellFormed(),
    actor: row.actor,
    atMs: row.atMs,
    serverMs: row.serverMs,
    saleId: stored(row.saleId),
    attemptId: stored(row.attemptId),
    reference: stored(row.reference),
    open: row.open ?? null,
    bodyText: canonicalBody(row.body),
  };
}

/** SHA-256, lower-case hex, over the previous row's hash and every stored column of this one. */
export function chainHash(previousHash: string, row: ChainedRow): string {
  const columns = [
    previousHash,
    row.seq,
    row.type,
    row.actor,
    row.atMs,
    row.serverMs,
    row.saleId,
    row.attemptId,
    row.reference,
    row.open,
    row.bodyText,
  ];
  return hash('sha256', JSON.stringify(columns), 'hex');
}
