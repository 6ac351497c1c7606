import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { breakages, breakMain } from './torture/breakages.ts';
import { torture } from './torture/drive.ts';
import { tortureFullDisk } from './torture/full-disk.ts';
import type { TortureResult } from './torture/report.ts';

/** Exit 0: the books agree; 1: they do not; 2: called wrongly; 130: stopped. */

/** So many that one of them all but surely meets what is broken. */
const mostBrokenKills = 150;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
const { signal } = stopping;

type Asked = { kills: number; floods: number; seed: number; selfCheck: boolean } | { wrong: string };

function readArgs(args: readonly string[]): Asked {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string', default: '200' },
        floods: { type: 'string', default: '20' },
        seed: { type: 'string', default: String(randomInt(2 ** 31)) },
        'self-check': { type: 'boolean', default: false },
      },
    });
    const [kills, floods, seed] = [values.kills, values.floods, values.seed].map(Number);
    for (const [name, number] of Object.entries({ kills, floods, seed })) {
      if (!Number.isSafeInteger(number) || Number(number) < 0)
        return { wrong: `--${name} takes a whole number.` };
    }
    return { kills: kills ?? 0, floods: floods ?? 0, seed: seed ?? 0, selfCheck: values['self-check'] };
  } catch (error) {
    return { wrong: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

const listed = (counts: Map<string, number>) =>
  [...counts].map(([what, times]) => `${what} ${times}`).join(', ') || 'none';
const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, times) => sum + times, 0);
const since = (ms: number) => `${((performance.now() - ms) / 1000).toFixed(0)} s`;

function report(result: TortureResult, repeat: string): void {
  say(`  people: ${listed(result.did)}`);
  say(`  faults (${total(result.faults)}): ${listed(result.faults)}`);
  for (const sentence of result.wrong) say(`WRONG: ${sentence}`);
  if (result.kept !== null) {
    say(`Journal: ${result.kept}/profile; FEX's books and what happened, line by line: beside it.`);
    say(`Again, as near as real time allows: ${repeat}`);
  }
}

async function kill(kills: number, seed: number): Promise<boolean> {
  const began = performance.now();
  say(`Killing the built counter ${kills} times; seed ${seed}.`);
  const result = await torture({ kills, seed, say, signal });
  const { sales, intents, paid, wrong } = result;
  say(
    `${result.kills} kills, ${sales} sales, ${intents} intents, ${paid} paid, ${wrong.length} wrong, in ${since(began)}; seed ${seed}`,
  );
  report(result, `npm run torture -- --kills ${kills} --floods 0 --seed ${seed}`);
  return wrong.length === 0;
}

async function flood(floods: number, seed: number): Promise<boolean> {
  const began = performance.now();
  say(`Filling the counter's disk ${floods} times; seed ${seed}.`);
  const result = await tortureFullDisk({ floods, seed, say, signal });
  if (result === null) {
    say('NOT DONE: this user may not mount a small disk; as root it can be filled up.');
    return true;
  }
  const { sales, paid, refused, wrong } = result;
  say(
    `${result.floods} floods, ${result.kills} kills in them, ${sales} sales, ${paid} paid, ${refused} charges refused in words, ${wrong.length} wrong, in ${since(began)}; seed ${seed}`,
  );
  report(result, `npm run torture -- --kills 0 --floods ${floods} --seed ${seed}`);
  return wrong.length === 0;
}

/** Proves that the comparison can fail: broken counters have to be caught. */
async function selfCheck(seed: number): Promise<boolean> {
  let missed = 0;
  for (const breakage of breakages) {
    if (signal.aborted) break;
    say(`Breaking it so that ${breakage.name} …`);
    const { main, remove } = breakMain(breakage);
    try {
      const { kills, wrong } = await torture({
        kills: mostBrokenKills,
        seed,
        main,
        signal,
        hurry: true,
        say: (line) => say(`  ${line}`),
        forget: true,
      });
      const found = wrong.find((sentence) => breakage.said.test(sentence));
      if (found === undefined) missed += 1;
      say(`${found === undefined ? 'MISSED' : 'caught'} after ${kills} kills`);
      if (found !== undefined) say(`  ${found}`);
    } finally {
      remove();
    }
  }
  return missed === 0;
}

async function main(): Promise<number> {
  const asked = readArgs(process.argv.slice(2));
  if ('wrong' in asked) {
    process.stderr.write(`${asked.wrong} See npm run torture -- --help.\n`);
    return 2;
  }
  const { kills, floods, seed } = asked;
  let right = true;
  if (asked.selfCheck) right = await selfCheck(seed);
  else {
    if (kills > 0) right = await kill(kills, seed);
    if (floods > 0 && right && !signal.aborted) right = await flood(floods, seed);
  }
  if (!signal.aborted) return right ? 0 : 1;
  say('Stopped; nothing is left running.');
  return right ? 130 : 1;
}

process.exitCode = await main();
