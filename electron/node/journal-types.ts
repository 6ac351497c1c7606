import type { DatabaseSync } from 'node:sqlite';
import type { EventColumns } from './journal-rows.ts';

/** Where the newest row of each type stands. */
export interface NewestOfType {
  /** Inside a transaction, for every row appended. */
  saw(type: string, seq: number): void;
  /** The transaction was committed. */
  keep(): void;
  /** It was not. */
  forget(): void;
  newest(types: readonly string[]): EventColumns | null;
  /** Whether its row is in the table, so that `saw` writes nothing. */
  knows(type: string): boolean;
}

/**
 * Kept in memory and filled as asked: an index on disk would cost every sale a page, and the question is asked
 * at start and about rows that are seldom far from the end. The table of types spares the search for a type
 * that never was.
 */
export function createNewestOfType(db: DatabaseSync): NewestOfType {
  const addType = db.prepare('INSERT INTO types (type, first_seq) VALUES (?, ?)');
  const search = db.prepare('SELECT seq FROM events WHERE type = ? ORDER BY seq DESC LIMIT 1');
  const row = db.prepare('SELECT * FROM events WHERE seq = ?');
  /** Null: there is one, its place was not looked for yet. */
  const places = new Map<string, number | null>();
  const uncommitted = new Map<string, number>();
  for (const known of db.prepare('SELECT type FROM types').all()) places.set(String(known.type), null);

  function place(type: string): number {
    const known = places.get(type);
    if (known === undefined) return 0;
    if (known !== null) return known;
    const found = Number(search.get(type)?.seq ?? 0);
    places.set(type, found);
    return found;
  }

  return {
    saw(type, seq) {
      if (!places.has(type) && !uncommitted.has(type)) addType.run(type, seq);
      uncommitted.set(type, seq);
    },
    keep() {
      for (const [type, seq] of uncommitted) places.set(type, seq);
      uncommitted.clear();
    },
    forget: () => uncommitted.clear(),
    knows: (type) => places.has(type),
    newest(types) {
      const last = Math.max(0, ...types.map(place));
      return last === 0 ? null : ((row.get(last) as unknown as EventColumns | undefined) ?? null);
    },
  };
}
