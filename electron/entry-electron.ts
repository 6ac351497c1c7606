import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planRun } from './node/plan-run.ts';
import { openCounter } from './open-counter.ts';
import {
  electronParts,
  exitApp,
  forkHelper,
  openSettings,
  ownArguments,
  systemLocale,
} from './shell-electron/inside-electron.ts';
import { runElectron } from './shell-electron/run-electron.ts';

/** The counter in Electron; package.json's `main`. Runs from dist/main. */

const dist = new URL('../', import.meta.url);
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

async function main(): Promise<number> {
  const answer = await planRun(ownArguments());
  if (!answer.ok) {
    say(answer.sentence);
    return 2;
  }
  const { plan } = answer;
  return runElectron(electronParts, {
    options: plan.options,
    bundleFolder: fileURLToPath(new URL('renderer', dist)),
    preloadFile: fileURLToPath(new URL('preload/preload.cjs', dist)),
    userDataFolder: join(plan.profile, 'electron'),
    openCounter: (origin) =>
      openCounter(plan, origin, {
        locale: systemLocale(),
        say,
        planAgain: () => planRun(ownArguments()),
        openSettings,
        startHelper: forkHelper,
      }),
  });
}

// Not awaited: Electron becomes ready only once this module was run.
void main().then(exitApp);
