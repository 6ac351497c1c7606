import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Journal } from '../ports.ts';
import { type Installation, tillOf } from '../settings/installation.ts';
import { createForeignWatch } from './foreign.ts';
import type { Looked } from './list-pass.ts';
import { createLooker, type Looker } from './looker.ts';

/** The looks through FEX's list, and what every one of them shows besides: another till on this counter. */
export interface Lookout {
  looker: Looker;
  /** Looks through the last day once, in the background; charging does not wait for it. */
  lookAtStart(): void;
  /** What a look showed besides is dealt with when this resolves. */
  around(looked: Looked): Promise<void>;
}

const [backMs, againMs, mostTries] = [24 * 3_600_000, 60_000, 5];

export function createLookout(options: {
  fex: Pick<FexClient, 'list' | 'get' | 'ledger'>;
  journal: Pick<Journal, 'hasAttempt'>;
  clock: Clock;
  serverClock: ServerClock;
  tag: string;
  installation: Installation;
  ownerOf(intentId: string): string | null;
  onForeign(reference: string): void;
  onLost(rows: readonly Intent[]): Promise<void>;
  /** A row was read by its id, to learn whose it is. */
  onRead(intent: Intent): void;
  /** A timer that ends with the counter. */
  later(delayMs: number, work: () => void): void;
  surprise(error: unknown): void;
}): Lookout {
  const { fex, journal, clock, serverClock, tag, installation, surprise } = options;

  const foreign = createForeignWatch({
    till: () => tillOf(tag, installation),
    hasAttempt: journal.hasAttempt,
    onForeign: options.onForeign,
    onLost: options.onLost,
  });
  const looker = createLooker({
    tools: {
      list: fex.list,
      get: fex.get,
      ledger: fex.ledger,
      monotonicMs: clock.monotonicMs,
      serverMs: serverClock.nowMs,
      ownerOf: options.ownerOf,
      heard: options.onRead,
    },
    onLooked: (looked) => void lookedAround(looked).catch(surprise),
  });

  async function lookedAround(looked: Looked): Promise<void> {
    await foreign(looked.rows);
    if (serverClock.isFresh()) installation.began(looked.beganAtMs);
  }

  async function look(triesLeft: number): Promise<void> {
    const sentAtMs = serverClock.nowMs() - backMs;
    const looked = await looker.all([{ reference: '', unhide: true, sentAtMs }]);
    if (!looked.clean && triesLeft > 1)
      options.later(againMs, () => void look(triesLeft - 1).catch(surprise));
  }

  return { looker, around: lookedAround, lookAtStart: () => void look(mostTries).catch(surprise) };
}
