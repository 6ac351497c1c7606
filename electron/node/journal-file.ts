import { DatabaseSync } from 'node:sqlite';
import { attemptIndexes } from './journal-attempts.ts';
import { JournalRefusal } from './journal-fault.ts';
import { standingIndex } from './journal-standing.ts';

/** The version of the tables below, kept in the file as `user_version`. */
export const journalVersion = 1;

/**
 * `events` only grows: the triggers refuse every other statement, also from a tool that opens the file by hand.
 * REPLACE deletes without asking the delete trigger, so inserts are held to the next place.
 * `attempts` and `types` say nothing that `events` does not. They are kept instead of further indexes on `events`
 * because every page a commit touches makes the sale wait longer.
 * `attempts`: the first row and the last one that said whether it is open. `types`: where each first appeared.
 */
const tables = `
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  type TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  server_ms INTEGER,
  sale_id TEXT,
  attempt_id TEXT,
  reference TEXT,
  open INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE TRIGGER events_insert BEFORE INSERT ON events
  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
  BEGIN SELECT raise(ABORT, 'the journal only grows at its end'); END;
CREATE TRIGGER events_update BEFORE UPDATE ON events
  BEGIN SELECT raise(ABORT, 'the journal only grows'); END;
CREATE TRIGGER events_delete BEFORE DELETE ON events
  BEGIN SELECT raise(ABORT, 'the journal only grows'); END;

CREATE TABLE attempts (
  attempt_id TEXT PRIMARY KEY,
  open INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_open ON attempts (first_seq) WHERE open = 1;

CREATE TABLE types (
  type TEXT PRIMARY KEY,
  first_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
  place INTEGER PRIMARY KEY,
  body_hash TEXT NOT NULL UNIQUE,
  intent_id TEXT NOT NULL,
  event TEXT NOT NULL,
  reference TEXT,
  received_at_ms INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX inbox_waiting ON inbox (place) WHERE done = 0;
${standingIndex};
${attemptIndexes};
`;

/**
 * Opens the journal's file for writing, making it where there is none. Throws where it cannot be written, is
 * no journal, or was made by a newer version.
 */
export function openJournalFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  try {
    // Before anything is changed: a newer version's file, or another program's, is not ours to touch.
    const version = numberFrom(db, 'PRAGMA user_version');
    if (version > journalVersion) {
      throw new JournalRefusal(
        'failed',
        `The journal was written by a newer version of this program (${version}, this one knows ${journalVersion}). Update the program; nothing was changed.`,
      );
    }
    if (version === 0 && numberFrom(db, 'SELECT count(*) FROM sqlite_schema') > 0) {
      throw new JournalRefusal('damaged', `${file} is a database, but not a journal.`);
    }
    db.exec('PRAGMA journal_mode = WAL');
    // A commit is on the disk before it is acknowledged; on macOS only a full sync leaves the drive's cache.
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA fullfsync = ON');
    db.exec('PRAGMA checkpoint_fullfsync = ON');
    // Taking the write lock is what shows a read-only file or folder now and not at the first sale.
    db.exec('BEGIN IMMEDIATE');
    if (numberFrom(db, 'PRAGMA user_version') === 0) {
      db.exec(tables);
      db.exec(`PRAGMA user_version = ${journalVersion}`);
    } else {
      // Journals of the first days have none.
      db.exec(`${standingIndex};${attemptIndexes};`);
    }
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The tables, indexes and triggers a journal has, by name; a file whose own differ was worked on by hand. */
export function journalSchema(): Map<string, string | null> {
  const db = new DatabaseSync(':memory:');
  db.exec(tables);
  const schema = schemaOf(db);
  db.close();
  return schema;
}

export function schemaOf(db: DatabaseSync): Map<string, string | null> {
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema').all();
  return new Map(rows.map((row) => [String(row.name), row.sql === null ? null : String(row.sql)]));
}

function numberFrom(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get();
  const value = row ? Object.values(row)[0] : null;
  return typeof value === 'number' ? value : 0;
}
