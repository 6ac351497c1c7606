import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** The training counter in a real Electron. Started by run.ts, which knows where the binary is. */

let app: ElectronApplication;
let page: Page;
let profile: string;

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'fex-counter-spec-'));
  app = await _electron.launch({
    executablePath: process.env.FEX_COUNTER_ELECTRON ?? '',
    args: [
      fileURLToPath(new URL('../../../dist/main/entry-electron.js', import.meta.url)),
      `--profile=${profile}`,
    ],
  });
  page = await app.firstWindow();
});

afterAll(async () => {
  await app?.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

it('shows the counter from its own scheme, in a secure context', async () => {
  await page.getByRole('button').first().waitFor();
  expect(page.url()).toBe('app://counter/');
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
});

it('gives the page nothing of Node or Electron', async () => {
  const names = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
  );
  expect(names).toEqual([]);
});

it('lets nothing out', async () => {
  const reached = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => true,
      () => false,
    ),
  );
  expect(reached).toBe(false);
});

it('may use the camera and nothing else', async () => {
  const state = (name: string) =>
    page.evaluate(
      async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      name,
    );
  expect(await state('camera')).toBe('granted');
  expect(await state('microphone')).toBe('denied');
  expect(await state('geolocation')).toBe('denied');
});

it('opens no window and goes nowhere', async () => {
  await page.evaluate(() => void window.open('https://example.com/'));
  await page.evaluate(() => void location.assign('https://example.com/'));
  await page.getByRole('button').first().waitFor();
  expect(page.url()).toBe('app://counter/');
  expect(app.windows()).toHaveLength(1);
});
