import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Preferences } from '../../shared/snapshot.ts';
import { type RunningSimulator, startSimulator } from '../simulator/start.ts';
import { startCounter } from './counter-process.ts';
import { startDisplay } from './display.ts';
import { startKeyring } from './own-keyring.ts';
import { drivePage } from './page-driver.ts';
import { replaceFolder } from './replace-folder.ts';
import { walkCounters } from './walk-counters.ts';
import { walkNetwork } from './walk-network.ts';
import { walkPairing } from './walk-pairing.ts';

/**
 * Pictures of every screen, from the real counter in real Chromium: three sizes, and in the first of them three
 * languages, dark and high contrast besides. They go into assets/screenshots, where the README shows them.
 */

const folder = fileURLToPath(new URL('../../assets/screenshots', import.meta.url));
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);

interface Round {
  size: string;
  name: string;
  preferences: Partial<Preferences>;
}
const rounds: readonly Round[] = [
  { size: '1280x800', name: '1280x800', preferences: { language: 'en', theme: 'light' } },
  { size: '1280x800', name: 'dark', preferences: { language: 'en', theme: 'dark' } },
  { size: '1280x800', name: 'contrast', preferences: { language: 'en', theme: 'contrast' } },
  { size: '1280x800', name: 'de', preferences: { language: 'de', theme: 'light' } },
  { size: '1280x800', name: 'ar', preferences: { language: 'ar', theme: 'light' } },
  { size: '1920x1080', name: '1920x1080', preferences: { language: 'en', theme: 'light' } },
  { size: '800x480', name: '800x480', preferences: { language: 'en', theme: 'light' } },
];

/** One walk through the screens; buttons are found by their place, so that any language works. */
async function walk(page: Page, fex: RunningSimulator, take: (name: string) => Promise<void>): Promise<void> {
  const { control } = fex.engine;
  const ada = fex.seed.wallets[0]?.walletId ?? '';
  const until = (screen: string) => page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: 30_000 });
  const newest = () => control.intents()[0]?.id ?? '';
  /** Next sale is the filled one. */
  const next = () => page.locator('.field-button[data-kind="primary"]').click();
  const back = () => page.locator('.header-back').click();
  async function charge(digits: string) {
    await until('keypad');
    await page.keyboard.type(digits, { delay: 40 });
    await page.locator('.action[data-kind="charge"]').click();
  }
  async function scan(digits: string) {
    await until('keypad');
    await page.keyboard.type(digits, { delay: 40 });
    await page.locator('.action[data-kind="scan"]').click();
    await until('scan');
  }

  /** A sale is cancelled and left, and its customer pays all the same. */
  async function paidLate() {
    await charge('1840');
    await until('showing-qr');
    await back();
    await until('not-charged');
    await next();
    await until('keypad');
    control.bendIntent(newest(), { status: 'pending' });
    control.pay(ada, { intentId: newest() });
    await until('paid-late');
  }
  /** A choice, and the confirmation that follows it. */
  async function decide(kind: 'primary' | 'secondary') {
    const words = () => page.locator('.column-body').innerText();
    const before = await words();
    await page.locator(`.field-button[data-kind="${kind}"]`).click();
    while ((await words()) === before) await page.waitForTimeout(20);
    await next();
  }

  await until('keypad');
  await page.keyboard.type('4950', { delay: 40 });
  await take('keypad');
  await page.keyboard.press('Escape');

  await charge('2999');
  await until('showing-qr');
  await take('showing-qr');
  control.pay(ada, { intentId: newest() });
  await until('paid');
  await take('paid');
  await page.locator('.field-button').click();

  await scan('4950');
  await take('scan');
  await page.locator('input').fill(ada);
  await page.keyboard.press('Enter');
  await until('waiting-for-approval');
  await take('waiting-for-approval');
  control.bendIntent(newest(), { status: 'declined' });
  await until('not-charged');
  await take('not-charged');
  await next();

  control.addFault({ endpoint: 'intents.list', status: 503 });
  control.addFault({ endpoint: 'scan', times: 1, cut: 'after' });
  await scan('2999');
  await page.locator('input').fill(ada);
  await page.keyboard.press('Enter');
  await until('unknown');
  await take('not-known-yet');
  control.clearFaults();
  control.approve(ada, newest());
  await page.locator('.field-button').last().click();
  await until('paid');
  await page.locator('.field-button').click();

  await charge('2999');
  await until('showing-qr');
  control.addFault({ endpoint: 'intents.cancel', times: 1, latencyMs: 3000 });
  await back();
  await until('cancelling');
  await take('cancelling');
  await until('not-charged');
  await next();

  await charge('2999');
  await until('showing-qr');
  control.bendIntent(newest(), { status: 'completed', amountMinor: 9299 });
  await until('mismatch');
  await take('wrong-amount');
  await page.locator('.field-button[data-kind="primary"]').click();
  await page.locator('[data-confirming] .field-button[data-kind="primary"]').click();

  await paidLate();
  await take('paid-late');
  control.addFault({ endpoint: 'intents.refund', status: 403, times: 1 });
  await decide('primary');
  await until('refund-failed');
  await take('refund-failed');
  await decide('primary');
  await until('refunding');
  await take('refunding');
  await until('refunded');
  await take('refunded');
  await next();

  await paidLate();
  control.addFault({ endpoint: '*', cut: 'before' });
  await page.locator('[data-band="offline"]').waitFor({ timeout: 60_000 });
  await decide('primary');
  await until('refunding');
  await take('not-refunded-yet');
  // Withdrawn, and then kept.
  await decide('secondary');
  await until('paid-late');
  await decide('secondary');
  await until('keypad');
  await page.locator('[data-band="offline"]').waitFor({ timeout: 60_000 });
  await page.keyboard.type('4950', { delay: 40 });
  await take('keypad-offline');
  await page.keyboard.press('Escape');
  control.clearFaults();

  await page.locator('[data-band="offline"]').waitFor({ state: 'hidden', timeout: 60_000 });
  control.addFault({ endpoint: 'scan', times: 1, cut: 'before' });
  await scan('1840');
  await page.locator('input').fill(ada);
  await page.keyboard.press('Enter');
  await until('unknown');
  await page.locator('.field-button[data-kind="secondary"]').first().click();
  await until('keypad');
  await take('keypad-released');
  await page.locator('.late-line').click();
  await take('unsettled-sales');
  await page.keyboard.press('Escape');

  // The wrong amount of before is what the books do not explain.
  await page.locator('.header-end button').last().click();
  await page.locator('.sheet-doors .button').first().click();
  await page.locator('.sheet-actions .button[data-kind="primary"]').click();
  await page.locator('.books-line').first().waitFor({ timeout: 60_000 });
  await take('books');
  await page.keyboard.press('Escape');
}

