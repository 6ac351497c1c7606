import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { JournalHead } from '../../electron/core/ports.ts';
import { openJournalFile } from '../../electron/node/journal-file.ts';
import { openCheckedStore } from '../../electron/node/journal-open.ts';
import { createJournalStore } from '../../electron/node/journal-store.ts';
import { row } from './journal-helpers.ts';
import { tempFolder } from './temp-folder.ts';

const pageSize = 4096;
const frameSize = pageSize + 24;
const walHeader = 32;
/** Both copies of the header of SQLite's shared index, unreadable. https://www.sqlite.org/walformat.html */
const noIndex = Buffer.alloc(96);

interface Acknowledged extends JournalHead {
  /** How long the log was when the commit returned. */
  walBytes: number;
}

/** A journal as a power cut finds it: the file as it was at the last checkpoint, and a log of some commits. */
function interrupted() {
  const folder = tempFolder();
  const file = join(folder, 'journal.db');
  const earlier = createJournalStore(openJournalFile(file));
  earlier.run([{ kind: 'append', rows: [row('before'), row('before')] }]);
  earlier.close();
  const acknowledged: Acknowledged[] = [];
  const store = createJournalStore(openJournalFile(file));
  const note = () => acknowledged.push({ ...store.head(), walBytes: readFileSync(`${file}-wal`).length });
  acknowledged.push({ ...store.head(), walBytes: 0 });
  for (let count = 0; count < 14; count += 1) {
    const attemptId = `a${count >> 1}`;
    store.run([{ kind: 'append', rows: [row('attempt', { attemptId, open: count % 2 === 0 })] }]);
    note();
  }
  const [db, wal] = [readFileSync(file), readFileSync(`${file}-wal`)];
  store.close();
  /** These bytes in a folder of their own. */
  const copy = (log: Uint8Array) => {
    const at = join(tempFolder(), 'journal.db');
    writeFileSync(at, db);
    writeFileSync(`${at}-wal`, log);
    return at;
  };
  const expected = (bytes: number) => acknowledged.findLast(({ walBytes }) => walBytes <= bytes);
  return { wal, copy, expected };
}

/** Where the chain ends. Its hash stands for every row before it. */
function headIn(file: string): JournalHead {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const last = db.prepare('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1').get();
    return { seq: Number(last?.seq), hash: String(last?.hash) };
  } finally {
    db.close();
  }
}

describe('a log that a power cut', () => {
  it('cut, at every byte of its last 20 frames, opens to a prefix of what was acknowledged', () => {
    const { wal, copy, expected } = interrupted();
    const frames = (wal.length - walHeader) / frameSize;
    expect(frames).toBeGreaterThanOrEqual(20);
    const file = copy(wal);
    const db = new DatabaseSync(file, { readOnly: true });
    const last = db.prepare('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1');
    last.get();
    const index = openSync(`${file}-shm`, 'r+');
    const wrong: string[] = [];
    let cuts = 0;
    for (let bytes = wal.length; bytes >= wal.length - 20 * frameSize; bytes -= 1) {
      truncateSync(`${file}-wal`, bytes);
      // With its index gone SQLite recovers the log as it does on opening; opening itself is tried below.
      writeSync(index, noIndex, 0, noIndex.length, 0);
      const [head, wanted] = [last.get(), expected(bytes)];
      if (head?.seq !== wanted?.seq || head?.hash !== wanted?.hash) wrong.push(`${bytes}: ${head?.seq}`);
      cuts += 1;
    }
    db.close();
    closeSync(index);
    expect(wrong).toEqual([]);
    expect(cuts).toBe(20 * frameSize + 1);
  }, 120_000);

  it('cut at a frame, or at a quarter of one, is opened by the counter, which goes on from there', () => {
    const { wal, copy, expected } = interrupted();
    for (let bytes = wal.length; bytes >= wal.length - 20 * frameSize; bytes -= frameSize / 4) {
      const file = copy(wal.subarray(0, bytes));
      const { store, damage } = openCheckedStore(file, 0);
      const wanted = expected(bytes);
      expect(damage).toBeNull();
      expect(store.head()).toEqual({ seq: wanted?.seq, hash: wanted?.hash });
      const [result] = store.run([{ kind: 'append', rows: [row('after')] }]);
      expect(result).toMatchObject({ ok: true, value: { seq: (wanted?.seq ?? 0) + 1 } });
      store.close();
    }
  });

  it('tore in its last record, whichever sector is missing, opens to the row before', () => {
    const { wal, copy, expected } = interrupted();
    const before = expected(wal.length - 1);
    const last = wal.length - frameSize;
    for (let at = last; at < wal.length; at += 512) {
      const torn = Buffer.from(wal);
      // What the sector may hold instead: another write's bytes.
      for (let byte = at; byte < Math.min(at + 512, wal.length); byte += 1)
        torn[byte] = (torn[byte] ?? 0) ^ 0x5a;
      const { seq, hash } = headIn(copy(torn));
      expect({ seq, hash }).toEqual({ seq: before?.seq, hash: before?.hash });
    }
  });

  it('left alone is whole', () => {
    const { wal, copy, expected } = interrupted();
    const file = copy(wal);
    copyFileSync(file, `${file}.kept`);
    expect(headIn(file)).toMatchObject({ seq: 16, hash: expected(wal.length)?.hash });
    expect(readFileSync(file).equals(readFileSync(`${file}.kept`))).toBe(true);
  });
});
