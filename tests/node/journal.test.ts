import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { journalWorkerUrl, openJournal } from '../../electron/node/journal.ts';
import { openJournalFile } from '../../electron/node/journal-file.ts';
import { mostDone } from '../../electron/node/journal-inbox.ts';
import { createMemoryJournal } from '../../electron/tools/virtual/memory-journal.ts';
import { startChild } from './child.ts';
import { commitsIn, journalIn, row, rowsInChain, stranger } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

const nothing = { intentId: null, reference: null };

describe('the journal', () => {
  it('starts empty, chains every row to the one before and finds its end again', async () => {
    const folder = tempFolder();
    const first = await journalIn(folder);
    expect(await first.journal.head()).toEqual({ seq: 0, hash: '' });
    await first.journal.append([row('a', { body: { z: 1, a: 'ü', n: null, t: true } }), row('b')]);
    const head = await first.journal.append([
      row('c', { serverMs: 5, saleId: 's', attemptId: 'x', open: true }),
    ]);
    expect(head).toEqual({ seq: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await first.journal.close();

    const second = await journalIn(folder);
    expect(await second.journal.head()).toEqual(head);
    const rows = rowsInChain(stranger(folder));
    expect(rows.map((kept) => kept.type)).toEqual(['a', 'b', 'c']);
    expect(rows[0]?.body).toBe('{"a":"ü","n":null,"t":true,"z":1}');
  });

  it('chains as the journal in memory does, whatever the texts hold', async () => {
    const folder = tempFolder();
    const { journal } = await journalIn(folder);
    const memory = createMemoryJournal();
    const rows = [
      row('a', { body: { b: 'x"y\\', a: -0, lone: '\ud800' }, reference: 'lone \ud800' }),
      row('b', { attemptId: 'nul \u0000 inside', open: true, serverMs: 1.7e12 }),
      row('c', { attemptId: 'nul \u0000 inside', open: false, actor: 'manager (unproved)' }),
    ];
    expect(await journal.append(rows)).toEqual(await memory.journal.append(rows));
    expect(rowsInChain(stranger(folder))).toHaveLength(3);
    expect(await journal.newest(['b'])).toEqual(await memory.journal.newest(['b']));
  });

  it('has committed every row by the time it says so', async () => {
    const folder = tempFolder();
    const { journal } = await journalIn(folder);
    const db = stranger(folder);
    const last = db.prepare('SELECT max(seq) AS seq FROM events');
    for (let count = 1; count <= 20; count += 1) {
      const { seq } = await journal.append([row('a')]);
      expect(last.get()?.seq).toBe(seq);
    }
  });

  it('asks for commits that are on the disk', () => {
    const db = openJournalFile(join(tempFolder(), 'journal.db'));
    const said = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
    expect(said('journal_mode')).toBe('wal');
    expect(said('synchronous')).toBe(2);
    expect(said('fullfsync')).toBe(1);
    expect(said('checkpoint_fullfsync')).toBe(1);
    db.close();
  });

  it('commits appends that wait together, in the order they came', async () => {
    const folder = tempFolder();
    const { journal } = await journalIn(folder);
    const before = commitsIn(folder);
    const order: number[] = [];
    const appends = Array.from({ length: 200 }, (_, index) =>
      journal.append([row('a', { body: { index } }), row('b', { body: { index } })]).then((head) => {
        order.push(head.seq);
      }),
    );
    await Promise.all(appends);
    expect(order).toEqual(Array.from({ length: 200 }, (_, index) => (index + 1) * 2));
    expect(rowsInChain(stranger(folder)).map((kept) => JSON.parse(kept.body).index)).toEqual(
      Array.from({ length: 400 }, (_, index) => index >> 1),
    );
    expect(commitsIn(folder) - before).toBeLessThan(150);
  });

  it('lets a row that cannot be stored fail alone', async () => {
    const folder = tempFolder();
    const { journal, inbox } = await journalIn(folder);
    const entry = { bodyHash: 'h', intentId: 'i', event: 'e', reference: null, receivedAtMs: 1 };
    const results = await Promise.allSettled([
      journal.append([row('good-1')]),
      journal.append([row('half'), row('bad', { atMs: 0.5 })]),
      inbox.store(entry),
      journal.append([row('good-2')]),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({ reason: { name: 'JournalError', reason: 'failed' } });
    expect(rowsInChain(stranger(folder)).map((kept) => kept.type)).toEqual(['good-1', 'good-2']);
    expect(await journal.newest(['half', 'bad'])).toBeNull();
    expect((await journal.newest(['good-1', 'good-2']))?.type).toBe('good-2');
  });

  it('refuses to change, delete, replace or skip rows', async () => {
    const folder = tempFolder();
    const { journal } = await journalIn(folder);
    await journal.append([row('a'), row('b')]);
    const db = stranger(folder);
    expect(() => db.exec(`UPDATE events SET type = 'x'`)).toThrow(/only grows/);
    expect(() => db.exec('DELETE FROM events WHERE seq = 2')).toThrow(/only grows/);
    const values = `'h', 't', 'cashier', 1, NULL, NULL, NULL, NULL, NULL, '{}'`;
    expect(() => db.exec(`INSERT OR REPLACE INTO events VALUES (2, ${values})`)).toThrow(/only grows/);
    expect(() => db.exec(`INSERT INTO events VALUES (9, ${values})`)).toThrow(/only grows/);
    expect(rowsInChain(db)).toHaveLength(2);
  });

  it('tells all rows of the attempts whose last word was open', async () => {
    const folder = tempFolder();
    const first = await journalIn(folder);
    await first.journal.append([
      row('quiet', { attemptId: 'A' }),
      row('sent', { attemptId: 'A', open: true }),
      row('sent', { attemptId: 'B', open: true }),
      row('other'),
      row('ended', { attemptId: 'B', open: false }),
      row('noted', { attemptId: 'B' }),
      row('noted', { attemptId: 'A' }),
      row('quiet', { attemptId: 'C' }),
    ]);
    const types = async (from: typeof first) =>
      (await from.journal.openAttempts()).map((kept) => `${kept.seq} ${kept.attemptId} ${kept.type}`);
    expect(await types(first)).toEqual(['1 A quiet', '2 A sent', '7 A noted']);
    await first.journal.close();
    const second = await journalIn(folder);
    expect(await types(second)).toEqual(['1 A quiet', '2 A sent', '7 A noted']);
    await second.journal.append([
      row('ended', { attemptId: 'A', open: false }),
      row('again', { attemptId: 'B', open: true }),
    ]);
    expect(await types(second)).toEqual(['3 B sent', '5 B ended', '6 B noted', '10 B again']);
  });

  it('tells the newest row of some types, also after a restart', async () => {
    const folder = tempFolder();
    const first = await journalIn(folder);
    await first.journal.append([
      row('a', { body: { n: 1 } }),
      row('b'),
      row('a', { body: { n: 2 } }),
      row('c'),
    ]);
    expect(await first.journal.newest(['a', 'b'])).toMatchObject({ seq: 3, type: 'a', body: { n: 2 } });
    await first.journal.close();
    const second = await journalIn(folder);
    expect(await second.journal.newest(['b', 'a'])).toMatchObject({ seq: 3 });
    expect(await second.journal.newest(['never'])).toBeNull();
    expect(await second.journal.newest([])).toBeNull();
    await second.journal.append([row('b')]);
    expect(await second.journal.newest(['b', 'a'])).toMatchObject({ seq: 5 });
  });

  it('keeps each webhook once, until it is done', async () => {
    const folder = tempFolder();
    const first = await journalIn(folder);
    const entry = (n: number) => ({
      bodyHash: `hash-${n}`,
      intentId: `intent-${n}`,
      event: 'payment_intent.completed',
      reference: n === 1 ? null : `reference-${n}`,
      receivedAtMs: n,
    });
    expect(await Promise.all([first.inbox.store(entry(2)), first.inbox.store(entry(2))])).toEqual([
      true,
      false,
    ]);
    expect(await first.inbox.store(entry(1))).toBe(true);
    expect(await first.inbox.waiting(nothing)).toEqual([entry(2), entry(1)]);
    await first.inbox.done('hash-2');
    await first.journal.close();
    const second = await journalIn(folder);
    expect(await second.inbox.waiting(nothing)).toEqual([entry(1)]);
    expect(await second.inbox.store(entry(2))).toBe(false);
    for (let n = 100; n < 220; n += 1) await second.inbox.store(entry(n));
    expect(await second.inbox.waiting(nothing)).toHaveLength(100);
    // The wanted ones come first, however many are older; a reference that is null is nobody's.
    const [byId, byReference] = [entry(218), entry(219)];
    const about = { intentId: byId.intentId, reference: byReference.reference };
    const waiting = await second.inbox.waiting(about);
    expect(waiting.slice(0, 4)).toEqual([byId, byReference, entry(1), entry(100)]);
    expect((await second.inbox.waiting({ intentId: 'intent-150', reference: null })).slice(0, 3)).toEqual([
      entry(150),
      entry(1),
      entry(100),
    ]);
  });

  it('forgets the oldest webhooks that are done, and never one that is not', async () => {
    const folder = tempFolder();
    const { inbox, journal } = await journalIn(folder);
    const entry = (n: number) => ({
      bodyHash: `hash-${n}`,
      intentId: `intent-${n}`,
      event: 'payment_intent.completed',
      reference: null,
      receivedAtMs: n,
    });
    await inbox.store(entry(0));
    const total = mostDone + 1200;
    for (let from = 1; from <= total; from += 400) {
      const some = Array.from({ length: Math.min(400, total - from + 1) }, (_, index) => entry(from + index));
      await Promise.all(some.map((one) => inbox.store(one)));
      await Promise.all(some.map((one) => inbox.done(one.bodyHash)));
    }
    expect(await inbox.waiting(nothing)).toEqual([entry(0)]);
    expect(await inbox.store(entry(total - mostDone + 1))).toBe(false);
    expect(await inbox.store(entry(0))).toBe(false);
    await journal.close();
    const db = new DatabaseSync(join(folder, 'journal.db'), { readOnly: true });
    const kept = Number(db.prepare('SELECT count(*) AS rows FROM inbox').get()?.rows);
    db.close();
    expect(kept).toBeLessThanOrEqual(mostDone + 502);
    expect(kept).toBeGreaterThanOrEqual(mostDone);
  });

  it('writes what was asked before it closes, then refuses, and closes twice', async () => {
    const folder = tempFolder();
    const { journal } = await openJournal({ folder });
    const last = journal.append([row('last')]);
    const closed = journal.close();
    await expect(journal.append([row('late')])).rejects.toMatchObject({
      name: 'JournalError',
      reason: 'failed',
    });
    await closed;
    await journal.close();
    expect((await last).seq).toBe(1);
    await expect(journal.head()).rejects.toMatchObject({ reason: 'failed' });
    expect(rowsInChain(stranger(folder)).map((kept) => kept.type)).toEqual(['last']);
  });

  it('refuses a newer version’s file and leaves it as it is', async () => {
    const folder = tempFolder();
    const file = join(folder, 'journal.db');
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE later (x); PRAGMA user_version = 2');
    db.close();
    const before = readFileSync(file);
    await expect(openJournal({ folder })).rejects.toMatchObject({
      name: 'JournalError',
      reason: 'failed',
      message: expect.stringContaining('newer version'),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

it('the journal’s thread starts from the source beside the source, and from the bundle beside the bundle', () => {
  expect(journalWorkerUrl('file:///a/electron/node/journal.ts').href).toBe(
    'file:///a/electron/node/journal-worker.ts',
  );
  expect(journalWorkerUrl('file:///a/dist/main/entry.js').href).toBe('file:///a/dist/main/journal-worker.js');
});

describe('a journal whose process is killed', () => {
  it('holds every row that was acknowledged', async () => {
    const folder = tempFolder();
    const child = startChild('child-append.ts', [folder]);
    let acknowledged = 0;
    while (acknowledged < 150) acknowledged = Number(await child.line());
    // A last line may be cut in the middle; the ones before it are whole.
    const rest = await child.kill();
    acknowledged = Math.max(acknowledged, Number(rest.at(-2) ?? 0));

    const { journal } = await journalIn(folder);
    const rows = rowsInChain(stranger(folder));
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
    expect(rows.length).toBeLessThanOrEqual(acknowledged + 2);
    expect(await journal.openAttempts()).toHaveLength(rows.length);
    expect((await journal.append([row('after')])).seq).toBe(rows.length + 1);
  });
});
