import { openBehindWindow } from './core/open-behind-window.ts';
import { counterTag } from './core/payments/reference.ts';
import { languageOf } from './core/settings/settings.ts';
import type { CounterForShell } from './core/shell-port.ts';
import type { OpenSettings } from './node/file-store.ts';
import { createHasher } from './node/hasher.ts';
import { createKeychain } from './node/keychain.ts';
import { keytarProcess, type StartHelper } from './node/keychain-process.ts';
import { openHouse } from './node/open-ports.ts';
import type { RunAnswer, RunPlan } from './node/plan-run.ts';
import type { TrainingParts } from './node/training.ts';

/**
 * What is behind a shell's window: a counter, or first its pairing and then the counter; its `dispose` also ends what
 * the ports hold. Rejects with a `StartError`, whose message is a sentence for a person.
 */
export async function openCounter(
  plan: RunPlan,
  origin: string,
  shell: {
    /** The system's language, as the shell learns it. */
    locale: string;
    say: (sentence: string) => void;
    /** What was paired or given up since the start is in the profile by now. */
    planAgain: () => Promise<RunAnswer>;
    openSettings?: OpenSettings;
    /** How the shell starts a process of ours; Node's own way where left out. */
    startHelper?: StartHelper;
  },
): Promise<CounterForShell> {
  const { locale, planAgain, startHelper, ...parts } = shell;
  const keychain = createKeychain({ library: keytarProcess(startHelper) });
  let first: RunPlan | null = plan;

  async function nextPlan(): Promise<RunPlan> {
    if (first !== null) return first;
    const answer = await planAgain();
    if (!answer.ok) throw new Error(answer.sentence);
    return answer.plan;
  }
  async function open() {
    const now = await nextPlan();
    first = null;
    const tagOf = (counterId: string) => counterTag(counterId, createHasher());
    return openHouse(now, { simulator, language: languageOf(locale), keychain, tagOf, ...parts });
  }

  const counter = await openBehindWindow(open, [origin]).catch((error: unknown) => {
    keychain.close();
    throw error;
  });
  return {
    ...counter,
    async dispose() {
      await counter.dispose();
      keychain.close();
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
