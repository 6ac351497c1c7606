import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openJournalReader } from './journal-reader.ts';

/**
 * A folder that lost its stamp must not get another: sales of one counter in another's journal could never be
 * explained again, and an open payment that training takes over is never looked for. So what else lies there is asked.
 */

/** Why a folder without a stamp cannot be given one, as a sentence; null where it holds nobody's record. */
export function unstampedRefusal(
  folder: string,
  training: boolean,
  besides: readonly string[],
): string | null {
  const record = readdirSync(folder).find(
    (name) => !besides.includes(name) && (/^journal\./.test(name) || (name === stateFile && !training)),
  );
  if (record !== undefined) return sentence(folder, record);
  return saysPaired(join(folder, settingsFile)) ? sentence(folder, pairedSettings) : null;
}

/** The same before a pairing, which keeps its own record before it stamps: one that was interrupted goes on. */
export function unstampedPairingRefusal(folder: string): string | null {
  const names = readdirSync(folder);
  const record = names.find((name) => /^journal\.damaged-/.test(name) || name === stateFile);
  if (record !== undefined) return sentence(folder, record);
  if (saysPaired(join(folder, settingsFile))) return sentence(folder, pairedSettings);
  const file = join(folder, journalFile);
  return existsSync(file) && !holdsPairingAlone(file) ? sentence(folder, journalFile) : null;
}

const journalFile = 'journal.db';
const settingsFile = 'settings.json';
const pairedSettings = `${settingsFile} of a paired counter`;
/** What training keeps of its FEX. */
const stateFile = 'simulator.json';

function sentence(folder: string, what: string): string {
  return `The folder ${folder} holds ${what}, but no profile.json that says which counter it belongs to. Put that file back, or use another profile folder.`;
}

function saysPaired(settings: string): boolean {
  try {
    return (JSON.parse(readFileSync(settings, 'utf8')) as { pairing?: unknown }).pairing != null;
  } catch {
    return false;
  }
}

function holdsPairingAlone(file: string): boolean {
  try {
    // The power went as it was made.
    if (statSync(file).size === 0) return true;
    const reader = openJournalReader(file);
    try {
      const types = reader.db.prepare('SELECT type FROM types').all();
      return types.every(({ type }) => /^(pairing|test)\./.test(String(type)));
    } finally {
      reader.close();
    }
  } catch {
    // What cannot be read may be anybody's.
    return false;
  }
}
