import type { DatabaseSync } from 'node:sqlite';
import type { InboxEntry, InboxSubject } from '../core/ports.ts';
import { type InboxColumns, inboxEntry } from './journal-rows.ts';

/**
 * The inbox's rows. One that is done is kept only to know its body again: FEX repeats a webhook within minutes, and
 * one replayed later than that costs a read and changes nothing. So the newest thousands are enough.
 */
export interface InboxRows {
  /** False when the same body is there already. */
  store(entry: InboxEntry): boolean;
  setDone(bodyHash: string): void;
  /** Whether the next `setDone` also clears away, which is a statement more. */
  clearsNext(): boolean;
  waiting(first: InboxSubject): InboxEntry[];
}

/** About ten busy days. */
export const mostDone = 10_000;
/** Clearing away touches other pages than a commit needs, so it is not done every time. */
const clearEvery = 500;

export function createInboxRows(db: DatabaseSync): InboxRows {
  const insert = db.prepare(
    `INSERT INTO inbox (body_hash, intent_id, event, reference, received_at_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (body_hash) DO NOTHING`,
  );
  const wanted = db.prepare(
    `SELECT * FROM inbox WHERE done = 0
     ORDER BY (intent_id IS ?1 OR (reference IS ?2 AND ?2 IS NOT NULL)) DESC, place LIMIT 100`,
  );
  const setDone = db.prepare('UPDATE inbox SET done = 1 WHERE body_hash = ?');
  const clear = db.prepare(
    'DELETE FROM inbox WHERE done = 1 AND place <= (SELECT max(place) FROM inbox) - ?',
  );
  /** Full at the start: what a former run left is cleared away with the first. */
  let sinceCleared = clearEvery;

  return {
    store({ bodyHash, intentId, event, reference, receivedAtMs }) {
      return insert.run(bodyHash, intentId, event, reference, receivedAtMs).changes === 1;
    },
    setDone(bodyHash) {
      setDone.run(bodyHash);
      sinceCleared += 1;
      if (sinceCleared <= clearEvery) return;
      clear.run(mostDone);
      sinceCleared = 0;
    },
    clearsNext: () => sinceCleared >= clearEvery,
    waiting: ({ intentId, reference }) =>
      (wanted.all(intentId, reference) as unknown as InboxColumns[]).map(inboxEntry),
  };
}
