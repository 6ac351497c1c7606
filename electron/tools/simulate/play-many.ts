import { Worker } from 'node:worker_threads';
import { createTally, type Tally } from './tally.ts';
import type { WorldResult } from './world.ts';

/** Plays worlds from `seed` on, one thread a worker, until so many sales are made or `mostFailures` worlds failed. */
export function playMany(options: {
  sales: number;
  seed: number;
  workers: number;
  mostFailures: number;
  progress(tally: Tally): void;
}): Promise<Tally> {
  const tally = createTally();
  const workers = Array.from(
    { length: options.workers },
    () => new Worker(new URL('./worker.ts', import.meta.url)),
  );
  let nextSeed = options.seed;
  const timer = setInterval(() => options.progress(tally), 3_000);

  return new Promise((resolve, reject) => {
    let running = workers.length;
    function next(worker: Worker): void {
      const enough = tally.sales >= options.sales || tally.failed.length >= options.mostFailures;
      if (!enough) {
        worker.postMessage(nextSeed);
        nextSeed += 1;
        return;
      }
      running -= 1;
      void worker.terminate();
      if (running > 0) return;
      clearInterval(timer);
      resolve(tally);
    }
    for (const worker of workers) {
      worker.on('message', (result: WorldResult) => {
        tally.add(result);
        next(worker);
      });
      worker.on('error', (error) => {
        clearInterval(timer);
        for (const one of workers) void one.terminate();
        reject(error);
      });
      next(worker);
    }
  });
}
