import { setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as rest } from 'node:timers/promises';
import type { JournalDamage } from '../core/ports.ts';
import { readChecked, writeChecked } from './journal-checked.ts';
import { journalFault } from './journal-fault.ts';
import { journalSchema, schemaOf } from './journal-file.ts';
import { readStanding } from './journal-standing.ts';
import { strayAttempts, walkJournal } from './journal-walk.ts';
import type { JournalChecked } from './journal-wire.ts';

const rowsAStep = 200;
const restMs = 10;

/**
 * Checks the whole chain and then the file, while the journal goes on: on a connection of its own that only
 * reads, on a thread of its own, since SQLite's integrity check is one long call that would keep a sale waiting.
 * Writes the checkpoint. Rejects where the file could not be read for a reason that is no damage.
 */
export async function checkJournal(file: string): Promise<JournalChecked> {
  const startedAt = performance.now();
  // On Linux this is about the calling thread alone, elsewhere about the process.
  if (process.platform === 'linux') setPriority(19);
  const before = readChecked(file);
  let rows = 0;
  const answer = (damage: JournalDamage | null): JournalChecked => ({
    rows,
    tookMs: Math.round(performance.now() - startedAt),
    damage,
  });
  const broken = (sentence: string) => {
    writeChecked(file, { ...before, broken: sentence });
    return answer({ kind: 'broken', sentence, throughSeq: rows });
  };
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    const accepted = readStanding(db).acknowledgedThrough;
    const walk = walkJournal(db, { seq: 0, hash: '' }, accepted);
    while (walk.step(rowsAStep)) await rest(restMs);
    const { at } = walk;
    rows = at.seq;
    const [complaint] = integrityComplaints(db);
    if (complaint !== undefined) return broken(`SQLite finds the journal's file damaged: ${complaint}`);
    const [wrong] = [...walk.wrong, ...strayAttempts(db)];
    const sentence = wrong?.sentence ?? schemaComplaint(db);
    if (sentence !== null) return answer({ kind: 'changed', sentence, throughSeq: rows });
    writeChecked(file, { seq: at.seq, hash: at.hash, atMs: Date.now(), broken: null });
    return answer(null);
  } catch (error) {
    const fault = journalFault(error);
    if (fault.reason !== 'damaged') throw error;
    return broken(fault.message);
  } finally {
    db?.close();
  }
}

/** What SQLite itself says against the file; nothing where it is sound. */
export function integrityComplaints(db: DatabaseSync): string[] {
  const lines = db.prepare('PRAGMA integrity_check(20)').all();
  return lines.map((row) => String(row.integrity_check)).filter((line) => line !== 'ok');
}

/** A table, index or trigger that is not as the program made it, as a sentence. */
export function schemaComplaint(db: DatabaseSync): string | null {
  const [own, found] = [journalSchema(), schemaOf(db)];
  const names = new Set([...own.keys(), ...found.keys()]);
  // What SQLite makes for itself, statistics among it, says nothing.
  const other = [...names].find((name) => !name.startsWith('sqlite_') && own.get(name) !== found.get(name));
  return other === undefined ? null : `The journal's "${other}" is not as the program made it.`;
}
