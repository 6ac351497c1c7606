import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchNames } from '../../electron/bootstrap/commands.mjs';
import { type OwnDisplay, startDisplay } from '../../electron/tools/display.ts';
import { benchJournal } from './bench-journal.ts';
import { benchLaunch } from './bench-launch.ts';
import { benchRestart } from './bench-restart.ts';
import { benchPolling, benchSale } from './bench-sale.ts';
import { benchWebhook } from './bench-webhook.ts';
import type { Figure } from './figures.ts';

/** Every figure of the counter, side by side in one run. Prints; never fails a build. */
const benches: Readonly<
  Record<(typeof benchNames)[number], (display: OwnDisplay, say: (line: string) => void) => Promise<Figure[]>>
> = {
  launch: (display, say) => benchLaunch(display, say),
  restart: (display, say) => benchRestart(display, say),
  sale: (display, say) => benchSale(display, say),
  polling: (display, say) => benchPolling(display, say),
  webhook: benchWebhook,
  journal: benchJournal,
};

const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Request {
  names: readonly (typeof benchNames)[number][];
  json: string | undefined;
}

/** What is asked for, or what is wrong with it in a sentence. */
function readRequest(): Request | string {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
    const { only, json } = values;
    const names = benchNames.filter((name) => only === undefined || name === only);
    return names.length > 0
      ? { names, json }
      : `There is no benchmark "${only}". There are: ${benchNames.join(', ')}.`;
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/(?<=\.) /);
    return sentence;
  }
}

async function main(): Promise<number> {
  const request = readRequest();
  if (typeof request === 'string') {
    process.stderr.write(`${request}\n`);
    return 2;
  }
  const figures: Figure[] = [];
  const startedAt = performance.now();
  const display = await startDisplay();
  try {
    for (const name of request.names) {
      say(`${name} …`);
      figures.push(...(await benches[name](display, say)));
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
  if (request.json !== undefined) writeFileSync(request.json, `${JSON.stringify(figures, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
