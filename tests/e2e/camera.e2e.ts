import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyFrame, type FakeCamera, fakeCamera, phoneFrame } from '../../electron/tools/fake-camera.ts';
import { type OpenTill, openTill } from './open-till.ts';

/** A camera made of a film, in real Chromium: from the first frame to the money. */

let folder: string;
let camera: FakeCamera;
let till: OpenTill;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fex-counter-camera-'));
  camera = await fakeCamera(folder);
  await camera.show([emptyFrame(1), emptyFrame(2)]);
  till = await openTill({ env: camera.env });
});
afterAll(async () => {
  await till?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await till.page.reload();
  await till.until('keypad');
});

const seconds = (count: number, frame: (index: number) => Uint8Array) =>
  Array.from({ length: count * 10 }, (_, index) => frame(index));
const handUp =
  (code: string, dark = false) =>
  (index: number) =>
    phoneFrame(index, code, { x: 300 + index * 20, y: 340 - index * 12, dark });
const says = (words: string | RegExp) => till.page.getByText(words).waitFor({ timeout: 15_000 });

async function openScan() {
  await till.ringUp('4950');
  await till.press('Scan wallet code');
  await till.until('scan');
}

/** The code in the picture asks one phone for one payment, which is approved. */
async function isSold() {
  const { control } = till.fex.engine;
  const before = control.intents().length;
  await openScan();
  await till.until('waiting-for-approval');
  const [intent, ...others] = control.intents();
  expect(others).toHaveLength(before);
  expect(intent).toMatchObject({ amountMinor: 4950, status: 'pending_approval' });
  expect(await till.page.locator('video').count()).toBe(0);
  control.approve(till.ada, intent?.id ?? '');
  await till.until('paid');
  await till.press('Next sale');
  await till.until('keypad');
  expect(await till.page.content()).not.toContain(till.ada);
}

test('a sale by camera: the code of a phone in dark mode, once, and the camera goes out', async () => {
  await camera.show([...seconds(1, emptyFrame), ...seconds(1, handUp(till.ada, true))]);
  await isSold();
});

test('a camera that shows nothing says why, and is seen to work in the diagnostics', async () => {
  await camera.show([new Uint8Array(1280 * 720).fill(16), new Uint8Array(1280 * 720).fill(17)]);
  await openScan();
  await says(/^The picture is black/);
  await till.press('Back');
  await camera.show([emptyFrame(1)]);
  await till.press('Scan wallet code');
  await says(/^The picture stands still/);
  await till.press('Back');
  await till.page.keyboard.press('Escape');
  await till.press('Settings');
  await till.press('Diagnostics');
  await says(/^Last picture/);
  await till.page.keyboard.press('Escape');
});

test('a camera that cannot be had says what to do, and the scanner works', async () => {
  const refuse = (name: string) =>
    till.page.evaluate((why) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', why));
    }, name);
  for (const [name, words] of [
    ['NotReadableError', /^Another program uses the camera/],
    ['NotAllowedError', /^This computer does not let the counter use the camera/],
    ['NotFoundError', /^No camera is connected/],
  ] as const) {
    await refuse(name);
    await openScan();
    await says(words);
    await till.press('Back');
    await till.page.keyboard.press('Escape');
  }
});

test('a camera is chosen, remembered and found again by its name', async () => {
  await camera.show([emptyFrame(1), emptyFrame(2)]);
  await openScan();
  await says('Camera on');
  await till.press('Camera');
  const named = till.page.locator('dialog.sheet .choice').nth(1);
  // The devices are listed a moment after the sheet is there.
  await expect.poll(() => named.innerText()).not.toContain('No camera');
  const name = (await named.innerText()).trim();
  await named.click();
  await till.page.locator('dialog.sheet .choice[aria-pressed="true"]', { hasText: name }).waitFor();
  await till.press('The cashier, mirrored');
  await till.press('Close');
  await till.page.locator('.camera-view[data-mirrored] video').waitFor();
  // Another profile of the browser, and every id is another.
  await till.page.evaluate(() => {
    const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.enumerateDevices = async () =>
      (await list()).map(
        ({ kind, label, groupId }) => ({ kind, label, groupId, deviceId: 'new' }) as MediaDeviceInfo,
      );
    navigator.mediaDevices.getUserMedia = () => ask({ video: true });
  });
  await till.press('Back');
  await till.press('Scan wallet code');
  await says('Camera on');
  await till.press('Camera');
  await till.press('No camera, scanner only');
  await till.press('Close');
  await says(/^Point the scanner at the code/);
  expect(await till.page.locator('video').count()).toBe(0);
  await till.press('Camera');
  await till.press('Any camera');
  await till.press('The customer');
  await till.press('Close');
});

test('where frames are no stream, pictures of the video are read', async () => {
  await camera.show(seconds(1, handUp(till.ada)));
  await till.page.evaluate(() => {
    delete (globalThis as { MediaStreamTrackProcessor?: unknown }).MediaStreamTrackProcessor;
  });
  await isSold();
});

test('a code that is seen and cannot be read says what would help', async () => {
  const torn = (index: number) => phoneFrame(index, till.ada, { x: 400 + index * 4, y: 200, torn: true });
  await camera.show(seconds(1, torn));
  await openScan();
  await says('Hold the phone still.');
  await till.press('Back');
  await till.page.keyboard.press('Escape');
});

test('a code that is none of a wallet is named, sent nowhere, and said once', async () => {
  const before = till.fex.engine.control.intents().length;
  await camera.show([...seconds(2, handUp('https://example.com/menu')), ...seconds(1, handUp(till.ada))]);
  await openScan();
  await says('That is a web address. Ask for the wallet code in the FEX app.');
  expect(till.fex.engine.control.intents()).toHaveLength(before);
  // It is still held there when somebody looks again.
  await till.press('Back');
  await till.press('Scan wallet code');
  await says(/^Read just now/);
  // The customer finds the right one.
  await till.until('waiting-for-approval');
  expect(till.fex.engine.control.intents()).toHaveLength(before + 1);
});
