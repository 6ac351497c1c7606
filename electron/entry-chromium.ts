import { fileURLToPath } from 'node:url';
import { planRun } from './node/plan-run.ts';
import { namedRefusal } from './shell-chromium/find-chromium.ts';
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
  const refusal = namedRefusal(plan, process.env);
  if (refusal !== null) {
    say(refusal);
    return 2;
  }
  return runChromium({
    options: plan.options,
    environment: plan.environment,
    bundleFolder: fileURLToPath(new URL('renderer', dist)),
    bridgeFile: fileURLToPath(new URL('injected/bridge.js', dist)),
    // Loaded only now: Chromium boots meanwhile, and needs none of it.
    openCounter: async (origin) =>
      (await import('./open-counter.ts')).openCounter(plan, origin, {
        locale: locale(),
        say,
        planAgain: () => planRun(process.argv.slice(2)),
      }),
    // A run from a config file is a script's, which wants its exit code.
    lingers: plan.config === null,
  });
}

function locale(): string {
  return process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || 'en';
}

process.exitCode = await main();
