import { parentPort } from 'node:worker_threads';
import { playWorld } from './world.ts';

/** One thread of worlds: hears a seed, answers with what came of it. */
parentPort?.on('message', ({ seed, hard }: { seed: number; hard: boolean }) => {
  void playWorld(seed, { hard }).then((result) => parentPort?.postMessage(result));
});
