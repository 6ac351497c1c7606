import type { DatabaseSync } from 'node:sqlite';
import type { JournalDamage } from '../core/ports.ts';
import { type EventColumns, storedRow } from './journal-rows.ts';

/**
 * The rows a journal has about itself are few and far between, and asked for at every start: the one kind of row
 * with an index. It is partial, so no commit of another row touches it; the query has to repeat its words.
 */
const aboutItself = `type IN ('journal.set-aside', 'journal.acknowledged')`;
export const standingIndex = `CREATE INDEX IF NOT EXISTS events_about_journal ON events (seq) WHERE ${aboutItself}`;

/** What was found before and what a manager said to it. */
export interface Standing {
  /** Up to this row a manager knows of damage, and the chain is trusted as it stands. */
  acknowledgedThrough: number;
  /** A journal that was set aside and of which nobody was told yet; `file` is its name alone. */
  setAside: JournalDamage | null;
}

export function readStanding(db: DatabaseSync): Standing {
  const standing: Standing = { acknowledgedThrough: 0, setAside: null };
  const rows = db.prepare(`SELECT * FROM events WHERE ${aboutItself} ORDER BY seq`).all();
  for (const row of (rows as unknown as EventColumns[]).map(storedRow)) {
    if (row.type === 'journal.set-aside') {
      const { file, why } = row.body;
      const because = typeof why === 'string' ? ` ${why}` : '';
      const sentence = `The journal could not be used and is kept as ${String(file)}; a new one was begun.${because}`;
      standing.setAside = { kind: 'set-aside', sentence, throughSeq: row.seq, file: String(file) };
      continue;
    }
    standing.setAside = null;
    // Nobody has seen what was written after their word.
    if (typeof row.body.throughSeq === 'number')
      standing.acknowledgedThrough = Math.min(row.body.throughSeq, row.seq);
  }
  return standing;
}
