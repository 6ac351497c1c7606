import { createCounter } from './core/counter.ts';
import { counterTag } from './core/payments/reference.ts';
import { languageOf } from './core/settings/settings.ts';
import type { CounterForShell } from './core/shell-port.ts';
import type { OpenSettings } from './node/file-store.ts';
import { createHasher } from './node/hasher.ts';
import { openPorts } from './node/open-ports.ts';
import type { RunPlan } from './node/plan-run.ts';
import type { TrainingParts } from './node/training.ts';

/**
 * The counter behind a shell's window: core on Node's ports, started; its `dispose` also ends what the ports hold.
 * Rejects with a `StartError`, whose message is a sentence for a person.
 */
export async function openCounter(
  plan: RunPlan,
  origin: string,
  shell: {
    /** The system's language, as the shell learns it. */
    locale: string;
    say: (sentence: string) => void;
    openSettings?: OpenSettings;
  },
): Promise<CounterForShell> {
  const { locale, ...parts } = shell;
  const { ports, identity, close } = await openPorts(plan, {
    simulator,
    language: languageOf(locale),
    tagOf: (counterId) => counterTag(counterId, createHasher()),
    ...parts,
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
