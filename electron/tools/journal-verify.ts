import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { counterTag } from '../core/payments/reference.ts';
import type { JournalHead } from '../core/ports.ts';
import { createHasher } from '../node/hasher.ts';
import { journalFileName } from '../node/journal.ts';
import { integrityComplaints, schemaComplaint } from '../node/journal-check.ts';
import { readChecked } from '../node/journal-checked.ts';
import type { JournalReader } from '../node/journal-reader.ts';
import { readStanding } from '../node/journal-standing.ts';
import { strayAttempts, walkJournal } from '../node/journal-walk.ts';
import { profileFileName } from '../node/profile.ts';

export interface Verdict {
  rows: number;
  /** One sentence each; none where all is as it was written. */
  wrong: string[];
  /** What is no damage and should be known. */
  notes: string[];
}

export interface Progress {
  /** Rows checked of how many; null while SQLite checks the file, which it does in one go. */
  at(rows: number | null, of: number): void;
  readonly stopped: boolean;
}

/** Checks everything there is to check; null where it was stopped. */
export async function verifyJournal(
  reader: JournalReader,
  file: string,
  progress: Progress,
): Promise<Verdict | null> {
  const { db } = reader;
  const folder = dirname(file);
  // Before the walk: a counter that runs goes on writing, so these may only be behind.
  const witnesses = [
    // The mark is the present journal's; one that was set aside has a checkpoint of its own.
    { who: 'the settings', head: basename(file) === journalFileName ? markIn(folder) : null },
    { who: 'an earlier check', head: checkpointOf(file) },
  ];
  const heads = new Map(witnesses.flatMap(({ head }) => (head === null ? [] : [[head.seq, '']])));
  const of = reader.head().seq;
  const hashAt = db.prepare('SELECT hash FROM events WHERE seq = ?');
  const walk = walkJournal(db, { seq: 0, hash: '' });
  while (walk.step(1000)) {
    progress.at(walk.at.seq, of);
    await turn();
    if (progress.stopped) return null;
  }
  progress.at(null, of);
  await turn();
  if (progress.stopped) return null;
  const wrong = [...walk.wrong, ...strayAttempts(db)].map(({ sentence }) => sentence);
  for (const complaint of integrityComplaints(db)) wrong.push(`SQLite finds the file damaged: ${complaint}`);
  wrong.push(...[schemaComplaint(db)].filter((sentence) => sentence !== null));
  for (const seq of heads.keys()) heads.set(seq, String(hashAt.get(seq)?.hash ?? ''));
  for (const { who, head } of witnesses) {
    if (head === null || head.seq === 0 || heads.get(head.seq) === head.hash) continue;
    wrong.push(
      head.seq > walk.at.seq
        ? `The journal ends at row ${walk.at.seq}, but ${who} saw row ${head.seq}: it was copied by half (its ${file}-wal belongs to it), or an older one was put back.`
        : `Row ${head.seq} is not the one ${who} saw: the journal was written anew from there or before.`,
    );
  }
  const other = otherCounter(reader, folder);
  if (other !== null) wrong.push(other);
  return { rows: walk.at.seq, wrong, notes: notesOf(reader) };
}

const markSchema = z.object({ mark: z.object({ seq: z.number(), hash: z.string() }) });
const stampSchema = z.object({ counterId: z.string() });

function markIn(folder: string): JournalHead | null {
  return parsed(join(folder, 'settings.json'), markSchema)?.mark ?? null;
}

function checkpointOf(file: string): JournalHead | null {
  const { seq, hash } = readChecked(file);
  return seq === 0 ? null : { seq, hash };
}

/** Each reference begins with its counter's tag. */
function otherCounter(reader: JournalReader, folder: string): string | null {
  const stamp = parsed(join(folder, profileFileName), stampSchema);
  if (stamp === null) return null;
  const tag = `${counterTag(stamp.counterId, createHasher())}-`;
  const foreign = reader.db
    .prepare(
      `SELECT seq FROM events WHERE type IN ('attempt.sent', 'attempt.sent-again')
         AND reference IS NOT NULL AND substr(reference, 1, length(?1)) <> ?1 ORDER BY seq LIMIT 1`,
    )
    .get(tag);
  if (foreign === undefined) return null;
  return `The journal is another counter's: row ${foreign.seq} bears a reference that is not of counter ${stamp.counterId}.`;
}

function notesOf(reader: JournalReader): string[] {
  const { acknowledgedThrough, setAside } = readStanding(reader.db);
  const notes: string[] = [];
  if (setAside !== null) notes.push(`${setAside.sentence} No manager has said yet that this was seen.`);
  if (acknowledgedThrough > 0) notes.push(`A manager was told of damage up to row ${acknowledgedThrough}.`);
  return notes;
}

function parsed<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
