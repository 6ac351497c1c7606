/** How long one request kept the simulator busy, from its arrival to the last byte of its answer. */
export interface Timing {
  method: string;
  path: string;
  tookMs: number;
}

/** The last answers' times, for benchmarks that must not count FEX's own work. */
export interface Timings {
  add(timing: Timing): void;
  /** Oldest first; hearing them forgets them. */
  take(): Timing[];
}

const mostKept = 5_000;

export function createTimings(): Timings {
  let kept: Timing[] = [];
  return {
    add(timing) {
      kept.push(timing);
      if (kept.length > mostKept) kept.shift();
    },
    take() {
      const all = kept;
      kept = [];
      return all;
    },
  };
}
