import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type OwnDisplay, startDisplay } from '../../electron/tools/display.ts';
import { benchJournal } from './bench-journal.ts';
import { benchLaunch } from './bench-launch.ts';
import { benchPolling, benchSale } from './bench-sale.ts';
import { benchWebhook } from './bench-webhook.ts';
import type { Figure } from './figures.ts';

/** Every figure of the counter, side by side in one run. Prints; never fails a build. */
const benches: Readonly<
  Record<string, (display: OwnDisplay, say: (line: string) => void) => Promise<Figure[]>>
> = {
  launch: (display, say) => benchLaunch(display, say),
  sale: (display, say) => benchSale(display, say),
  polling: (display, say) => benchPolling(display, say),
  webhook: benchWebhook,
  journal: benchJournal,
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
  const names = values.only === undefined ? Object.keys(benches) : [values.only];
  const figures: Figure[] = [];
  const startedAt = performance.now();
  const display = await startDisplay();
  try {
    for (const name of names) {
      const bench = benches[name];
      if (bench === undefined) {
        say(`There is no benchmark "${name}". There are: ${Object.keys(benches).join(', ')}.`);
        return 2;
      }
      say(`${name} …`);
      figures.push(...(await bench(display, say)));
    }
  } finally {
    await display.stop();
  }
  say('');
  for (const { name, measured, goal, unit, holds } of figures) {
    say(
      `${holds ? 'holds ' : 'MISSED'}  ${name.padEnd(24)} ${String(measured).padStart(9)} ${unit}  (goal ${goal} ${unit})`,
    );
  }
  say(`${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
