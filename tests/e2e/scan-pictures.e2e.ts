import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { expect, onTestFinished, test } from 'vitest';
import { drawScene, frameHeight, frameWidth, plainScene } from '../../electron/tools/scan/phone-scene.ts';

const tool = fileURLToPath(new URL('../../electron/tools/scan-pictures.ts', import.meta.url));
const id = '3f2b8c1e-9d47-4f6a-8b2e-1c5d7e9f0a3b';

function picture(text: string | null): Buffer {
  const { grey } = drawScene({ ...plainScene, text, side: 260, turn: 20 });
  const png = new PNG({ width: frameWidth, height: frameHeight });
  for (const [at, value] of grey.entries()) png.data.set([value, value, value, 255], at * 4);
  return PNG.sync.write(png);
}

test('a folder of pictures is read by the counter’s own reader, and each says what it holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-pictures-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await Promise.all([
    writeFile(join(folder, 'a-wallet.png'), picture(`fex:${id}`)),
    writeFile(join(folder, 'b-menu.png'), picture('https://shop.example/menu')),
    writeFile(join(folder, 'c-broken.jpg'), 'no picture'),
    writeFile(join(folder, 'notes.txt'), 'not looked at'),
  ]);
  const json = join(folder, 'list.json');
  const run = await promisify(execFile)(process.execPath, [tool, folder, '--json', json]);
  const list = JSON.parse(run.stdout);
  expect(JSON.parse(await readFile(json, 'utf8'))).toEqual(list);
  expect(list).toMatchObject([
    { file: 'a-wallet.png', token: id, path: 'fast' },
    { file: 'b-menu.png', text: 'https://shop.example/menu', token: null, path: 'fast' },
    { file: 'c-broken.jpg', text: null, token: null, ms: 0, path: null },
  ]);
  expect(run.stderr).toContain('2 of 3 read, 1 of them wallet codes; 1 not read.');
});
