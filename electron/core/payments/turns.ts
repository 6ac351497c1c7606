import type { Clock, Log, Stop } from '../ports.ts';

/** One thing after the other: what reads or changes a payment is run in turn, so that nothing changes meanwhile. */
export interface Turns {
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** A timer that ends with the counter. */
  later(delayMs: number, work: () => void): void;
  /** For what should never be thrown. */
  surprise(error: unknown): void;
  isClosed(): boolean;
  /** What is under way is finished; what waits has to ask whether it may still begin. */
  close(): Promise<void>;
}

export function createTurns({ clock, log }: { clock: Clock; log: Log }): Turns {
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;
  const stops = new Set<Stop>();

  function surprise(error: unknown): void {
    log.error('payment.surprise', {
      error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    });
  }

  return {
    surprise,
    inTurn(work) {
      const result = queue.then(work);
      queue = result.catch(surprise);
      return result;
    },
    later(delayMs, work) {
      if (closed) return;
      const stop = clock.after(delayMs, () => {
        stops.delete(stop);
        work();
      });
      stops.add(stop);
    },
    isClosed: () => closed,
    async close() {
      closed = true;
      await queue;
      for (const stop of stops) stop();
    },
  };
}