/** After a record that could not be used: what a manager is shown. */
async function walkRecovery(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  await page.locator('[data-screen="keypad"]').waitFor({ timeout: 30_000 });
  await page.locator('[data-band="halt"] .band-button').click();
  // One read every quarter of a second tells what became of them.
  await page.locator('.recovery-sales li').nth(4).waitFor({ timeout: 30_000 });
  await pause(5_000);
  await take('record-set-aside');
}

/** One walk through screens, by whom and how the counter under it is started. */
interface Tour {
  walk: (page: Page, fex: RunningSimulator, take: (name: string) => Promise<void>) => Promise<void>;
  scanByCounterToken: 'accept' | '403';
  args: (scratch: string, fex: RunningSimulator) => Promise<readonly string[]>;
  keyring: boolean;
  /** Whether its journal is broken afterwards, to show what the till makes of that. */
  damaged: boolean;
}
const tours: readonly Tour[] = [
  { walk, scanByCounterToken: 'accept', args: configArgs, keyring: false, damaged: true },
  {
    async walk(page, fex, take) {
      await walkPairing(page, fex, take);
      await walkCounters(page, fex, take);
    },
    scanByCounterToken: '403',
    args: async () => ['--pair'],
    keyring: true,
    damaged: false,
  },
  {
    walk: (page, _fex, take) => walkNetwork(page, take),
    scanByCounterToken: 'accept',
    args: webhookArgs,
    keyring: false,
    damaged: false,
  },
];

async function configArgs(
  scratch: string,
  fex: RunningSimulator,
  besides: { webhookSecret?: string } = {},
): Promise<readonly string[]> {
  const { counterId, clientId, clientSecret } = fex.seed.counter;
  const config = join(scratch, 'config.json');
  const { apiUrl, tokenUrl } = fex;
  const content = { apiUrl, tokenUrl, counterId, clientId, clientSecret, ...besides };
  await writeFile(config, JSON.stringify(content), { mode: 0o600 });
  return ['--config', config];
}

/** A counter that can verify what is posted to it. */
function webhookArgs(scratch: string, fex: RunningSimulator): Promise<readonly string[]> {
  return configArgs(scratch, fex, { webhookSecret: fex.seed.counter.webhookSecret });
}

async function round({ size, name, preferences }: Round, tour: Tour, into: string): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), 'fex-counter-pictures-'));
  const profile = join(scratch, 'profile');
  await mkdir(profile, { mode: 0o700 });
  const chosen = { language: 'en', theme: 'light', volume: 0, muted: false, ...preferences };
  await writeFile(join(profile, 'settings.json'), JSON.stringify({ preferences: chosen }));
  const [display, fex, keyring] = await Promise.all([
    startDisplay(size),
    startSimulator({ settings: { scanByCounterToken: tour.scanByCounterToken } }),
    tour.keyring ? startKeyring() : null,
  ]);
  const own = await tour.args(scratch, fex);
  const start = () =>
    startCounter({
      args: ['--profile', profile, ...own, '--devtools-port', '0', '--window-size', size],
      env: { ...display.env, ...keyring?.env },
    });
  let counter = await start();
  let driver = await drivePage(counter.devtools ?? '');
  let taken = 0;
  const take = async (picture: string) => {
    await driver.page.evaluate('document.fonts.ready');
    await driver.page.screenshot({ path: join(into, `${picture}-${name}.png`), animations: 'disabled' });
    taken += 1;
  };
  try {
    await tour.walk(driver.page, fex, take);
    if (tour.damaged) {
      await driver.leave();
      await counter.stop();
      await writeFile(join(profile, 'journal.db'), 'This is no journal. '.repeat(500));
      counter = await start();
      driver = await drivePage(counter.devtools ?? '');
      await walkRecovery(driver.page, take);
    }
  } finally {
    await driver.leave().catch(() => {});
    await counter.stop();
    await Promise.all([display.stop(), fex.close(), keyring?.stop()]);
    await rm(scratch, { recursive: true, force: true });
  }
  return taken;
}

await replaceFolder(folder, async (draft) => {
  for (const one of rounds) {
    let taken = 0;
    for (const tour of tours) taken += await round(one, tour, draft);
    say(`${one.name}: ${taken} pictures`);
  }
});
say(`They are in ${folder}`);
