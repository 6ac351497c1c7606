import type { Grey } from './code-reader.ts';

/** Whether a camera shows anything: a covered lens is black, a stuck driver gives the same picture for ever. */
export type PictureState = 'fine' | 'black' | 'frozen';

/** Brighter than this anywhere, and it is a picture; a camera's black is 16, and noise. */
const blackest = 40;
/** A camera that wakes up is black for a moment. */
const blackAfterMs = 1500;
/** A lens sees noise in every frame; so long without any, nothing is seen. */
const frozenAfterMs = 4000;
/** No frame at all for so long. */
const stalledAfterMs = 3000;
/** So many samples across and down tell a picture from its neighbour. */
const [across, down] = [64, 36];

/** Sees each frame, and is asked now and then, because a camera that stalls sends none. */
export function createPictureWatch(startMs: number): {
  see(frame: Grey, nowMs: number): void;
  state(nowMs: number): PictureState;
} {
  let lastMs = startMs;
  let brightMs = startMs;
  let changedMs = startMs;
  let sum = Number.NaN;
  return {
    see(frame, nowMs) {
      lastMs = nowMs;
      const { hash, brightest } = sample(frame);
      if (brightest > blackest) brightMs = nowMs;
      if (hash !== sum) changedMs = nowMs;
      sum = hash;
    },
    state(nowMs) {
      if (nowMs - lastMs > stalledAfterMs) return 'frozen';
      // A black picture may be a still one, too; the cap on the lens is the thing to say.
      if (lastMs - brightMs > blackAfterMs) return 'black';
      return nowMs - changedMs > frozenAfterMs ? 'frozen' : 'fine';
    },
  };
}

function sample({ data, width, height }: Grey): { hash: number; brightest: number } {
  let [hash, brightest] = [0, 0];
  for (let row = 0; row < down; row++) {
    const line = Math.floor(((row + 0.5) * height) / down) * width;
    for (let column = 0; column < across; column++) {
      const value = data[line + Math.floor(((column + 0.5) * width) / across)] ?? 0;
      if (value > brightest) brightest = value;
      hash = (Math.imul(hash, 31) + value) | 0;
    }
  }
  return { hash, brightest };
}
