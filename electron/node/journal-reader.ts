import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { JournalHead, StoredRow } from '../core/ports.ts';
import { JournalRefusal } from './journal-fault.ts';
import { journalVersion } from './journal-file.ts';
import { type EventColumns, storedRow } from './journal-rows.ts';

/** A webhook as it was kept. */
export interface KeptWebhook {
  event: string;
  intentId: string;
  reference: string | null;
  receivedAtMs: number;
}

/** A journal for tools: read, never written, also while a counter writes it. */
export interface JournalReader {
  db: DatabaseSync;
  head(): JournalHead;
  /** At most `limit` rows before this place, newest first. */
  page(beforeSeq: number, limit: number): StoredRow[];
  /** All rows in order, a few hundred at a time. */
  all(): Iterable<StoredRow[]>;
  /** Every row of every sale that this id, the end of this reference, or the number it was released under belongs to. */
  about(id: string): StoredRow[];
  webhooks(intentIds: readonly string[], references: readonly string[]): KeptWebhook[];
  close(): void;
}

/**
 * Opens a journal to read it. Without a write-ahead log beside it nobody has it open, and it is read as it lies,
 * so that not even an empty log is left behind. Throws a JournalRefusal or what SQLite says.
 */
export function openJournalReader(file: string): JournalReader {
  if (!existsSync(file)) throw new JournalRefusal('failed', `There is no journal at ${file}.`);
  if (statSync(file).size === 0) throw new JournalRefusal('damaged', `The journal at ${file} is empty.`);
  const still = `${pathToFileURL(file).href}?immutable=1`;
  const db = new DatabaseSync(existsSync(`${file}-wal`) ? file : still, { readOnly: true, timeout: 5000 });
  try {
    checkVersion(db, file);
    return reader(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function checkVersion(db: DatabaseSync, file: string): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > journalVersion) {
    throw new JournalRefusal(
      'failed',
      `The journal was written by a newer version of this program (${version}, this one knows ${journalVersion}). Update the program; nothing was read.`,
    );
  }
  if (version < 1) throw new JournalRefusal('damaged', `${file} is a database, but not a journal.`);
}

function reader(db: DatabaseSync): JournalReader {
  const last = db.prepare('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1');
  const before = db.prepare('SELECT * FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?');
  const after = db.prepare('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT 500');
  // One look through the file: no index is worth a page of every commit.
  const named = db.prepare(
    `SELECT sale_id, attempt_id, seq FROM events
     WHERE reference = ?1 OR attempt_id = ?1 OR sale_id = ?1 OR instr(body, '"intentId":' || ?2) > 0
        OR (length(?1) >= 4 AND substr(reference, -length(?1)) = ?1)
        OR (type = 'attempt.released' AND json_valid(body) AND body ->> '$.slip' = ?3)`,
  );
  const rowsOf = db.prepare(
    `SELECT * FROM events WHERE sale_id IN (SELECT value FROM json_each(?1))
        OR attempt_id IN (SELECT value FROM json_each(?2)) OR seq IN (SELECT value FROM json_each(?3))
     ORDER BY seq`,
  );
  const kept = db.prepare(
    `SELECT * FROM inbox WHERE intent_id IN (SELECT value FROM json_each(?1))
        OR reference IN (SELECT value FROM json_each(?2)) ORDER BY place`,
  );
  const rowsFrom = (rows: unknown) => (rows as EventColumns[]).map(storedRow);

  return {
    db,
    head() {
      const row = last.get();
      return row ? { seq: Number(row.seq), hash: String(row.hash) } : { seq: 0, hash: '' };
    },
    page: (beforeSeq, limit) => rowsFrom(before.all(beforeSeq, limit)),
    *all() {
      let rows = rowsFrom(after.all(0));
      while (rows.length > 0) {
        yield rows;
        rows = rowsFrom(after.all(rows.at(-1)?.seq ?? 0));
      }
    },
    about(id) {
      const slip = /^(?:no\.?\s*)?(\d{1,4})$/i.exec(id)?.[1];
      const found = named.all(id, JSON.stringify(id), slip === undefined ? null : Number(slip));
      const of = (column: string) =>
        JSON.stringify([...new Set(found.map((row) => row[column]))].filter((value) => value !== null));
      return found.length === 0 ? [] : rowsFrom(rowsOf.all(of('sale_id'), of('attempt_id'), of('seq')));
    },
    webhooks: (intentIds, references) =>
      kept.all(JSON.stringify(intentIds), JSON.stringify(references)).map((row) => ({
        event: String(row.event),
        intentId: String(row.intent_id),
        reference: row.reference === null ? null : String(row.reference),
        receivedAtMs: Number(row.received_at_ms),
      })),
    close: () => db.close(),
  };
}
