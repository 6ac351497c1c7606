import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { AttemptRows, AttemptsPlace, Journal, JournalRow } from '../../electron/core/ports.ts';
import { createAttemptReads } from '../../electron/node/journal-attempts.ts';
import { openJournalFile } from '../../electron/node/journal-file.ts';
import { createMemoryJournal } from '../../electron/tools/virtual/memory-journal.ts';
import { damageOf, journalIn, row } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

const of = (attemptId: string, serverMs: number | null, over: Partial<JournalRow> = {}) =>
  row('attempt.sent', { attemptId, serverMs, atMs: 50, reference: `R-${attemptId}`, ...over });

/** Four attempts, told by both clocks, with rows that interleave. */
const rows = [
  of('A', 100, { open: true }),
  of('B', 200, { open: true }),
  row('books.checked', { serverMs: 210 }),
  of('A', 300),
  of('C', null, { atMs: 250 }),
  of('B', 400, { open: false }),
  of('D', 900),
  of('A', 901, { open: false }),
];

async function pages(journal: Journal, range: { fromMs: number; toMs: number }, limit: number) {
  const found: AttemptRows[][] = [];
  let after: AttemptsPlace | null = null;
  do {
    const page: Awaited<ReturnType<Journal['attemptsIn']>> = await journal.attemptsIn(range, after, limit);
    found.push(page.attempts);
    after = page.next;
  } while (after !== null);
  return found;
}
const ids = (found: AttemptRows[][]) => found.flat().map((one) => one.attemptId);

describe('the attempts of a time', () => {
  it('each once with all its rows, whatever the pages, as the journal in memory tells them', async () => {
    const { journal } = await journalIn(tempFolder());
    const memory = createMemoryJournal().journal;
    for (const one of [journal, memory]) await one.append(rows);
    for (const [fromMs, toMs, expected] of [
      [0, 1000, ['A', 'B', 'C', 'D']],
      [200, 401, ['B', 'C', 'A']],
      [300, 400, ['A']],
      [400, 901, ['B', 'D']],
      [500, 600, []],
    ] as const) {
      for (const limit of [1, 2, 100]) {
        const range = { fromMs, toMs };
        const found = await pages(journal, range, limit);
        expect(ids(found), `${fromMs}–${toMs} by ${limit}`).toEqual(expected);
        expect(found.flat()).toEqual((await pages(memory, range, limit)).flat());
      }
    }
    const [a] = await journal.attempts(['A', 'nobody']);
    expect(a).toMatchObject({ attemptId: 'A', open: false });
    expect(a?.rows.map((one) => one.serverMs)).toEqual([100, 300, 901]);
    expect(await journal.attempts(['B', 'A'])).toEqual(await memory.attempts(['B', 'A']));
  });

  it('of one with very many rows the newest', async () => {
    const { journal } = await journalIn(tempFolder());
    await journal.append(Array.from({ length: 250 }, (_, index) => of('A', index)));
    const [a] = await journal.attempts(['A']);
    expect(a?.rows.map((one) => one.serverMs)).toEqual(Array.from({ length: 200 }, (_, index) => 50 + index));
  });

  it('a journal of the days before is given its indexes, and nothing is held against it', async () => {
    const folder = tempFolder();
    const before = await journalIn(folder);
    await before.journal.append(rows);
    await before.journal.close();
    const db = new DatabaseSync(join(folder, 'journal.db'));
    db.exec('DROP INDEX events_by_time; DROP INDEX events_of_attempt');
    db.close();
    const { journal } = await journalIn(folder);
    expect(ids(await pages(journal, { fromMs: 0, toMs: 1000 }, 2))).toEqual(['A', 'B', 'C', 'D']);
    expect(damageOf(journal)).toEqual([]);
  });

  it('reads a day out of years by its indexes alone', () => {
    const db = openJournalFile(join(tempFolder(), 'journal.db'));
    const asked: string[] = [];
    const { prepare } = db;
    db.prepare = (sql: string) => {
      asked.push(sql);
      return prepare.call(db, sql);
    };
    createAttemptReads(db);
    for (const sql of asked) {
      const plan = prepare
        .call(db, `EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((step) => String(step.detail));
      expect(
        plan.filter((step) => /^SCAN|TEMP B-TREE/.test(step)),
        sql,
      ).toEqual([]);
    }
    expect(asked.length).toBeGreaterThan(2);
    db.close();
  });
});
