import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningSimulator, startSimulator } from '../../../electron/simulator/start.ts';
import { configFor } from '../open-till.ts';
import { type Customers, reverseSale, standardSale } from '../sale-flow.ts';

/** The counter in a real Electron, against a FEX on loopback. Started by run.ts, which knows where the binary is. */

let app: ElectronApplication;
let page: Page;
let profile: string;
let fex: RunningSimulator;

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'fex-counter-spec-'));
  fex = await startSimulator({ settings: { scanByCounterToken: 'accept' } });
  const config = join(profile, 'config.json');
  await writeFile(config, JSON.stringify(configFor(fex, false)), { mode: 0o600 });
  app = await _electron.launch({
    executablePath: process.env.FEX_COUNTER_ELECTRON ?? '',
    args: [
      fileURLToPath(new URL('../../../dist/main/entry-electron.js', import.meta.url)),
      `--profile=${join(profile, 'counter')}`,
      `--config=${config}`,
    ],
  });
  page = await app.firstWindow();
});

afterAll(async () => {
  await app?.close();
  await fex?.close();
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

const customers = (): Customers => {
  const { control } = fex.engine;
  const ada = fex.seed.wallets[0]?.walletId ?? '';
  return {
    newest() {
      const [intent] = control.intents();
      if (intent === undefined) throw new Error('no intent at FEX');
      return intent;
    },
    pay: (code) => control.pay(ada, { qrData: code }),
    approve: (intentId) => control.approve(ada, intentId),
    walletCode: ada,
  };
};

it('takes a standard sale', () => standardSale(page, customers()));

it('takes a reverse sale', () =>
  reverseSale(page, customers(), async (code) => {
    await page.keyboard.type(code, { delay: 2 });
    await page.keyboard.press('Enter');
  }));
