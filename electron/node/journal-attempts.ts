import type { DatabaseSync } from 'node:sqlite';
import type { AttemptRows, AttemptsPlace } from '../core/ports.ts';
import { type EventColumns, storedRow } from './journal-rows.ts';

/**
 * What is held against FEX’s lists is asked for by time and by attempt, out of years of rows: the two questions
 * with an index of their own. Rows of attempts come in the order of both, so each costs a commit its last page.
 */
const time = 'coalesce(server_ms, at_ms)';
const aboutAttempts = 'attempt_id IS NOT NULL';
export const attemptIndexes = `
CREATE INDEX IF NOT EXISTS events_by_time ON events (${time}) WHERE ${aboutAttempts};
CREATE INDEX IF NOT EXISTS events_of_attempt ON events (attempt_id) WHERE ${aboutAttempts}`;

const mostRows = 200;

export interface AttemptReads {
  attemptsIn(
    range: { fromMs: number; toMs: number },
    after: AttemptsPlace | null,
    limit: number,
  ): { attempts: AttemptRows[]; next: AttemptsPlace | null };
  attempts(attemptIds: readonly string[]): AttemptRows[];
}

export function createAttemptReads(db: DatabaseSync): AttemptReads {
  // A row of an attempt that has an earlier one in the range was told with that one.
  const firsts = db.prepare(
    `SELECT attempt_id AS attemptId, seq, ${time} AS timeMs FROM events AS event
     WHERE ${aboutAttempts} AND ${time} >= ?3 AND ${time} < ?2 AND (${time} > ?3 OR seq > ?4)
       AND NOT EXISTS (
         SELECT 1 FROM events AS other
         WHERE other.attempt_id = event.attempt_id AND other.attempt_id IS NOT NULL
           AND coalesce(other.server_ms, other.at_ms) >= ?1
           AND (coalesce(other.server_ms, other.at_ms), other.seq)
             < (coalesce(event.server_ms, event.at_ms), event.seq))
     ORDER BY ${time}, seq LIMIT ?5`,
  );
  const openOf = db.prepare('SELECT open FROM attempts WHERE attempt_id = ?');
  const rowsOf = db.prepare(
    `SELECT * FROM events WHERE attempt_id = ? AND ${aboutAttempts} ORDER BY seq DESC LIMIT ${mostRows}`,
  );

  function read(attemptId: string): AttemptRows[] {
    const rows = rowsOf.all(attemptId) as unknown as EventColumns[];
    if (rows.length === 0) return [];
    return [{ attemptId, open: openOf.get(attemptId)?.open === 1, rows: rows.reverse().map(storedRow) }];
  }

  return {
    attemptsIn({ fromMs, toMs }, after, limit) {
      const { timeMs, seq } = after ?? { timeMs: fromMs, seq: 0 };
      const found = firsts.all(fromMs, toMs, timeMs, seq, limit) as unknown as (AttemptsPlace & {
        attemptId: string;
      })[];
      const last = found.at(-1);
      return {
        attempts: found.flatMap((one) => read(one.attemptId)),
        next: last === undefined || found.length < limit ? null : { timeMs: last.timeMs, seq: last.seq },
      };
    },
    attempts: (attemptIds) => attemptIds.flatMap(read),
  };
}
