import type { DatabaseSync } from 'node:sqlite';
import type { JournalHead } from '../core/ports.ts';
import { chainHash } from './journal-chain.ts';
import { type EventColumns, rowInChain } from './journal-rows.ts';

export interface JournalWrong {
  seq: number;
  sentence: string;
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
export function walkJournal(db: DatabaseSync, from: JournalHead): JournalWalk {
  const next = db.prepare('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  const attempt = db.prepare('SELECT open, first_seq, last_seq FROM attempts WHERE attempt_id = ?');
  const knowsType = db.prepare('SELECT 1 FROM types WHERE type = ?');
  const types = new Set<string>();
  const wrong: JournalWrong[] = [];
  let at = from;
  const say = (seq: number, sentence: string) => {
    if (wrong.length < mostWrong) wrong.push({ seq, sentence });
  };

  function checkIndexes(row: EventColumns): void {
    if (!types.has(row.type)) {
      types.add(row.type);
      if (!knowsType.get(row.type)) say(row.seq, `The table of types lacks "${row.type}" of row ${row.seq}.`);
    }
    if (row.attempt_id === null) return;
    const kept = attempt.get(row.attempt_id);
    if (!kept) {
      say(row.seq, `The table of attempts lacks the attempt of row ${row.seq}.`);
      return;
    }
    const last = Number(kept.last_seq);
    const behind = row.open !== null && (last < row.seq || (last === row.seq && kept.open !== row.open));
    if (behind || Number(kept.first_seq) > row.seq) {
      say(row.seq, `The table of attempts contradicts row ${row.seq} on whether its attempt is open.`);
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
     WHERE e.attempt_id IS NOT a.attempt_id OR a.open IS NOT coalesce(e.open, 0) ORDER BY seq LIMIT 10`,
  );
  return stray.all().map((row) => ({
    seq: Number(row.seq),
    sentence: `The table of attempts names row ${row.seq}, which does not say whether that attempt is open.`,
  }));
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

export const changed = (seq: number) => `Row ${seq} was changed after it was written.`;

function missing(first: number, last: number): string {
  return first === last ? `Row ${first} is missing.` : `Rows ${first} to ${last} are missing.`;
}
