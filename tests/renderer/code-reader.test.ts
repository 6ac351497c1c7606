import { readFileSync } from 'node:fs';
import QRCode from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeReader, Grey } from '../../renderer/scan/code-reader.ts';
import { openReader } from '../../renderer/scan/open-reader.ts';

/** Both engines behind the one method: whichever a computer gets, these are read. */

const wallet = '3f2b8c1e-9d47-4f6a-8b2e-1c5d7e9f0a3b';
const wasm = readFileSync(
  new URL('../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm', import.meta.url),
);

function blank(width: number, height: number, value = 128): Grey {
  return { data: new Uint8Array(width * height).fill(value), width, height };
}

interface Look {
  pixels?: number;
  x?: number;
  y?: number;
  dark?: boolean;
  turned?: boolean;
  mirrored?: boolean;
}

function draw(grey: Grey, text: string, look: Look = {}): Grey {
  const { pixels = 5, x: left = 40, y: top = 30, dark = false, turned = false, mirrored = false } = look;
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'L' });
  const size = modules.size;
  const side = (size + 8) * pixels;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      let [row, column] = [Math.floor(y / pixels) - 4, Math.floor(x / pixels) - 4];
      if (turned) [row, column] = [column, size - 1 - row];
      if (mirrored) column = size - 1 - column;
      const inside = row >= 0 && column >= 0 && row < size && column < size;
      const isInk = inside && modules.get(row, column) !== 0;
      grey.data[(top + y) * grey.width + left + x] = isInk === dark ? 230 : 25;
    }
  return grey;
}

describe.each(['wasm', 'script'] as const)('the engine in %s', (name) => {
  let reader: CodeReader;
  beforeAll(async () => {
    // Bytes that are no WebAssembly: what a damaged installation has.
    const bytes = name === 'wasm' ? Uint8Array.from(wasm).buffer : new ArrayBuffer(8);
    const opened = await openReader({ bytes });
    expect(opened.engine).toBe(name);
    reader = opened.reader;
  });
  /** As a camera's frames are read. */
  const textOf = async (grey: Grey) =>
    ((await reader.read(grey, 'fast')) ?? (await reader.read(grey, 'hard')))?.text ?? null;

  it('reads a code, and says where it is', async () => {
    const found = await reader.read(draw(blank(640, 480), wallet, { x: 200, y: 100 }), 'fast');
    expect(found?.text).toBe(wallet);
    expect(found?.corners).toHaveLength(4);
    for (const { x, y } of found?.corners ?? []) {
      expect(x).toBeGreaterThan(200);
      expect(x).toBeLessThan(400);
      expect(y).toBeGreaterThan(100);
      expect(y).toBeLessThan(300);
    }
  });

  it.each<[string, Look]>([
    ['in dark mode', { dark: true }],
    ['turned', { turned: true }],
    ['in a mirror', { mirrored: true }],
    ['small', { pixels: 2 }],
  ])('reads one %s', async (_what, look) => {
    expect(await textOf(draw(blank(640, 480), wallet, look))).toBe(wallet);
  });

  it.each([
    ['of nothing', ''],
    ['with what a terminal would obey', '\u001b[2J\u0007<script>'],
    ['in other scripts', 'محفظة 钱包 🧾'],
  ])('gives a code’s text as it is, %s', async (_what, text) => {
    if (text === '') expect(await textOf(blank(320, 240))).toBeNull();
    else expect(await textOf(draw(blank(640, 480), text))).toBe(text);
  });

  it('is not upset by any size, nor by three kilobytes, nor by forty codes', async () => {
    for (const [width, height] of [
      [0, 0],
      [1, 1],
      [1, 720],
      [3, 2],
      [17, 2000],
    ] as const)
      expect(await textOf(blank(width, height))).toBeNull();
    const novel = 'x'.repeat(2900);
    expect(await textOf(draw(blank(1000, 900), novel, { pixels: 4 }))).toBe(novel);
    const many = blank(1280, 720);
    for (let index = 0; index < 40; index++)
      draw(many, `code ${index}`, { pixels: 3, x: (index % 10) * 120, y: Math.floor(index / 10) * 120 });
    // One of them; or none, where so many are too much.
    expect((await textOf(many)) ?? 'code 0').toMatch(/^code \d+$/);
  });
});
