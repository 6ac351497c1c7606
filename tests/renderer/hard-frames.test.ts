import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FrameKind, hardScene } from '../../electron/tools/scan/hard-frames.ts';
import {
  drawScene,
  frameHeight,
  frameWidth,
  plainScene,
  type Scene,
} from '../../electron/tools/scan/phone-scene.ts';
import { type Advice, adviceFor } from '../../renderer/scan/advice.ts';
import type { CodeReader } from '../../renderer/scan/code-reader.ts';
import { createFrameReading } from '../../renderer/scan/frame-reading.ts';
import { openReader } from '../../renderer/scan/open-reader.ts';

/** A few of the hard pictures, so that a look that stops working is noticed; how many are read is the benchmark's. */

let reader: CodeReader;
beforeAll(async () => {
  const wasm = new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url);
  reader = (await openReader({ bytes: Uint8Array.from(readFileSync(wasm)).buffer })).reader;
});

/** As long as a customer holds a phone still. */
async function look(kind: FrameKind, seed: number) {
  const scene = hardScene(kind, seed);
  const { grey, corners } = drawScene(scene);
  const picture = { data: grey, width: frameWidth, height: frameHeight };
  const read = createFrameReading(reader);
  for (let frames = 1; frames <= 75; frames++) {
    const found = await read(picture);
    if (found !== null) return { ...found, frames, truth: scene.text, where: corners, picture };
  }
  return { text: null, truth: scene.text, picture };
}

describe('a hard picture', () => {
  it.each<[FrameKind, number]>([
    ['inverted', 1],
    ['moire', 3],
    ['tilt', 2],
    ['small', 4],
  ])('(%s) is read, and its code is where it is', async (kind, seed) => {
    const seen = await look(kind, seed);
    expect(seen.text).toBe(seen.truth);
    if (!('where' in seen)) throw new Error('not read');
    // Whichever way it is turned: each of its corners is one of the phone's.
    for (const { x, y } of seen.corners)
      expect(Math.min(...seen.where.map((one) => Math.hypot(one.x - x, one.y - y)))).toBeLessThan(12);
  });

  it.each<[FrameKind, number]>([
    ['glare', 12],
    ['blur', 2],
  ])('that the engine alone does not read (%s) is read when it is worked on', async (kind, seed) => {
    const seen = await look(kind, seed);
    expect(await reader.read(seen.picture, 'fast')).toBeNull();
    expect(seen.text).toBe(seen.truth);
  });

  it('without a code holds none', async () => {
    expect((await look('none', 1)).text).toBeNull();
  });
});

describe('a code that is seen', () => {
  const plain = { ...plainScene, text: 'fex:3f2b8c1e-9d47-4f6a-8b2e-1c5d7e9f0a3b' };
  it.each<[Advice, string, Partial<Scene>]>([
    ['closer', 'far away', { side: 60 }],
    ['brighter', 'on a dark screen', { ink: 20, ground: 48, room: 18 }],
    ['brighter', 'in the sun', { ink: 150, ground: 180 }],
    ['tilt', 'under a lamp', { glare: 260, glareWidth: 0.35 }],
    ['still', 'in a hand that moves', { motion: 16, motionTurn: 30 }],
    ['still', 'in a good light', {}],
    ['still', 'in dark mode', { dark: true }],
  ])('wants %s where it is %s', (advice, _where, change) => {
    const { grey, corners } = drawScene({ ...plain, ...change });
    expect(adviceFor({ data: grey, width: frameWidth, height: frameHeight }, corners)).toBe(advice);
  });
});
