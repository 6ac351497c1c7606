import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Cut } from './simulate/plan.ts';
import { playMany } from './simulate/play-many.ts';
import { replayCommand, shrink } from './simulate/shrink.ts';
import { playWorld, type WorldResult } from './simulate/world.ts';

const help = `npm run simulate -- [options]

  Plays sales at simulated tills against FEX on virtual time, with everything going wrong, and checks the money.

  --sales N        how many (10000)
  --seed S         the first world's seed; each world takes the next (by chance, and printed)
  --workers W      threads (as many as there are cores)
  --failures N     stop after so many failed worlds (1)
  --replay SEED    one world again, told line by line
  --keep-sales 1,2 --keep-faults 3,4   of the replayed world only these; "none" for none
`;
/** Below this some kind of fault may be missing by chance. */
const enoughForEveryKind = 5_000;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      sales: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      failures: { type: 'string', default: '1' },
      replay: { type: 'string' },
      'keep-sales': { type: 'string' },
      'keep-faults': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(help);
    return 0;
  }
  if (values.replay !== undefined) {
    return replay(whole(values.replay), {
      ...ids('sales', values['keep-sales']),
      ...ids('faults', values['keep-faults']),
    });
  }
  const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : whole(values.seed);
  const began = performance.now();
  const sales = whole(values.sales);
  say(`seed ${seed}`);
  const tally = await playMany({
    sales,
    seed,
    workers: Math.max(1, whole(values.workers)),
    mostFailures: whole(values.failures),
    progress({ sales: done, failed }) {
      const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(5);
      say(`${seconds} s  ${done} sales, failed: ${failed.map((world) => world.seed).join(', ') || 'none'}`);
    },
  });
  say(tally.report(performance.now() - began));
  for (const { seed: failed, violations } of tally.failed) {
    say(`\nworld ${failed}: ${violations[0]?.text ?? ''}`);
    say(`  ${replayCommand(failed, null)}`);
  }
  const [first] = tally.failed;
  if (first !== undefined) await explain(first.seed);
  const missing = tally.sales >= enoughForEveryKind ? tally.missing() : [];
  if (missing.length > 0) say(`\nNever happened: ${missing.join(', ')}.`);
  return tally.failed.length + missing.length === 0 ? 0 : 1;
}

async function explain(seed: number): Promise<void> {
  say(`\nshrinking world ${seed} …`);
  const cut = await shrink(await playWorld(seed));
  const result = await playWorld(seed, { cut, trace: true });
  tell(result);
  say(`\n${replayCommand(seed, cut)}`);
}

async function replay(seed: number, cut: Cut): Promise<number> {
  const result = await playWorld(seed, { cut, trace: true });
  tell(result);
  return result.violations.length === 0 ? 0 : 1;
}

function tell({ timeline, history, sales, violations }: WorldResult): void {
  for (const line of brief(timeline)) say(line);
  say(`\n${sales} sales, history ${history.slice(0, 16)}, ${violations.length} violations`);
}

/** Polling that says the same again and again is told once. */
function brief(timeline: readonly string[]): string[] {
  const told: string[] = [];
  const quiet = /^ *[\d.]+ {2}(\S+( \d+)?) +((token|get|list)(: | → )200|(till \d+ )(token|get|list) → 200)$/;
  let skipped = 0;
  for (const line of timeline) {
    if (quiet.test(line)) {
      skipped += 1;
      if (skipped > 6) continue;
    } else {
      if (skipped > 6) told.push(`            … ${skipped - 6} more reads, all answered`);
      skipped = 0;
    }
    told.push(line);
  }
  return told;
}

function whole(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error(`"${text}" is no whole number.`);
  return Number(text);
}

function ids(part: keyof Cut, text: string | undefined): Cut {
  if (text === undefined) return {};
  return { [part]: new Set(text === 'none' ? [] : text.split(',').map(whole)) };
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
