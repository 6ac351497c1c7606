import { readFileSync } from 'node:fs';
import { writeWhole } from './write-whole.ts';

/**
 * The checkpoint: how far the chain was verified. It lies beside the journal and not in it, because it has to
 * be readable when the journal is not, and because a commit that wrote it would make a sale wait. What stands
 * here spares work at the next start; nothing is believed because of it, and a whole check never reads it.
 */
export interface Checked {
  seq: number;
  hash: string;
  /** Wall time of the check. */
  atMs: number;
  /** Why this file must not be written to again; the next start sets it aside. */
  broken: string | null;
}

const nothingChecked: Checked = { seq: 0, hash: '', atMs: 0, broken: null };

/** Beside the journal's file, of whatever name. */
export function checkedFileOf(journalFile: string): string {
  return journalFile.replace(/\.db$/, '.checked.json');
}

/** What was checked; nothing, where that cannot be read. */
export function readChecked(journalFile: string): Checked {
  try {
    // By hand: a library would make the start of the journal's thread longer than all the rest of it.
    const { seq, hash, atMs, broken } = JSON.parse(readFileSync(checkedFileOf(journalFile), 'utf8'));
    const fits = Number.isSafeInteger(seq) && seq >= 0 && typeof hash === 'string' && Number.isFinite(atMs);
    return fits ? { seq, hash, atMs, broken: typeof broken === 'string' ? broken : null } : nothingChecked;
  } catch {
    return nothingChecked;
  }
}

/** False where it could not be written: the next start then has more to check. */
export function writeChecked(journalFile: string, checked: Checked): boolean {
  try {
    writeWhole(checkedFileOf(journalFile), `${JSON.stringify(checked)}\n`);
    return true;
  } catch {
    return false;
  }
}
