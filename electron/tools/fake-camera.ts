import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import QRCode from 'qrcode';

/** A camera made of a film: Chromium plays the file, from its beginning each time the camera is opened. */

const [width, height] = [1280, 720];

export interface FakeCamera {
  /** For the counter's process. */
  env: Record<string, string>;
  /** What the camera sees from when it is opened next on; it begins anew when it is over. */
  show(frames: readonly Uint8Array[], framesPerSecond?: number): Promise<void>;
}

export async function fakeCamera(folder: string): Promise<FakeCamera> {
  await mkdir(folder, { recursive: true });
  // Chromium runs as somebody who owns nothing.
  await chmod(folder, 0o755);
  const film = join(folder, 'film.y4m');
  const program = join(folder, 'chromium-with-camera');
  await writeFile(
    program,
    `#!/bin/sh\nexec chromium "$@" --use-fake-device-for-media-stream '--use-file-for-fake-video-capture=${film}'\n`,
    { mode: 0o755 },
  );
  return {
    env: { FEX_COUNTER_CHROMIUM: program },
    async show(frames, framesPerSecond = 10) {
      const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1\n`)];
      const colourless = new Uint8Array((width * height) / 2).fill(128);
      for (const frame of frames) parts.push(Buffer.from('FRAME\n'), frame, colourless);
      await writeFile(film, Buffer.concat(parts), { mode: 0o644 });
    },
  };
}

/** What a lens sees of a counter: nothing in particular, and its own noise, other in each frame. */
export function emptyFrame(seed: number): Uint8Array {
  const frame = new Uint8Array(width * height);
  let noise = seed * 2654435761 + 1;
  for (let at = 0; at < frame.length; at++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    frame[at] = 70 + ((at % width) >> 5) + ((noise >>> 24) & 15);
  }
  return frame;
}

/** A phone that shows a code, somewhere in the picture. `dark`: as in dark mode; `torn`: a code with more missing than can be made good. */
export function phoneFrame(
  seed: number,
  code: string,
  at: { x: number; y: number; dark?: boolean; torn?: boolean },
): Uint8Array {
  const frame = emptyFrame(seed);
  const { modules } = QRCode.create(code, { errorCorrectionLevel: 'M' });
  const [pixels, quiet] = [8, 4];
  const side = (modules.size + 2 * quiet) * pixels;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const [row, column] = [Math.floor(y / pixels) - quiet, Math.floor(x / pixels) - quiet];
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      if (at.torn === true && inside && row > 8 && row < modules.size - 8 && column > 8) continue;
      const isInk = inside && modules.get(row, column) !== 0;
      frame[(at.y + y) * width + at.x + x] = isInk === (at.dark === true) ? 225 : 30;
    }
  return frame;
}
