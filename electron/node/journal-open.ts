import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { JournalDamage, JournalHead } from '../core/ports.ts';
import { type Checked, readChecked } from './journal-checked.ts';
import { JournalRefusal, journalFault } from './journal-fault.ts';
import { openJournalFile } from './journal-file.ts';
import { finishSettingAside, newestSetAside, setAsideRow, setJournalAside } from './journal-set-aside.ts';
import { readStanding } from './journal-standing.ts';
import { createJournalStore, type JournalStore } from './journal-store.ts';
import { changed, hiddenAttempt, mendTables, misfitAround, walkJournal } from './journal-walk.ts';

export interface OpenedStore {
  store: JournalStore;
  damage: JournalDamage | null;
}

/** More than this is left to the check in the background: a start takes as long with a million rows as with none. */
const mostAtStart = 1000;

/**
 * Opens the journal, checks what was added since the last checkpoint and the attempts that are open, and sets
 * aside a file that cannot be used or is another counter's (`tag`). Damage of single rows keeps the file: what is open in it is still watched.
 */
export function openCheckedStore(file: string, wallMs: number, tag: string | null = null): OpenedStore {
  finishSettingAside(file);
  const { broken } = readChecked(file);
  let why: string | null = broken;
  if (broken !== null) setJournalAside(file, wallMs);
  let opened: ReturnType<typeof open>;
  try {
    opened = open(file);
  } catch (error) {
    const fault = error instanceof JournalRefusal ? error.fault : journalFault(error);
    if (fault.reason !== 'damaged') throw error;
    why = fault.message;
    setJournalAside(file, wallMs);
    opened = open(file);
  }
  const foreign = foreignReference(opened.store, tag);
  if (foreign !== null) {
    // Sales of one counter in another's journal could never be explained again.
    opened.store.close();
    why = `It is another counter's: its newest sale has the reference ${foreign}.`;
    setJournalAside(file, wallMs);
    opened = open(file);
  }
  const { db, store, sentence, throughSeq } = opened;
  const aside = store.head().seq === 0 ? newestSetAside(file) : null;
  if (aside !== null) {
    const [result] = store.run([{ kind: 'append', rows: [setAsideRow(aside, why, wallMs)] }]);
    if (result && !result.ok) throw new JournalRefusal(result.fault.reason, result.fault.message);
  }
  if (sentence !== null) return { store, damage: { kind: 'changed', sentence, throughSeq } };
  const { setAside } = readStanding(db);
  if (setAside === null) return { store, damage: null };
  return { store, damage: { ...setAside, file: join(dirname(file), setAside.file ?? '') } };
}

/** The newest reference that does not begin with this counter's tag, as every one of ours does. */
function foreignReference(store: JournalStore, tag: string | null): string | null {
  if (tag === null) return null;
  const reference = store.newest(['attempt.sent', 'attempt.sent-again'])?.reference ?? null;
  return reference === null || reference.startsWith(`${tag}-`) ? null : reference;
}

function open(file: string) {
  const db = openJournalFile(file);
  try {
    const store = createJournalStore(db);
    const { acknowledgedThrough } = readStanding(db);
    const sentence = checkAtStart(db, store, readChecked(file), acknowledgedThrough);
    return { db, store, sentence, throughSeq: store.head().seq };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What cannot be read at all is for the check in the background to tell. */
function hiddenAtStart(db: DatabaseSync, afterSeq: number): string | null {
  try {
    return hiddenAttempt(db, afterSeq);
  } catch {
    return null;
  }
}

function checkAtStart(
  db: DatabaseSync,
  store: JournalStore,
  checked: Checked,
  accepted: number,
): string | null {
  const head = store.head();
  const hashAt = (seq: number) =>
    seq === 0 ? '' : db.prepare('SELECT hash FROM events WHERE seq = ?').get(seq)?.hash;
  // A checkpoint ahead of the journal says that an older one was put back: the mark tells that, not this.
  const fits = checked.seq <= head.seq;
  if (fits && checked.seq > accepted && hashAt(checked.seq) !== checked.hash) return changed(checked.seq);
  const seq = Math.max(fits ? checked.seq : 0, head.seq - mostAtStart, Math.min(accepted, head.seq));
  const from: JournalHead = { seq, hash: String(hashAt(seq) ?? '') };
  const walk = walkJournal(db, from, accepted);
  while (walk.step(500));
  const [first] = walk.wrong;
  const hidden = hiddenAtStart(db, head.seq - mostAtStart);
  if (hidden !== null || first?.table) {
    // What is open is read from the tables next: it must be what the rows say.
    db.exec('BEGIN IMMEDIATE');
    mendTables(db);
    db.exec('COMMIT');
  }
  if (hidden !== null) return hidden;
  if (first !== undefined) return first.sentence;
  for (const row of store.openAttempts()) {
    if (row.seq > seq || row.seq <= accepted) continue;
    const misfit = misfitAround(db, row.seq);
    if (misfit !== null) return changed(misfit);
  }
  return null;
}
