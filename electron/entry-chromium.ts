import { fileURLToPath } from 'node:url';
import type { CounterForShell } from './core/shell-port.ts';
import { planRun, type RunPlan } from './node/plan-run.ts';
import type { TrainingParts } from './node/training.ts';
import { runChromium } from './shell-chromium/run-chromium.ts';

/** The counter with the system's Chromium as its window. Runs from dist/main, and in development from source. */

const dist = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : '../', import.meta.url);
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

async function main(): Promise<number> {
  const answer = await planRun(process.argv.slice(2));
  if (!answer.ok) {
    say(answer.sentence);
    return 2;
  }
  const { plan } = answer;
  return runChromium({
    options: plan.options,
    environment: plan.environment,
    bundleFolder: fileURLToPath(new URL('renderer', dist)),
    bridgeFile: fileURLToPath(new URL('injected/bridge.js', dist)),
    openCounter: (origin) => openCounter(plan, origin),
    // A run from a config file is a script's, which wants its exit code.
    lingers: plan.config === null,
  });
}

/** Loads the counter itself only now: Chromium boots meanwhile, and needs none of it. */
async function openCounter(plan: RunPlan, origin: string): Promise<CounterForShell> {
  const [{ openPorts }, { createCounter }, { languageOf }] = await Promise.all([
    import('./node/open-ports.ts'),
    import('./core/counter.ts'),
    import('./core/settings/settings.ts'),
  ]);
  const { ports, identity, close } = await openPorts(plan, {
    simulator,
    language: languageOf(locale()),
    say,
  });
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

function locale(): string {
  return process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en';
}

process.exitCode = await main();
