import { z } from 'zod';
import type { Store } from '../ports.ts';

/**
 * Wrong PINs make the next try wait, longer each time and over a restart. A try is counted before it is looked at:
 * whoever pulls the plug in between has used it up.
 */
export interface PinTries {
  /** How long this one still waits; 0 where a try is free. */
  waitMs(who: string, nowMs: number): number;
  /** Throws where the settings cannot be written: then no try is free. */
  count(who: string, nowMs: number): void;
  forgive(who: string): void;
}

const freeTries = 3;
const [firstWaitMs, longestWaitMs] = [5_000, 15 * 60_000];
const mostBuckets = 300;
const triesSchema = z.record(z.string(), z.object({ failures: z.number().int(), atMs: z.number() }));

/** After the third wrong PIN 5 s, then twice as long each time, a quarter of an hour at most. */
export function waitAfter(failures: number): number {
  if (failures < freeTries) return 0;
  return Math.min(firstWaitMs * 2 ** (failures - freeTries), longestWaitMs);
}

export function openPinTries(store: Store): PinTries {
  let tries = triesSchema.safeParse(store.read('pinTries')).data ?? {};

  function save(next: typeof tries): void {
    store.write('pinTries', next);
    tries = next;
  }

  return {
    waitMs(who, nowMs) {
      const one = tries[who];
      if (one === undefined) return 0;
      const wait = waitAfter(one.failures);
      // A clock that was set back must not wait for longer than the wait is, nor one set forward skip it twice.
      return Math.max(0, Math.min(one.atMs + wait - nowMs, wait));
    },
    count(who, nowMs) {
      const kept = Object.entries(tries)
        .sort(([, a], [, b]) => b.atMs - a.atMs)
        .slice(0, mostBuckets);
      const failures = (tries[who]?.failures ?? 0) + 1;
      save({ ...Object.fromEntries(kept), [who]: { failures, atMs: nowMs } });
    },
    forgive(who) {
      const { [who]: _, ...others } = tries;
      try {
        save(others);
      } catch {
        tries = others;
      }
    },
  };
}
