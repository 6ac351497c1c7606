import { join } from 'node:path';
import { journalFileName } from '../../electron/node/journal.ts';
import { chainedRow, chainHash } from '../../electron/node/journal-chain.ts';
import { writeChecked } from '../../electron/node/journal-checked.ts';
import { openJournalFile } from '../../electron/node/journal-file.ts';
import { benchRow } from './journal-rows.ts';

/** Five rows a sale, as a counter writes them; the last sale is open. */
const kinds = ['attempt.sent', 'attempt.answered', 'attempt.shown', 'cancel.requested', 'outcome.paid'];

/** A journal with so many rows, written with no wait for the disk, that a check has been through. */
export function fillJournal(folder: string, rows: number): void {
  const file = join(folder, journalFileName);
  const db = openJournalFile(file);
  db.exec('PRAGMA synchronous = OFF');
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const attempt = db.prepare(
    `INSERT INTO attempts (attempt_id, open, first_seq, last_seq) VALUES (?1, ?2, ?3, ?3)
     ON CONFLICT (attempt_id) DO UPDATE SET open = ?2, last_seq = ?3`,
  );
  const type = db.prepare('INSERT OR IGNORE INTO types (type, first_seq) VALUES (?, ?)');
  let hash = '';
  db.exec('BEGIN');
  for (let seq = 1; seq <= rows; seq += 1) {
    const kind = kinds[(seq - 1) % kinds.length] ?? '';
    const sale = Math.floor((seq - 1) / kinds.length);
    const last = sale === Math.floor((rows - 1) / kinds.length);
    const open = kind === 'attempt.sent' ? true : kind === 'outcome.paid' ? last : undefined;
    const row = chainedRow(seq, benchRow(kind, sale, open));
    hash = chainHash(hash, row);
    const { type: name, actor, atMs, serverMs, saleId, attemptId, reference, bodyText } = row;
    const openNumber = open === undefined ? null : Number(open);
    insert.run(seq, hash, name, actor, atMs, serverMs, saleId, attemptId, reference, openNumber, bodyText);
    if (openNumber !== null) attempt.run(attemptId, openNumber, seq);
    type.run(name, seq);
  }
  db.exec('COMMIT');
  db.close();
  writeChecked(file, { seq: rows, hash, atMs: Date.now(), broken: null });
}
