import { expect, it } from 'vitest';
import { copySign } from '../../electron/core/settings/installation.ts';
import { openJournal } from '../../electron/node/journal.ts';
import { chainHash } from '../../electron/node/journal-chain.ts';
import { type EventColumns, rowInChain } from '../../electron/node/journal-rows.ts';
import { createMemoryStore } from '../../electron/tools/virtual/memory-store.ts';
import { journalIn, row, stranger, tamper } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

/** A closed journal of so many rows, and the mark a till wrote at its end. */
async function marked(rows: number) {
  const folder = tempFolder();
  const { journal } = await openJournal({ folder });
  const head = await journal.append(
    Array.from({ length: rows }, (_, index) => row('noted', { attemptId: `a${index}`, body: { index } })),
  );
  await journal.close();
  const store = createMemoryStore();
  store.write('mark', head);
  store.write('installationId', 'ABCDEFGHJK');
  return { folder, store };
}

/** Every hash from there on made to fit, as somebody does who can read this program. */
function chainAnew(folder: string): void {
  const db = stranger(folder);
  const rows = db.prepare('SELECT * FROM events ORDER BY seq').all() as unknown as EventColumns[];
  db.close();
  let before = '';
  const hashes = rows.map((one) => {
    before = chainHash(before, rowInChain(one));
    return `UPDATE events SET hash = '${before}' WHERE seq = ${one.seq}`;
  });
  tamper(folder, ...hashes);
}

const sign = async (folder: string, store: ReturnType<typeof createMemoryStore>) => {
  const { journal } = await journalIn(folder);
  return copySign({ store, journal, machine: null, isOpen: true });
};

it('tells the hash of any row, the one before the first, and none behind the last', async () => {
  const { folder } = await marked(3);
  const { journal } = await journalIn(folder);
  const { seq, hash } = await journal.head();
  expect(await journal.hashAt(seq)).toBe(hash);
  expect(await journal.hashAt(1)).toMatch(/^[0-9a-f]{64}$/);
  expect(await journal.hashAt(0)).toBe('');
  expect(await journal.hashAt(4)).toBeNull();
});

it('knows a record whose chain was written anew, also once a row was added to it', async () => {
  const { folder, store } = await marked(41);
  tamper(folder, `UPDATE events SET body = '{"index":7}' WHERE seq = 30`);
  chainAnew(folder);
  const { journal } = await openJournal({ folder });
  await journal.append([row('added')]);
  await journal.close();
  expect(await sign(folder, store)).toBe('mark-differs');
});

it('has nothing against rows that were written after the mark', async () => {
  const { folder, store } = await marked(41);
  const { journal } = await openJournal({ folder });
  await journal.append([row('added'), row('added')]);
  await journal.close();
  expect(await sign(folder, store)).toBeNull();
});
