import { availableParallelism } from 'node:os';
import type { Mutant } from './mutants/mutant.ts';
import { type Bench, openBench } from './mutants/run.ts';
import { mutants } from './mutants/table.ts';

/** Breaks the money code in every way of the table, and fails where no test notices. Arguments: names, or none for all. */
const names = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => names.length === 0 || names.includes(name));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

const told = ({ name, cost, file }: Mutant, fate: string) => `${name} ${fate}: ${cost} (${file})`;

async function main(): Promise<number> {
  const unknown = names.filter((name) => !mutants.some((one) => one.name === name));
  if (unknown.length > 0) {
    say(`There is no mutant ${unknown.join(', ')}.`);
    return 2;
  }
  const lanes = Array.from({ length: Math.min(availableParallelism(), chosen.length) }, openBench);
  const close = () => {
    for (const lane of lanes) lane.close();
  };
  const end = () => {
    close();
    process.exit(130);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const bad: string[] = [];
  try {
    const unharmed = new Set(chosen.flatMap(({ tests }) => tests));
    if ((await lanes[0]?.run([...unharmed])) !== 'pass') {
      say('The tests fail without any mutant; mend that first.');
      return 1;
    }
    say(`unharmed: passes (${seconds(began)})`);
    const waiting = [...chosen];
    let tried = 0;
    const work = async (lane: Bench): Promise<void> => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const started = performance.now();
        const { fate, by } = await lane.try(mutant);
        if (fate !== 'caught') bad.push(told(mutant, fate));
        tried += 1;
        say(
          `${String(tried).padStart(3)}/${chosen.length}  ${fate.padEnd(9)} ${mutant.name}  ${by} (${seconds(started)})`,
        );
      }
    };
    await Promise.all(lanes.map(work));
  } finally {
    close();
  }
  for (const line of bad) say(line);
  say(`${chosen.length} mutants, ${chosen.length - bad.length} caught, in ${seconds(began)}`);
  return bad.length === 0 ? 0 : 1;
}

process.exitCode = await main();
