/** FEX's time, carried on between two messages by a clock that nobody sets. */
export interface ServerTime {
  serverNowMs: number;
  /** `performance.now()` when that was true. */
  atMs: number;
}

export function serverNow(time: ServerTime, monotonicMs: number): number {
  return time.serverNowMs + Math.max(0, monotonicMs - time.atMs);
}
