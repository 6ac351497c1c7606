import type { Stop } from '../../core/ports.ts';

/** Virtual time: one queue of timers for everybody, and no waiting in between. */
export interface Timeline {
  /** Milliseconds since the world began. */
  nowMs(): number;
  after(delayMs: number, run: () => void): Stop;
  sleep(ms: number): Promise<void>;
  /**
   * Fires what is due, in order, until `untilMs` or until `enough` says so. Between two timers every promise that
   * can settle does.
   */
  run(untilMs: number, enough?: () => boolean): Promise<void>;
  /** Forgets every timer. */
  clear(): void;
}

interface Timer {
  dueMs: number;
  order: number;
  run: (() => void) | null;
}

/** The event loop gets a turn this often, so that messages to other threads leave. */
const breathEvery = 20_000;

export function createTimeline(): Timeline {
  let nowMs = 0;
  let order = 0;
  let heap: Timer[] = [];

  function add(timer: Timer): void {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Timer;
      if (!sooner(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  function take(): Timer {
    const first = heap[0] as Timer;
    const last = heap.pop() as Timer;
    const size = heap.length;
    if (size === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && sooner(heap[child + 1] as Timer, heap[child] as Timer)) child += 1;
      const below = heap[child] as Timer;
      if (!sooner(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }

  const timeline: Timeline = {
    nowMs: () => nowMs,
    after(delayMs, run) {
      const timer: Timer = { dueMs: nowMs + Math.max(0, Math.ceil(delayMs)), order: order++, run };
      add(timer);
      return () => {
        timer.run = null;
      };
    },
    sleep: (ms) => new Promise((resolve) => timeline.after(ms, resolve)),
    async run(untilMs, enough = () => false) {
      await null;
      await settled();
      for (let turn = 1; !enough(); turn += 1) {
        const next = heap[0];
        if (next === undefined || next.dueMs > untilMs) {
          nowMs = Math.max(nowMs, untilMs);
          return;
        }
        take();
        if (next.run === null) continue;
        nowMs = Math.max(nowMs, next.dueMs);
        next.run();
        await settled();
        if (turn % breathEvery === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    clear() {
      heap = [];
    },
  };
  return timeline;
}

const sooner = (a: Timer, b: Timer) => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

/**
 * Resolves once no promise reaction is left. Asked for inside a reaction, Node's next tick comes after all of them,
 * and without a turn of the event loop: that is what makes a year of trade fit into minutes.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
