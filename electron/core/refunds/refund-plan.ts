/** When a refund is read again: pure arithmetic. Times are milliseconds. */

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
export const day = 24 * hour;

/** Between two reads that show no refund, before it may be sent again (money rule 12). */
export const apartMs = 5 * second;
/** A request that was given up arrives within its time-out and half a minute, or never. */
export const arrivesWithinMs = 45 * second;
/** POSTs before a manager has to say it again. */
export const mostSends = 5;
/** Accepted, or said to be moving, for this long without being done: it is called stuck. */
export const stuckAfterMs = minute;
/** FEX said that it accepted, and shows nothing of it. */
export const notShownAfterMs = 10 * minute;

/** Pause after the n-th POST before another may follow: a fault of FEX's is not hammered. */
export function pauseBeforeSendMs(sends: number, retryAfterMs: number): number {
  const planned = [apartMs, 30 * second, 2 * minute, 5 * minute][sends - 1] ?? 5 * minute;
  return Math.max(planned, retryAfterMs);
}

/** After the n-th read in a row that said nothing. */
export function readRetryMs(failures: number): number {
  return ([2, 4, 8, 15, 30][failures - 1] ?? 60) * second;
}

/** Until the next look at a refund that FEX is busy with, `elapsedMs` after that was seen. */
export function pauseBeforeReadMs(elapsedMs: number): number {
  if (elapsedMs < 30 * second) return 3 * second;
  if (elapsedMs < 2 * minute) return 10 * second;
  if (elapsedMs < 10 * minute) return minute;
  return elapsedMs < hour ? 10 * minute : hour;
}

/** Until the next look at one that failed and waits for a manager; null after a day, once nothing of it can come. */
export function pauseAfterFailureMs(elapsedMs: number, isClear: boolean): number | null {
  if (elapsedMs < 10 * minute || !isClear) return minute;
  if (elapsedMs < hour) return 10 * minute;
  return elapsedMs < day ? hour : null;
}
