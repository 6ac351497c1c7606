import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CounterForShell } from './core/shell-port.ts';
import { developmentRefusal, readEntryOptions } from './node/entry-options.ts';
import { defaultProfile, electronParts, exitApp, ownArguments } from './shell-electron/inside-electron.ts';
import { runElectron } from './shell-electron/run-electron.ts';

/** The counter in Electron; package.json's `main`. Runs from dist/main. */

const dist = new URL('../', import.meta.url);

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

async function main(): Promise<number> {
  const read = readEntryOptions(ownArguments());
  if (!read.ok) return refuse(read.sentence);
  const { options } = read;
  const environment = 'training' as const;
  const refusal = developmentRefusal({ options, environment, configUrls: null });
  if (refusal !== null) return refuse(refusal);
  return runElectron(electronParts, {
    options,
    bundleFolder: fileURLToPath(new URL('renderer', dist)),
    preloadFile: fileURLToPath(new URL('preload/preload.cjs', dist)),
    userDataFolder: join(options.profile ?? defaultProfile(), 'electron'),
    openCounter,
  });
}

/** The composition of core and node goes here. */
async function openCounter(_origin: string): Promise<CounterForShell> {
  throw new Error('The counter is not composed yet.');
}

// Not awaited: Electron becomes ready only once this module was run.
void main().then(exitApp);
