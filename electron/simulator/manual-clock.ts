import type { SimClock } from './ports.ts';

/** A clock that stands still until it is told to move, and then fires what is due, in order. */
export interface ManualClock extends SimClock {
  /** Moves to `atMs` firing every timer due on the way, each at its own moment. Never goes back. */
  moveTo(atMs: number): void;
  advance(ms: number): void;
  /** When the next timer is due, or null. */
  nextDueMs(): number | null;
  pending(): number;
  clear(): void;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly fn: () => void;
}

export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let order = 0;
  /** Sorted by due time, then by the order of setting. */
  const timers: Timer[] = [];

  function add(timer: Timer): void {
    let low = 0;
    let high = timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = timers[middle];
      if (other !== undefined && other.dueMs <= timer.dueMs) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  }

  const clock: ManualClock = {
    nowMs: () => nowMs,
    after(ms, fn) {
      const timer = { dueMs: nowMs + Math.max(0, ms), order: order++, fn };
      add(timer);
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    moveTo(atMs) {
      for (let next = timers[0]; next !== undefined && next.dueMs <= atMs; next = timers[0]) {
        timers.shift();
        nowMs = Math.max(nowMs, next.dueMs);
        next.fn();
      }
      nowMs = Math.max(nowMs, atMs);
    },
    advance: (ms) => clock.moveTo(nowMs + ms),
    nextDueMs: () => timers[0]?.dueMs ?? null,
    pending: () => timers.length,
    clear: () => timers.splice(0),
  };
  return clock;
}
