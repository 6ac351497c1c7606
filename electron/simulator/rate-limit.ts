import type { SimClock } from './ports.ts';

/** Counts requests per caller in windows of one minute. */
export interface RateLimit {
  /** True when this request is over the limit; 0 = no limit. */
  exceeded(caller: string, perMinute: number): boolean;
}

export function createRateLimit(clock: SimClock): RateLimit {
  let windowAt = 0;
  const counts = new Map<string, number>();
  return {
    exceeded(caller, perMinute) {
      if (perMinute === 0) return false;
      const window = Math.floor(clock.nowMs() / 60_000);
      if (window !== windowAt) counts.clear();
      windowAt = window;
      const count = (counts.get(caller) ?? 0) + 1;
      counts.set(caller, count);
      return count > perMinute;
    },
  };
}
