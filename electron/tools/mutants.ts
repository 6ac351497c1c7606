import { openBench } from './mutants/run.ts';
import { mutants } from './mutants/table.ts';

/** Breaks the money code in every way of the table, and fails where no test notices. Arguments: names, or none for all. */
const names = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => names.length === 0 || names.includes(name));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const began = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

async function main(): Promise<number> {
  const unknown = names.filter((name) => !mutants.some((one) => one.name === name));
  if (unknown.length > 0) {
    say(`There is no mutant ${unknown.join(', ')}.`);
    return 2;
  }
  const bench = openBench();
  const end = () => {
    bench.close();
    process.exit(130);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const bad: string[] = [];
  try {
    const tests = new Set(['tests/core', 'tests/shared', ...chosen.flatMap((one) => one.tests ?? [])]);
    if ((await bench.run([...tests])) !== 'pass') {
      say('The tests fail without any mutant; mend that first.');
      return 1;
    }
    say(`unharmed: passes (${seconds(began)})`);
    for (const [index, mutant] of chosen.entries()) {
      const started = performance.now();
      const { fate, by } = await bench.try(mutant);
      if (fate !== 'caught') bad.push(`${mutant.name} ${fate}: ${mutant.cost} (${mutant.file})`);
      say(
        `${String(index + 1).padStart(3)}/${chosen.length}  ${fate.padEnd(9)} ${mutant.name}  ${by} (${seconds(started)})`,
      );
    }
  } finally {
    bench.close();
  }
  for (const line of bad) say(line);
  say(`${chosen.length} mutants, ${chosen.length - bad.length} caught, in ${seconds(began)}`);
  return bad.length === 0 ? 0 : 1;
}

process.exitCode = await main();
