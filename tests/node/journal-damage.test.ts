import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openJournal } from '../../electron/node/journal.ts';
import { readChecked } from '../../electron/node/journal-checked.ts';
import type { JournalChecked } from '../../electron/node/journal-wire.ts';
import { damageOf, journalIn, row, rowsInChain, stranger, tamper } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

// Every row waits for the disk, and a busy one takes its time over hundreds.
vi.setConfig({ testTimeout: 20_000 });

/** A closed journal of a few sales, the last one open. */
async function written(rows = 6, alsoOpen = 2): Promise<string> {
  const folder = tempFolder();
  const { journal } = await openJournal({ folder });
  for (let count = 1; count <= rows; count += 1) {
    const open = count === alsoOpen || count === rows;
    await journal.append([
      row(open ? 'attempt.sent' : 'noted', { attemptId: `a${count}`, open, body: { amountMinor: count } }),
    ]);
  }
  await journal.close();
  return folder;
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

const setAside = (folder: string) => readdirSync(folder).filter((name) => name.includes('.damaged-'));

describe('the check at start', () => {
  it.each([
    ['the last row', `UPDATE events SET body = '{"amountMinor":5}' WHERE seq = 6`],
    ['a row in the middle', `UPDATE events SET at_ms = 1 WHERE seq = 3`],
    ['a hash', `UPDATE events SET hash = 'x' WHERE seq = 3`],
    ['a missing row', `DELETE FROM events WHERE seq = 3`],
    ['a body that is none', `UPDATE events SET body = 'x' WHERE seq = 6`],
    ['an open attempt that was hidden', `UPDATE attempts SET open = 0 WHERE attempt_id = 'a6'`],
    ['an attempt opened by hand', `UPDATE attempts SET open = 1 WHERE attempt_id = 'a1'`],
  ])('finds %s, and the journal goes on', async (_what, statement) => {
    const folder = await written();
    tamper(folder, statement);
    const { journal } = await journalIn(folder);
    expect(damageOf(journal)).toMatchObject([{ kind: 'changed', throughSeq: 6 }]);
    expect((await journal.append([row('after')])).seq).toBe(7);
    expect(setAside(folder)).toEqual([]);
  });

  it('finds nothing in a journal nobody touched', async () => {
    const { journal } = await journalIn(await written());
    expect(damageOf(journal)).toEqual([]);
  });

  it('looks behind the checkpoint only at what is open', async () => {
    const folder = await written();
    expect(await checked(folder)).toMatchObject({ rows: 6, damage: null });
    expect(readChecked(join(folder, 'journal.db'))).toMatchObject({ seq: 6, broken: null });
    tamper(folder, `UPDATE events SET body = '{"amountMinor":9}' WHERE seq = 4`);
    const first = await openJournal({ folder });
    expect(damageOf(first.journal)).toEqual([]);
    await first.journal.close();
    tamper(folder, `UPDATE events SET body = '{"amountMinor":9}' WHERE seq = 2`);
    const { journal } = await journalIn(folder);
    expect(damageOf(journal)).toMatchObject([
      { kind: 'changed', sentence: 'Row 2 was changed after it was written.' },
    ]);
  });

  it('holds a row that was changed against the checkpoint, also where the chain was written anew', async () => {
    const folder = await written();
    await checked(folder);
    tamper(folder, `UPDATE events SET hash = '${'0'.repeat(64)}' WHERE seq = 6`);
    const { journal } = await journalIn(folder);
    expect(damageOf(journal)).toMatchObject([{ kind: 'changed' }]);
  });

  it('forgives what a manager has acknowledged, and nothing later', async () => {
    const folder = await written();
    tamper(folder, `UPDATE events SET at_ms = 1 WHERE seq = 4`);
    const first = await openJournal({ folder });
    const [damage] = damageOf(first.journal);
    await first.journal.append([
      row('journal.acknowledged', { body: { throughSeq: damage?.throughSeq ?? 0 } }),
      row('later'),
      row('later'),
    ]);
    await first.journal.close();
    expect(await checked(folder)).toMatchObject({ damage: null, rows: 9 });
    tamper(folder, `UPDATE events SET at_ms = 1 WHERE seq = 8`);
    expect((await checked(folder)).damage).toMatchObject({ kind: 'changed', throughSeq: 9 });
  });
});

describe('the check in the background', () => {
  it('finds what the start did not look at, and tells while the journal is open', async () => {
    const folder = await written();
    await checked(folder);
    tamper(folder, `UPDATE events SET at_ms = 1 WHERE seq = 4`);
    const told = Promise.withResolvers<unknown>();
    const { journal } = await journalIn(folder, { checkAfterMs: 0 });
    journal.onDamage(told.resolve);
    expect(await told.promise).toMatchObject({
      kind: 'changed',
      sentence: 'Row 4 was changed after it was written.',
    });
  });

  it.each([['a trigger that is gone', 'DROP TRIGGER events_update', /"events_update" is not as/]])(
    'finds %s',
    async (_what, statement, sentence) => {
      const folder = await written();
      await checked(folder);
      const db = stranger(folder);
      db.exec(statement);
      db.close();
      expect((await checked(folder)).damage?.sentence).toMatch(sentence);
    },
  );

  it('finds a page that rotted, and the next start sets the file aside', async () => {
    const folder = await written(400, 400);
    await checked(folder);
    const file = join(folder, 'journal.db');
    const bytes = readFileSync(file);
    const page = bytes.indexOf('"amountMinor":200}') & ~4095;
    bytes.fill(0x7f, page, page + 400);
    writeFileSync(file, bytes);
    const before = await checked(folder);
    expect(before.damage).toMatchObject({ kind: 'broken' });
    const { journal } = await journalIn(folder);
    expect(damageOf(journal)).toMatchObject([{ kind: 'set-aside' }]);
    expect(setAside(folder).filter((name) => name.endsWith('.db'))).toHaveLength(1);
  });

  it('ends with the journal', async () => {
    const folder = await written(300);
    const { journal } = await openJournal({ folder, checkAfterMs: 0 });
    await journal.append([row('one')]);
    await journal.close();
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'x'.repeat(8192))],
    [
      'was copied by half',
      (file: string) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096),
    ],
    [
      'has lost its first page',
      (file: string) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0, 0, 4096));
      },
    ],
  ])('is set aside with all that belongs to it where it %s', async (_what, spoil) => {
    const folder = await written(40);
    await checked(folder);
    const file = join(folder, 'journal.db');
    const { seq, hash } = readChecked(file);
    spoil(file);
    const spoilt = readFileSync(file);
    const first = await openJournal({ folder });
    expect(damageOf(first.journal)).toMatchObject([{ kind: 'set-aside', throughSeq: 1 }]);
    const aside = setAside(folder);
    const name = aside.find((entry) => entry.endsWith('.db')) ?? '';
    expect(readFileSync(join(folder, name)).equals(spoilt)).toBe(true);
    expect(aside).toContain(name.replace('.db', '.checked.json'));
    const begun = await first.journal.newest(['journal.set-aside']);
    expect(begun).toMatchObject({
      seq: 1,
      actor: 'counter',
      body: { file: name, lastVerifiedSeq: seq, lastVerifiedHash: hash, why: expect.any(String) },
    });
    await first.journal.append([row('a')]);
    await first.journal.close();

    const second = await openJournal({ folder });
    expect(damageOf(second.journal)).toMatchObject([{ kind: 'set-aside' }]);
    await second.journal.append([row('journal.acknowledged', { body: { throughSeq: 1 } })]);
    await second.journal.close();
    const { journal } = await journalIn(folder);
    expect(damageOf(journal)).toEqual([]);
    expect(rowsInChain(stranger(folder))).toHaveLength(3);
  });

  it('is set aside where it is another counter’s, and where nobody said whose it is, it is used', async () => {
    const folder = tempFolder();
    const first = await openJournal({ folder, tag: 'AAAAAA' });
    const reference = 'AAAAAA-0123456789-01JZZZZZZZZZZZZZZZZZZZZZZZ';
    await first.journal.append([row('attempt.sent', { attemptId: 'a', reference, open: true })]);
    await first.journal.close();
    for (const tag of [undefined, 'AAAAAA']) {
      const { journal } = await openJournal({ folder, ...(tag === undefined ? {} : { tag }) });
      expect(damageOf(journal)).toEqual([]);
      await journal.close();
    }
    const { journal } = await journalIn(folder, { tag: 'BBBBBB' });
    const [damage] = damageOf(journal);
    expect(damage).toMatchObject({
      kind: 'set-aside',
      sentence: expect.stringContaining("another counter's"),
      file: join(folder, setAside(folder).find((name) => name.endsWith('.db')) ?? ''),
    });
    expect(await journal.openAttempts()).toEqual([]);
  });

  it('keeps its log, also where a power cut came between the two renames', async () => {
    const folder = tempFolder();
    const aside = 'journal.damaged-2026-01-01T00-00-00.000Z.db';
    writeFileSync(join(folder, aside), 'x'.repeat(4096));
    writeFileSync(join(folder, 'journal.db-wal'), 'the log');
    const { journal } = await journalIn(folder);
    expect(readFileSync(join(folder, `${aside}-wal`), 'utf8')).toBe('the log');
    expect(damageOf(journal)).toMatchObject([
      { kind: 'set-aside', sentence: expect.stringContaining(aside) },
    ]);
  });

  it('never takes the name of one that was set aside before', async () => {
    const folder = tempFolder();
    for (let count = 0; count < 3; count += 1) {
      writeFileSync(join(folder, 'journal.db'), `x${count}`.repeat(4096));
      const { journal } = await openJournal({ folder });
      await journal.close();
    }
    expect(setAside(folder).filter((name) => name.endsWith('.db'))).toHaveLength(3);
  });
});
