import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { journalFileName, openJournal } from '../../electron/node/journal.ts';
import { openJournalReader } from '../../electron/node/journal-reader.ts';
import type { JournalChecked } from '../../electron/node/journal-wire.ts';
import { atLeast, atMost, type Figure, median, percentile, spread } from './figures.ts';
import { fillJournal } from './journal-filled.ts';
import { benchRow } from './journal-rows.ts';

type Say = (line: string) => void;

/** https://www.kernel.org/doc/html/latest/filesystems/tmpfs.html; nothing waits for a disk there. */
const tmpfs = 0x01021994;
/** Short turns: a busy disk is slow for seconds, and then for both. */
const turns = 60;
const commitsATurn = 40;
const starts = 15;

/** On the disk the checkout lies on; a folder in memory would measure nothing. */
export async function benchJournal(_display: unknown, say: Say): Promise<Figure[]> {
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'bench-journal-'));
  try {
    if (statfsSync(folder).type === tmpfs) {
      throw new Error(`${folder} is in memory; the journal is measured on a disk only.`);
    }
    return [...(await benchCommits(folder, say)), ...(await benchMillion(folder, say))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Writer {
  commit(count: number): Promise<unknown>;
  close(): Promise<void>;
}

async function bareWriter(folder: string): Promise<Writer> {
  const worker = new Worker(new URL('journal-bare.ts', import.meta.url), {
    workerData: { file: join(folder, 'bare.db') },
  });
  await once(worker, 'message');
  const text = JSON.stringify({ ...benchRow('attempt.sent', 1), hash: 'f'.repeat(64) });
  return {
    async commit() {
      const answer = once(worker, 'message');
      worker.postMessage(text);
      await answer;
    },
    async close() {
      worker.postMessage(null);
      await once(worker, 'exit');
    },
  };
}

async function journalWriter(folder: string): Promise<Writer> {
  mkdirSync(folder, { recursive: true });
  const { journal } = await openJournal({ folder, checkAfterMs: 3600_000 });
  const kinds = ['attempt.sent', 'attempt.answered', 'attempt.shown', 'cancel.requested', 'outcome.paid'];
  return {
    commit(count) {
      const kind = kinds[count % kinds.length] ?? '';
      const open = kind === 'attempt.sent' ? true : kind === 'outcome.paid' ? false : undefined;
      return journal.append([benchRow(kind, Math.floor(count / kinds.length), open)]);
    },
    close: () => journal.close(),
  };
}

/**
 * Both by turns, so that both see the same disk; one commit at a time, as a sale makes them. A stall is told as the
 * worst of a turn, in the median of all turns: one that is this thread's own comes in every turn, one of a machine
 * that is busy with something else does not. The worst of all is printed beside.
 */
async function benchCommits(folder: string, say: Say): Promise<Figure[]> {
  const writers = { journal: await journalWriter(join(folder, 'commits')), bare: await bareWriter(folder) };
  const took = { journal: [] as number[], bare: [] as number[] };
  const stalls = { journal: [] as number[], bare: [] as number[] };
  let count = 0;
  for (let turn = 0; turn <= turns; turn += 1) {
    for (const name of turn % 2 ? (['journal', 'bare'] as const) : (['bare', 'journal'] as const)) {
      const stall = monitorEventLoopDelay({ resolution: 1 });
      stall.enable();
      for (let one = 0; one < commitsATurn; one += 1) {
        const startedAt = performance.now();
        await writers[name].commit(count);
        if (turn > 0) took[name].push(performance.now() - startedAt);
        count += 1;
      }
      stall.disable();
      if (turn > 0) stalls[name].push(stall.max / 1e6);
    }
  }
  for (const writer of Object.values(writers)) await writer.close();
  say(`  a bare insert: ${spread(took.bare, 'ms')}`);
  say(`  a commit of the journal: ${spread(took.journal, 'ms')}`);
  say(`  worst stall of a turn, bare: ${spread(stalls.bare, 'ms')}`);
  say(`  worst stall of a turn, journal: ${spread(stalls.journal, 'ms')}`);
  return [
    atLeast('journal-commit-rate', median(took.bare) / median(took.journal), 0.8, '×'),
    atMost('journal-stall', median(stalls.journal), 20, 'ms'),
  ];
}

interface Times {
  open: number[];
  attempts: number[];
  newest: number[];
  page: number[];
}

async function benchMillion(folder: string, say: Say): Promise<Figure[]> {
  const sizes = { thousand: 1000, million: 1_000_000 };
  const folders: Record<string, string> = {};
  const times: Record<string, Times> = {};
  for (const [name, rows] of Object.entries(sizes)) {
    const startedAt = performance.now();
    const at = join(folder, name);
    mkdirSync(at);
    fillJournal(at, rows);
    folders[name] = at;
    times[name] = { open: [], attempts: [], newest: [], page: [] };
    say(`  ${rows} rows written in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  execFileSync('sync');
  for (let turn = 0; turn < starts + 1; turn += 1) {
    for (const name of Object.keys(sizes)) await oneStart(folders[name] ?? '', times[name], turn === 0);
  }
  const figures: Figure[] = [];
  for (const what of ['open', 'attempts', 'newest', 'page'] as const) {
    const [small, large] = [times.thousand?.[what] ?? [], times.million?.[what] ?? []];
    say(`  ${what}, a thousand rows: ${spread(small, 'ms')}`);
    say(`  ${what}, a million rows: ${spread(large, 'ms')}`);
    figures.push(atMost(`journal-million-${what}`, median(large) / median(small), 2, '×'));
  }
  return [...figures, ...(await benchCheck(folders.million ?? '', say))];
}

async function oneStart(folder: string, times: Times | undefined, warmUp: boolean): Promise<void> {
  const startedAt = performance.now();
  const { journal } = await openJournal({ folder, checkAfterMs: 3600_000 });
  const openedAt = performance.now();
  if ((await journal.openAttempts()).length === 0) throw new Error('The open sale was not found.');
  const attemptsAt = performance.now();
  await journal.newest(['outcome.paid', 'outcome.not-charged', 'attempt.released']);
  const newestAt = performance.now();
  await journal.close();
  const reader = openJournalReader(join(folder, journalFileName));
  const before = Math.floor(reader.head().seq / 2);
  const pageStart = performance.now();
  for (let page = 0; page < 20; page += 1) reader.page(before - page * 20, 50);
  const paged = performance.now() - pageStart;
  reader.close();
  if (warmUp || times === undefined) return;
  times.open.push(openedAt - startedAt);
  times.attempts.push(attemptsAt - openedAt);
  times.newest.push(newestAt - attemptsAt);
  times.page.push(paged);
}

/** A commit every 20 ms, alone and then while a million rows and the file are checked. */
async function benchCheck(folder: string, say: Say): Promise<Figure[]> {
  const done = Promise.withResolvers<JournalChecked>();
  const { journal } = await openJournal({ folder, checkAfterMs: 5000, onChecked: done.resolve });
  const alone: number[] = [];
  const beside: number[] = [];
  const openedAt = performance.now();
  let checked: JournalChecked | null = null;
  done.promise.then(
    (result) => {
      checked = result;
    },
    () => {},
  );
  const stalls = { alone: [] as number[], beside: [] as number[] };
  let stall = monitorEventLoopDelay({ resolution: 1 });
  for (let sale = 2_000_000; checked === null; sale += 1) {
    const startedAt = performance.now();
    await journal.append([benchRow('attempt.answered', sale)]);
    const took = performance.now() - startedAt;
    const isAlone = startedAt - openedAt < 4900;
    (isAlone ? alone : beside).push(took);
    stall.enable();
    if (sale % 10 === 9) {
      stalls[isAlone ? 'alone' : 'beside'].push(stall.max / 1e6);
      stall.disable();
      stall = monitorEventLoopDelay({ resolution: 1 });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  stall.disable();
  await journal.close();
  const { rows, tookMs, damage } = await done.promise;
  if (damage !== null) throw new Error(damage.sentence);
  say(`  ${rows} rows and the file checked in ${(tookMs / 1000).toFixed(1)} s`);
  say(`  a commit alone: ${spread(alone, 'ms')}`);
  say(`  a commit beside the check: ${spread(beside, 'ms')}`);
  say(`  worst stall of ten commits, alone: ${spread(stalls.alone, 'ms')}`);
  say(`  worst stall of ten commits, beside the check: ${spread(stalls.beside, 'ms')}`);
  return [
    atMost('journal-check-delay', median(beside) - median(alone), 3, 'ms'),
    atMost('journal-check-delay-p95', percentile(beside, 0.95) - percentile(alone, 0.95), 10, 'ms'),
    atMost('journal-check-stall', median(stalls.beside), 20, 'ms'),
  ];
}
