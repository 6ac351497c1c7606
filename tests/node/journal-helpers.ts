import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { Journal, JournalDamage, JournalRow } from '../../electron/core/ports.ts';
import type { FileConfig } from '../../electron/node/config-file.ts';
import { type JournalOptions, openJournal } from '../../electron/node/journal.ts';
import { chainHash } from '../../electron/node/journal-chain.ts';
import { type EventColumns, rowInChain } from '../../electron/node/journal-rows.ts';

/** A counter of a FEX that nobody reaches. */
export const unreachableFex = {
  apiUrl: 'http://127.0.0.1:1',
  tokenUrl: 'http://127.0.0.1:1/token',
  counterId: 'c-1',
  clientId: 'client',
  clientSecret: 'not a secret',
} as FileConfig;

export function row(type: string, over: Partial<JournalRow> = {}): JournalRow {
  return {
    type,
    actor: 'cashier',
    atMs: 1_767_600_000_000,
    serverMs: null,
    saleId: null,
    attemptId: null,
    reference: null,
    body: {},
    ...over,
  };
}

/** A journal that is closed when the test ends. */
export async function journalIn(folder: string, options: Partial<JournalOptions> = {}) {
  const opened = await openJournal({ folder, ...options });
  onTestFinished(() => opened.journal.close());
  return opened;
}

/** What is known of the journal's damage now. */
export function damageOf(journal: Journal): JournalDamage[] {
  const heard: JournalDamage[] = [];
  journal.onDamage((damage) => heard.push(damage))();
  return heard;
}

/** Changes a closed journal's file as somebody with a database tool would. */
export function tamper(folder: string, ...statements: string[]): void {
  const db = new DatabaseSync(join(folder, 'journal.db'));
  const triggers = db.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  for (const statement of statements) db.exec(statement);
  for (const { sql } of triggers) db.exec(String(sql));
  db.close();
}

/** The file as a stranger reads it, while the journal is open or after. */
export function stranger(folder: string): DatabaseSync {
  const db = new DatabaseSync(join(folder, 'journal.db'));
  onTestFinished(() => {
    if (db.isOpen) db.close();
  });
  return db;
}

/** Every stored row, its hash checked against the one before. */
export function rowsInChain(db: DatabaseSync): EventColumns[] {
  const rows = db.prepare('SELECT * FROM events ORDER BY seq').all() as unknown as EventColumns[];
  let previous = '';
  for (const [index, stored] of rows.entries()) {
    if (stored.seq !== index + 1) throw new Error(`row ${index + 1} is numbered ${stored.seq}`);
    if (chainHash(previous, rowInChain(stored)) !== stored.hash)
      throw new Error(`row ${stored.seq} was changed`);
    previous = stored.hash;
  }
  return rows;
}

/** Transactions in the write-ahead log: frames that say how large the file is after them. */
export function commitsIn(folder: string): number {
  const wal = readFileSync(join(folder, 'journal.db-wal'));
  const pageSize = wal.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + 24 <= wal.length; at += 24 + pageSize)
    if (wal.readUInt32BE(at + 4) > 0) commits += 1;
  return commits;
}
