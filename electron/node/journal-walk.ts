import type { DatabaseSync } from 'node:sqlite';
import type { JournalHead } from '../core/ports.ts';
import { chainHash } from './journal-chain.ts';
import { type EventColumns, rowInChain } from './journal-rows.ts';

export interface JournalWrong {
  seq: number;
  sentence: string;
  /** The row is as it was written; a table made of the rows says something else. No word of a manager covers it. */
  table?: true;
}

/** Checks the chain in steps, so that whoever walks it decides when to rest. */
export interface JournalWalk {
  /** The last row that fits. */
  readonly at: JournalHead;
  /** Checks up to so many further rows; false once there are none. Goes on behind a row that does not fit. */
  step(rows: number): boolean;
  /** What does not fit, the first hundred of it. */
  readonly wrong: readonly JournalWrong[];
}

const mostWrong = 100;

/**
 * Walks from the row after `from`, whose hash is trusted. Besides the chain it checks what `attempts` and `types`
 * say of each row: a changed `open` there would hide an open payment although every hash fits.
 */
export function walkJournal(
  db: DatabaseSync,
  from: JournalHead,
  /** Rows that a manager knows not to fit. */
  acknowledgedThrough = 0,
): JournalWalk {
  const next = db.prepare('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const attempt = db.prepare('SELECT open, first_seq, last_seq FROM attempts WHERE attempt_id = ?');
  const knowsType = db.prepare('SELECT 1 FROM types WHERE type = ?');
  const types = new Set<string>();
  const wrong: JournalWrong[] = [];
  let at = from;
  const say = (seq: number, sentence: string) => {
    if (seq > acknowledgedThrough && wrong.length < mostWrong) wrong.push({ seq, sentence });
  };
  const sayTable = (seq: number, sentence: string) => {
    if (wrong.length < mostWrong) wrong.push({ seq, sentence, table: true });
  };

  function checkIndexes(row: EventColumns): void {
    if (!types.has(row.type)) {
      types.add(row.type);
      if (!knowsType.get(row.type))
        sayTable(row.seq, `The table of types lacks "${row.type}" of row ${row.seq}.`);
    }
    if (row.attempt_id === null) return;
    const kept = attempt.get(row.attempt_id);
    if (!kept) {
      sayTable(row.seq, `The table of attempts lacks the attempt of row ${row.seq}.`);
      return;
    }
    const last = Number(kept.last_seq);
    const behind = row.open !== null && (last < row.seq || (last === row.seq && kept.open !== row.open));
    if (behind || Number(kept.first_seq) > row.seq) {
      sayTable(row.seq, contradicts(row.seq));
    }
  }

  return {
    get at() {
      return at;
    },
    wrong,
    step(rows) {
      const found = next.all(at.seq, rows) as unknown as EventColumns[];
      for (const row of found) {
        if (row.seq !== at.seq + 1) say(row.seq, missing(at.seq + 1, row.seq - 1));
        else if (chainHash(at.hash, rowInChain(row)) !== row.hash) say(row.seq, changed(row.seq));
        checkIndexes(row);
        at = { seq: row.seq, hash: row.hash };
      }
      return found.length === rows;
    },
  };
}

/** Attempts that are said to be open or ended by no row that says so; for the end of a whole walk. */
export function strayAttempts(db: DatabaseSync): JournalWrong[] {
  const stray = db.prepare(
    `SELECT a.last_seq AS seq FROM attempts a LEFT JOIN events e ON e.seq = a.last_seq
     WHERE e.attempt_id IS NOT a.attempt_id OR a.open IS NOT coalesce(e.open, 0)
       OR (e.open IS NULL AND a.last_seq IS NOT a.first_seq) ORDER BY seq LIMIT 10`,
  );
  return stray.all().map((row) => ({
    seq: Number(row.seq),
    sentence: `The table of attempts names row ${row.seq}, which does not say whether that attempt is open.`,
    table: true,
  }));
}

/**
 * The table of attempts against the newest rows alone, where what is open mostly stands: a start asks for no more.
 * The first sentence, or null.
 */
export function hiddenAttempt(db: DatabaseSync, afterSeq: number): string | null {
  const hidden = db
    .prepare(
      `SELECT newest.seq FROM (
         SELECT attempt_id, max(seq) AS seq FROM events
         WHERE seq > ? AND attempt_id IS NOT NULL AND open IS NOT NULL GROUP BY attempt_id) AS newest
       JOIN events AS event ON event.seq = newest.seq
       LEFT JOIN attempts AS kept ON kept.attempt_id = newest.attempt_id
       WHERE kept.open IS NOT event.open OR kept.last_seq IS NOT newest.seq ORDER BY newest.seq LIMIT 1`,
    )
    .get(afterSeq);
  return hidden === undefined ? null : contradicts(Number(hidden.seq));
}

/** Makes the tables anew out of the rows they are made of, in whatever transaction is under way. */
export function mendTables(db: DatabaseSync): void {
  db.exec(`
    DELETE FROM attempts;
    INSERT INTO attempts (attempt_id, open, first_seq, last_seq)
      SELECT told.attempt_id, coalesce(event.open, 0), told.first_seq, told.last_seq FROM (
        SELECT attempt_id, min(seq) AS first_seq,
          coalesce(max(CASE WHEN open IS NOT NULL THEN seq END), min(seq)) AS last_seq
        FROM events WHERE attempt_id IS NOT NULL GROUP BY attempt_id) AS told
      JOIN events AS event ON event.seq = told.last_seq;
    INSERT OR IGNORE INTO types (type, first_seq) SELECT type, min(seq) FROM events GROUP BY type;`);
}

/**
 * One row against its neighbours, wherever in the chain: its own hash, and that the next one stands on it.
 * The row that does not fit, or null.
 */
export function misfitAround(db: DatabaseSync, seq: number): number | null {
  const around = db
    .prepare('SELECT * FROM events WHERE seq BETWEEN ? AND ? ORDER BY seq')
    .all(seq - 1, seq + 1) as unknown as EventColumns[];
  const hashOf = (place: number) => around.find((row) => row.seq === place)?.hash;
  const misfit = around
    .filter((row) => row.seq >= seq)
    .find((row) => {
      const before = row.seq === 1 ? '' : hashOf(row.seq - 1);
      return before === undefined || chainHash(before, rowInChain(row)) !== row.hash;
    });
  return misfit?.seq ?? null;
}

const contradicts = (seq: number) =>
  `The table of attempts contradicts row ${seq} on whether its attempt is open.`;
export const changed = (seq: number) => `Row ${seq} was changed after it was written.`;

function missing(first: number, last: number): string {
  return first === last ? `Row ${first} is missing.` : `Rows ${first} to ${last} are missing.`;
}
