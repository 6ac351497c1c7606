import { parentPort } from 'node:worker_threads';
import { playWorld } from './world.ts';

/** One thread of worlds: hears a seed, answers with what came of it. */
parentPort?.on('message', (seed: number) => {
  void playWorld(seed).then((result) => parentPort?.postMessage(result));
});
