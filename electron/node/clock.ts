import type { Clock } from '../core/ports.ts';

/** Longest delay a timer takes; Node turns a longer one into 1 ms. */
const longestMs = 2 ** 31 - 1;

/** This computer's clocks. */
export function createClock(): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after(delayMs, run) {
      // Timers may fire a fraction early; nothing of ours may.
      const dueMs = performance.now() + delayMs;
      let timer: NodeJS.Timeout;
      const wait = () => {
        const leftMs = dueMs - performance.now();
        timer = setTimeout(() => (performance.now() >= dueMs ? run() : wait()), clamp(leftMs));
      };
      wait();
      return () => clearTimeout(timer);
    },
  };
}

function clamp(ms: number): number {
  return Math.min(longestMs, Math.max(0, Math.ceil(ms)));
}
