import { describe, expect, it } from 'vitest';
import { copySign } from '../../electron/core/settings/installation.ts';
import { openJournal } from '../../electron/node/journal.ts';
import { chainedRow, chainHash } from '../../electron/node/journal-chain.ts';
import type { JournalChecked } from '../../electron/node/journal-wire.ts';
import { createMemoryStore } from '../../electron/tools/virtual/memory-store.ts';
import { damageOf, journalIn, row, stranger, tamper } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

/** A closed journal of so many rows; the attempt of row `open` is open, and the rows beside it are about it too. */
async function written(rows: number, open: number) {
  const folder = tempFolder();
  const { journal } = await openJournal({ folder });
  const head = await journal.append(
    Array.from({ length: rows }, (_, index) => {
      const attemptId = `a${open}`;
      if (index + 1 === open - 1) return row('noted', { attemptId, open: false });
      if (index + 1 === open) return row('attempt.sent', { attemptId, open: true });
      if (index + 1 === open + 1) return row('attempt.answered', { attemptId });
      return row('noted', { body: { index } });
    }),
  );
  await journal.close();
  return { folder, head };
}

const idsIn = (rows: readonly { attemptId: string | null }[]) => rows.map(({ attemptId }) => attemptId);

/** A manager's word that no manager gave, put behind the last row so that the chain fits. */
function forgeWord(folder: string, throughSeq: number): void {
  const db = stranger(folder);
  const last = db.prepare('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1').get();
  db.close();
  const made = row('journal.acknowledged', { actor: 'manager: Anna 7F2A', body: { throughSeq } });
  const kept = chainedRow(Number(last?.seq) + 1, made);
  const hash = chainHash(String(last?.hash), kept);
  tamper(
    folder,
    `INSERT INTO events VALUES (${kept.seq}, '${hash}', '${kept.type}', '${kept.actor}', ${kept.atMs}, NULL, NULL, NULL, NULL, NULL, '${kept.bodyText}')`,
    `INSERT OR IGNORE INTO types VALUES ('${kept.type}', ${kept.seq})`,
  );
}

/** Opens, waits for the check in the background, closes. */
async function checked(folder: string): Promise<JournalChecked> {
  const answer = Promise.withResolvers<JournalChecked>();
  const { journal } = await openJournal({ folder, checkAfterMs: 0, onChecked: answer.resolve });
  try {
    return await answer.promise;
  } finally {
    await journal.close();
  }
}

describe('a manager’s word that was forged', () => {
  const edit = (seq: number) => `UPDATE events SET body = '{"index":-1}' WHERE seq = ${seq}`;

  it('is no word on rows that come after it', async () => {
    const { folder } = await written(41, 40);
    forgeWord(folder, 1e9);
    const { journal } = await openJournal({ folder });
    await journal.append([row('later')]);
    await journal.close();
    tamper(folder, edit(43));
    expect((await checked(folder)).damage).toMatchObject({ kind: 'changed' });
  });

  it('hides no open payment, and is told by the mark', async () => {
    const { folder, head } = await written(41, 40);
    tamper(folder, edit(30), edit(41), 'UPDATE attempts SET open = 0');
    forgeWord(folder, 1e9);
    const { journal } = await openJournal({ folder });
    expect(damageOf(journal)).toMatchObject([{ kind: 'changed' }]);
    expect(new Set(idsIn(await journal.openAttempts()))).toEqual(new Set(['a40']));
    const store = createMemoryStore();
    store.write('mark', head);
    store.write('installationId', 'ABCDEFGHJK');
    expect(await copySign({ store, journal, machine: null, isOpen: true })).toBe('mark-differs');
    await journal.close();
  });

  it.each([
    ['', 'UPDATE attempts SET open = 0'],
    [', by a row from before it was open', 'UPDATE attempts SET open = 0, last_seq = 2'],
    [', by a row that does not say whether it is', 'UPDATE attempts SET open = 0, last_seq = 4'],
  ])('hides none either that lies too far back for the start%s', async (_how, hide) => {
    const { folder } = await written(1_200, 3);
    await checked(folder);
    tamper(folder, hide);
    forgeWord(folder, 1e9);
    expect((await checked(folder)).damage?.sentence).toMatch(/table of attempts/);
  });
});

describe('a manager’s own word', () => {
  it('brings back what the tables hid, and does not pass over it at the next check', async () => {
    const { folder } = await written(1_200, 3);
    await checked(folder);
    tamper(folder, 'UPDATE attempts SET open = 0');
    const first = await openJournal({ folder });
    expect(await first.journal.openAttempts()).toEqual([]);
    await first.journal.append([row('journal.acknowledged', { body: { throughSeq: 1_200 } })]);
    await first.journal.close();
    expect(await checked(folder)).toMatchObject({ damage: null });
    const { journal } = await journalIn(folder);
    expect(new Set(idsIn(await journal.openAttempts()))).toEqual(new Set(['a3']));
  });

  it('leaves the tables as rows of every kind would have made them', async () => {
    const folder = tempFolder();
    const { journal } = await openJournal({ folder });
    await journal.append([
      row('attempt.sent', { attemptId: 'x', open: true }),
      row('noted', { attemptId: 'y' }),
      row('attempt.answered', { attemptId: 'x' }),
      row('watch.ended', { attemptId: 'z', open: false }),
      row('noted', { attemptId: 'z' }),
    ]);
    const tables = () => {
      const db = stranger(folder);
      const found = [db.prepare('SELECT * FROM attempts').all(), db.prepare('SELECT * FROM types').all()];
      db.close();
      return found;
    };
    const [attempts, types] = tables();
    await journal.append([row('journal.acknowledged', { body: { throughSeq: 5 } })]);
    await journal.close();
    expect(tables()[0]).toEqual(attempts);
    expect(tables()[1]).toEqual(
      [...(types ?? []), { type: 'journal.acknowledged', first_seq: 6 }].sort(byType),
    );
  });
});

function byType(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
