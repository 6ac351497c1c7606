/**
 * Tells a scanner from a hand by its speed. A keyboard-wedge scanner types its code a few milliseconds a
 * key and ends with Enter; on a screen that takes Enter for "go on", that Enter must not count.
 */

/** An Enter this soon after another key is a scanner's. */
const scannerEnterMs = 150;
/** Keys closer than this belong to one burst. No hand keeps it up for eight keys. */
const burstGapMs = 35;
const burstLength = 8;

export interface Burst {
  lastKeyMs: number;
  length: number;
}

export const noBurst: Burst = { lastKeyMs: Number.NEGATIVE_INFINITY, length: 0 };

/** Counts one key that writes something (never Enter). */
export function countKey(burst: Burst, nowMs: number): Burst {
  const length = nowMs - burst.lastKeyMs < burstGapMs ? burst.length + 1 : 1;
  return { lastKeyMs: nowMs, length };
}

/** Whether an Enter now follows another key too closely to be meant. */
export function isHastyEnter(burst: Burst, nowMs: number): boolean {
  return nowMs - burst.lastKeyMs < scannerEnterMs;
}

/** Whether an Enter now ends a whole scan. */
export function endsScan(burst: Burst, nowMs: number): boolean {
  return burst.length >= burstLength && nowMs - burst.lastKeyMs < scannerEnterMs;
}
