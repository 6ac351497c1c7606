import { chmodSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JournalError } from '../../electron/core/ports.ts';
import { openJournal } from '../../electron/node/journal.ts';
import { openJournalFile } from '../../electron/node/journal-file.ts';
import { createJournalStore } from '../../electron/node/journal-store.ts';
import { journalIn, row, rowsInChain, stranger } from './journal-helpers.ts';
import { tempDisk, tempFolder } from './temp-folder.ts';

const large = row('large', { body: { filler: 'x'.repeat(2000) } });

describe('a journal on a full disk', () => {
  it('says so, keeps its chain, and goes on when there is room', () => {
    const file = join(tempFolder(), 'journal.db');
    const db = openJournalFile(file);
    const store = createJournalStore(db);
    db.exec('PRAGMA max_page_count = 20');
    let kept = 0;
    let last = store.run([{ kind: 'append', rows: [large] }])[0];
    while (last?.ok && kept < 100) {
      kept += 1;
      last = store.run([{ kind: 'append', rows: [large] }])[0];
    }
    expect(last).toMatchObject({ ok: false, fault: { reason: 'disk-full' } });
    expect(store.run([{ kind: 'head' }])[0]).toMatchObject({ ok: true, value: { seq: kept } });
    db.exec('PRAGMA max_page_count = 1000');
    expect(store.run([{ kind: 'append', rows: [large] }])[0]).toMatchObject({
      ok: true,
      value: { seq: kept + 1 },
    });
    expect(rowsInChain(db)).toHaveLength(kept + 1);
    store.close();
  });

  it('does so on a real disk, through the worker', async (context) => {
    const disk = tempDisk('2m');
    if (!disk) return context.skip('this user may not mount a disk');
    const { journal, inbox } = await journalIn(disk.folder);
    await journal.append([row('before')]);
    const ballast = join(disk.folder, 'ballast');
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    const failure = await append(journal, 400);
    expect(failure).toMatchObject({ reason: 'disk-full' });
    const entry = { bodyHash: 'h'.repeat(3000), intentId: 'i', event: 'e', reference: null, receivedAtMs: 1 };
    await expect(inbox.store(entry)).rejects.toMatchObject({ reason: 'disk-full' });
    expect((await journal.head()).seq).toBe(rowsInChain(stranger(disk.folder)).length);

    rmSync(ballast);
    const { seq } = await journal.append([large]);
    expect(rowsInChain(stranger(disk.folder))).toHaveLength(seq);
    expect(await inbox.store(entry)).toBe(true);
  });
});

describe('a journal that may not be written', () => {
  it('says read-only when it is opened', async (context) => {
    const disk = tempDisk('2m');
    const folder = disk?.folder ?? tempFolder();
    const { journal } = await openJournal({ folder });
    await journal.append([row('before')]);
    await journal.close();
    if (disk) disk.remount('ro');
    else if (process.getuid?.() === 0) return context.skip('nothing is read-only for this user');
    else {
      chmodSync(join(folder, 'journal.db'), 0o400);
      chmodSync(folder, 0o500);
    }
    await expect(openJournal({ folder })).rejects.toMatchObject({
      name: 'JournalError',
      reason: 'read-only',
    });
    if (disk) disk.remount('rw');
    else chmodSync(folder, 0o700);
  });

  it('says so for a folder in which there is none yet, or that is not there', async (context) => {
    await expect(openJournal({ folder: join(tempFolder(), 'absent') })).rejects.toBeInstanceOf(JournalError);
    const disk = tempDisk('2m');
    if (!disk) return context.skip('this user may not mount a disk');
    disk.remount('ro');
    await expect(openJournal({ folder: disk.folder })).rejects.toMatchObject({ reason: 'read-only' });
  });
});

/** Appends until one is refused; that refusal, or null. */
async function append(journal: { append(rows: [typeof large]): Promise<unknown> }, times: number) {
  for (let count = 0; count < times; count += 1) {
    try {
      await journal.append([large]);
    } catch (error) {
      return error;
    }
  }
  return null;
}
