import { fileURLToPath } from 'node:url';
import { readEntryOptions } from '../../electron/node/entry-options.ts';
import { runChromium } from '../../electron/shell-chromium/run-chromium.ts';
import { createStubCounter } from './stub-counter.ts';

/** The Chromium entry with a stub page and a stub counter: what `npm start` runs, without core and renderer. */

const read = readEntryOptions(process.argv.slice(2));
if (!read.ok) throw new Error(read.sentence);
process.exitCode = await runChromium({
  options: read.options,
  environment: 'training',
  bundleFolder: fileURLToPath(new URL('../fixtures/stub-page', import.meta.url)),
  bridgeFile: fileURLToPath(new URL('../../dist/injected/bridge.js', import.meta.url)),
  openCounter: async (origin) => createStubCounter([origin]),
});
