import type { Clock, Stop } from '../../electron/core/ports.ts';

/** Virtual time: nothing moves until a test says so. */
export interface FakeClock extends Clock {
  /** Moves both clocks, firing due timers in order; promises settle before, between and after. */
  advance(ms: number): Promise<void>;
  /** Lets everything that can run now run, without moving time. */
  settle(): Promise<void>;
  /** The wall clock alone jumps, as when somebody sets it. */
  jumpWall(ms: number): void;
  /** Timers that wait: 0 once everything was stopped. */
  waiting(): number;
  /** Milliseconds until the next timer, or null. */
  nextIn(): number | null;
}

interface Timer {
  dueMs: number;
  order: number;
  run: () => void;
}

// Taken once, so that a test which replaces the globals does not stop virtual time.
const immediate = setImmediate;

/** Starts at a fixed moment by default, so that a printed time is the same in every run. */
export function createFakeClock(startWallMs = Date.UTC(2026, 0, 5, 9, 0, 0)): FakeClock {
  let nowMs = 0;
  let wallOffsetMs = startWallMs;
  let order = 0;
  const timers = new Set<Timer>();

  function settle(): Promise<void> {
    // A turn of the event loop runs every promise reaction that is ready, and those they cause.
    return new Promise((resolve) => immediate(resolve));
  }

  function next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers) {
      const sooner =
        !first || timer.dueMs < first.dueMs || (timer.dueMs === first.dueMs && timer.order < first.order);
      if (sooner) first = timer;
    }
    return first;
  }

  return {
    wallMs: () => nowMs + wallOffsetMs,
    monotonicMs: () => nowMs,
    after(delayMs, run): Stop {
      order += 1;
      const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), order, run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (;;) {
        const timer = next();
        if (!timer || timer.dueMs > untilMs) break;
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.dueMs);
        timer.run();
        await settle();
      }
      nowMs = untilMs;
      await settle();
    },
    settle,
    jumpWall(ms) {
      wallOffsetMs += ms;
    },
    waiting: () => timers.size,
    nextIn() {
      const timer = next();
      return timer ? Math.max(0, timer.dueMs - nowMs) : null;
    },
  };
}
