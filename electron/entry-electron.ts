import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCounter } from './core/counter.ts';
import { languageOf } from './core/settings/settings.ts';
import type { CounterForShell } from './core/shell-port.ts';
import { openPorts } from './node/open-ports.ts';
import { planRun, type RunPlan } from './node/plan-run.ts';
import type { TrainingParts } from './node/training.ts';
import {
  electronParts,
  exitApp,
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
    openCounter: (origin) => openCounter(plan, origin),
  });
}

async function openCounter(plan: RunPlan, origin: string): Promise<CounterForShell> {
  const language = languageOf(systemLocale());
  const { ports, identity, close } = await openPorts(plan, { simulator, language, say, openSettings });
  const counter = await createCounter(ports, identity, [origin]);
  await counter.start();
  return {
    ...counter,
    async dispose() {
      await counter.dispose();
      await close();
    },
  };
}

/** Loaded in training only. */
async function simulator(): Promise<TrainingParts> {
  const [{ startSimulator }, { simulatorSeed }] = await Promise.all([
    import('./simulator/start.ts'),
    import('./simulator/seed.ts'),
  ]);
  return { start: startSimulator, counterId: simulatorSeed.counter.counterId };
}

// Not awaited: Electron becomes ready only once this module was run.
void main().then(exitApp);
