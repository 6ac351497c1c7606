import type { InboxEntry, JournalBody, StoredRow } from '../core/ports.ts';
import type { ChainedRow } from './journal-chain.ts';

/** A row of `events`, as SQLite gives it. */
export interface EventColumns {
  seq: number;
  hash: string;
  type: string;
  actor: string;
  at_ms: number;
  server_ms: number | null;
  sale_id: string | null;
  attempt_id: string | null;
  reference: string | null;
  open: number | null;
  body: string;
}

/** As the counter reads it. */
export function storedRow(row: EventColumns): StoredRow {
  return {
    seq: row.seq,
    hash: row.hash,
    type: row.type,
    actor: row.actor as StoredRow['actor'],
    atMs: row.at_ms,
    serverMs: row.server_ms,
    saleId: row.sale_id,
    attemptId: row.attempt_id,
    reference: row.reference,
    body: bodyFrom(row.body),
  };
}

/** A body that somebody made unreadable is an empty one; that it was changed is for the chain to say. */
function bodyFrom(text: string): JournalBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JournalBody) : {};
  } catch {
    return {};
  }
}

/** As its hash was taken. */
export function rowInChain(row: EventColumns): ChainedRow {
  return {
    seq: row.seq,
    type: row.type,
    actor: row.actor as ChainedRow['actor'],
    atMs: row.at_ms,
    serverMs: row.server_ms,
    saleId: row.sale_id,
    attemptId: row.attempt_id,
    reference: row.reference,
    open: row.open === null ? null : row.open === 1,
    bodyText: row.body,
  };
}

export interface InboxColumns {
  body_hash: string;
  intent_id: string;
  event: string;
  reference: string | null;
  received_at_ms: number;
}

export function inboxEntry(row: InboxColumns): InboxEntry {
  return {
    bodyHash: row.body_hash,
    intentId: row.intent_id,
    event: row.event,
    reference: row.reference,
    receivedAtMs: row.received_at_ms,
  };
}
