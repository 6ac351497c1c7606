import { fileURLToPath } from 'node:url';
import type { CounterForShell } from './core/shell-port.ts';
import { developmentRefusal, readEntryOptions } from './node/entry-options.ts';
import { runChromium } from './shell-chromium/run-chromium.ts';

/** The counter with the system's Chromium as its window. Runs from dist/main, and in development from source. */

const dist = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : '../', import.meta.url);

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

async function main(): Promise<number> {
  const read = readEntryOptions(process.argv.slice(2));
  if (!read.ok) return refuse(read.sentence);
  const { options } = read;
  const environment = 'training' as const;
  const refusal = developmentRefusal({ options, environment, configUrls: null });
  if (refusal !== null) return refuse(refusal);
  return runChromium({
    options,
    environment,
    bundleFolder: fileURLToPath(new URL('renderer', dist)),
    bridgeFile: fileURLToPath(new URL('injected/bridge.js', dist)),
    openCounter,
  });
}

/** The composition of core and node goes here. */
async function openCounter(_origin: string): Promise<CounterForShell> {
  throw new Error('The counter is not composed yet.');
}

process.exitCode = await main();
