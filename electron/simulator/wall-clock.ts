import { createManualClock } from './manual-clock.ts';
import type { SimClock } from './ports.ts';

/** The computer's time plus an offset that can grow. */
export interface WallClock extends SimClock {
  /**
   * Moves ahead by `ms`, firing due timers one by one in order. Between two of them `settle` is awaited, so that what
   * one started (a webhook and its retry) can set its own timers before the next is due.
   */
  advance(ms: number, settle: () => Promise<void>): Promise<void>;
  offsetMs(): number;
  close(): void;
}

/** Node refuses timers beyond 2^31 ms; waking up early does no harm. */
const longestSleepMs = 1_000_000_000;

export function createWallClock(initialOffsetMs = 0): WallClock {
  let offsetMs = initialOffsetMs;
  let closed = false;
  let sleeper: ReturnType<typeof setTimeout> | undefined;
  const wallNow = () => Date.now() + offsetMs;
  const timeline = createManualClock(wallNow());

  function sleep(): void {
    clearTimeout(sleeper);
    const due = timeline.nextDueMs();
    if (closed || due === null) return;
    sleeper = setTimeout(wake, Math.min(Math.max(0, due - wallNow()), longestSleepMs));
  }
  function wake(): void {
    timeline.moveTo(wallNow());
    sleep();
  }

  return {
    nowMs: wallNow,
    after(ms, fn) {
      // The timeline may lag behind the wall between two timers; due times count from the wall.
      const cancel = timeline.after(wallNow() + Math.max(0, ms) - timeline.nowMs(), fn);
      sleep();
      return () => {
        cancel();
        sleep();
      };
    },
    async advance(ms, settle) {
      const targetMs = wallNow() + ms;
      for (;;) {
        const due = timeline.nextDueMs();
        if (due === null || due > targetMs || closed) break;
        offsetMs += Math.max(0, due - wallNow());
        timeline.moveTo(Math.max(due, timeline.nowMs()));
        await settle();
      }
      offsetMs += Math.max(0, targetMs - wallNow());
      wake();
      await settle();
    },
    offsetMs: () => offsetMs,
    close() {
      closed = true;
      clearTimeout(sleeper);
      timeline.clear();
    },
  };
}
