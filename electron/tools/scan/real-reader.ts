import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startCounter } from '../counter-process.ts';
import { startDisplay } from '../display.ts';
import { drivePage } from '../page-driver.ts';

/**
 * The counter's own reader, in the counter's own window: the built worker in real Chromium, under the page's policy,
 * given pictures where else it is given a camera's frames.
 */
export interface RealReader {
  read(picture: Uint8Array): Promise<PictureRead>;
  close(): Promise<void>;
}

const pictureReadSchema = z.strictObject({
  text: z.string().nullable(),
  /** Which look read it; null if none did. */
  path: z.string().nullable(),
  /** From the first look to the one that read it, or to the last. */
  ms: z.number(),
});
export type PictureRead = z.infer<typeof pictureReadSchema>;

/** A camera sees a code from some distance; a picture is looked at as from several. Longer sides, in pixels. */
const sides = [1280, 1920, 2880, 720];
/** Two seconds and a half of a camera's frames: by then every look had its turn. */
const looks = 75;

/** Runs in the page. Its answer is what the worker said, or null where the file is no picture. */
const pageScript = (worker: string) => `{
  const policy = trustedTypes.createPolicy('counter', { createScriptURL: (url) => url });
  const worker = new Worker(policy.createScriptURL(${JSON.stringify(worker)}), { type: 'module' });
  let hear = () => {};
  const ready = new Promise((resolve) => {
    worker.onmessage = ({ data }) => (data.kind === 'ready' ? resolve() : hear(data));
  });
  let watch = 0;
  const look = (picture) => new Promise((resolve) => {
    let read = null;
    hear = (said) => {
      if (said.watch !== watch) return;
      if (said.kind === 'read') read = said.read;
      if (said.kind === 'done') resolve(read);
    };
    worker.postMessage({ kind: 'picture', watch, picture }, [picture]);
  });
  globalThis.readPicture = async (base64) => {
    await ready;
    let whole;
    try {
      whole = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))]));
    } catch {
      return null;
    }
    const longest = Math.max(whole.width, whole.height);
    const startMs = performance.now();
    const seen = new Set();
    for (const side of ${JSON.stringify(sides)}) {
      const scale = Math.min(1, side / longest);
      if (seen.has(scale)) continue;
      seen.add(scale);
      const size = {
        resizeWidth: Math.max(1, Math.round(whole.width * scale)),
        resizeHeight: Math.max(1, Math.round(whole.height * scale)),
        resizeQuality: 'medium',
      };
      const sized = scale === 1 ? whole : await createImageBitmap(whole, size);
      watch += 1;
      worker.postMessage({ kind: 'watch', watch, frames: null });
      for (let count = 0; count < ${looks}; count += 1) {
        const read = await look(await createImageBitmap(sized));
        if (read !== null) return { text: read.text, path: read.path, ms: performance.now() - startMs };
      }
    }
    return { text: null, path: null, ms: performance.now() - startMs };
  };
}`;

/** A training counter of its own on a display of its own; the bundle must be built. */
export async function openRealReader(): Promise<RealReader> {
  const bundle = fileURLToPath(new URL('../../../dist/renderer/assets', import.meta.url));
  const worker = (await readdir(bundle)).find((name) => /^scan-worker-.*\.js$/.test(name));
  if (worker === undefined) throw new Error('The bundle has no reader.');
  const scratch = await mkdtemp(join(tmpdir(), 'fex-counter-pictures-'));
  const display = await startDisplay();
  const profile = join(scratch, 'profile');
  await mkdir(profile, { mode: 0o700 });
  // The page opens no reader of its own beside this one.
  const camera = { on: false, device: null, facing: 'customer' };
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ camera }));
  const counter = await startCounter({
    args: ['--training', '--profile', profile, '--devtools-port', '0'],
    env: display.env,
  });
  const driver = await drivePage(counter.devtools ?? '');
  await driver.page.evaluate(pageScript(`/assets/${worker}`));
  return {
    async read(picture) {
      const base64 = Buffer.from(picture).toString('base64');
      const answer = await driver.page.evaluate(`readPicture(${JSON.stringify(base64)})`);
      if (answer === null) return { text: null, path: null, ms: 0 };
      return pictureReadSchema.parse(answer);
    },
    async close() {
      await driver.leave().catch(() => {});
      await counter.stop();
      await display.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}
