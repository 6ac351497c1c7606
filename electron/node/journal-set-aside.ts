import { existsSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { JournalRow } from '../core/ports.ts';
import { checkedFileOf, readChecked } from './journal-checked.ts';

const ending = /\.db$/;
const besides = ['-wal', '-shm'] as const;

/**
 * Renames a journal that cannot be used, with all that belongs to it; nothing is ever deleted. The database goes
 * first: one that lost its log would open as an older journal, while a log without its database opens as nothing
 * and is fetched at the next start.
 */
export function setJournalAside(file: string, wallMs: number): void {
  const stamp = new Date(wallMs).toISOString().replaceAll(':', '-');
  let aside = file.replace(ending, `.damaged-${stamp}.db`);
  for (let count = 2; existsSync(aside); count += 1) {
    aside = file.replace(ending, `.damaged-${stamp}-${count}.db`);
  }
  renameSync(file, aside);
  moveBesides(file, aside);
}

/** Ends what a power cut interrupted: a log that still lies under the name of a journal that was set aside. */
export function finishSettingAside(file: string): void {
  const last = newestSetAside(file);
  if (last === null || existsSync(file)) return;
  moveBesides(file, last);
}

function moveBesides(file: string, aside: string): void {
  const pairs = besides.map((end) => [file + end, aside + end] as const);
  for (const [from, to] of [...pairs, [checkedFileOf(file), checkedFileOf(aside)] as const]) {
    if (existsSync(from) && !existsSync(to)) renameSync(from, to);
  }
}

/** The newest journal that was set aside in this folder. */
export function newestSetAside(file: string): string | null {
  const start = basename(file).replace(ending, '.damaged-');
  const names = readdirSync(dirname(file)).filter((name) => name.startsWith(start) && ending.test(name));
  const newest = names.sort().at(-1);
  return newest === undefined ? null : join(dirname(file), newest);
}

/** The first row of a journal that begins because another was set aside. */
export function setAsideRow(aside: string, why: string | null, wallMs: number): JournalRow {
  const { seq, hash } = readChecked(aside);
  return {
    type: 'journal.set-aside',
    actor: 'counter',
    atMs: wallMs,
    serverMs: null,
    saleId: null,
    attemptId: null,
    reference: null,
    body: { file: basename(aside), why, lastVerifiedSeq: seq, lastVerifiedHash: hash },
  };
}
