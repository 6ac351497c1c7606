import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { type RunningSimulator, startSimulator } from '../../electron/simulator/start.ts';
import { type CounterProcess, startCounter } from '../../electron/tools/counter-process.ts';
import { type OwnDisplay, startDisplay } from '../../electron/tools/display.ts';
import { type OwnKeyring, startKeyring } from '../../electron/tools/own-keyring.ts';
import { drivePage, type PageDriver } from '../../electron/tools/page-driver.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';

/** A till that is to be paired: real Chromium, a real keyring, and FEX on loopback. */
export interface PairingTill {
  fex: RunningSimulator;
  keyring: OwnKeyring;
  counter: CounterProcess;
  page: Page;
  profile: string;
  ada: string;
  /** How often a button was pressed since the keys were in. */
  taps: number;
  press(name: string | RegExp): Promise<void>;
  until(screen: string, timeoutMs?: number): Promise<void>;
  fill(label: string | RegExp, text: string): Promise<void>;
  /** Address and keys, as a manager types them. */
  signIn(): Promise<void>;
  /** Up to the first sale; scanning is the counter's own, nobody is named. */
  pair(): Promise<void>;
  /** Somebody else asks FEX's API in the merchant's name. */
  asMerchant(method: string, path: string, body?: object): Promise<Record<string, unknown>>;
  /** The window is closed, or loses its power, and is started anew. */
  restart(how?: 'closed' | 'power-cut'): Promise<void>;
  /** Where any of these texts stands in a file of the profile or in what the program printed. */
  findInFiles(texts: readonly string[]): Promise<string[]>;
  /** Whether the renderer's whole heap holds any of these texts. */
  findInHeap(texts: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function openPairing(
  choices: { settings?: Partial<SimulatorSettings>; size?: string } = {},
): Promise<PairingTill> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-pairing-'));
  const profile = join(folder, 'profile');
  const size = choices.size ?? '1280x800';
  const [display, fex, keyring]: [OwnDisplay, RunningSimulator, OwnKeyring] = await Promise.all([
    startDisplay(size),
    startSimulator({ settings: choices.settings ?? {} }),
    startKeyring(),
  ]);
  let driver: PageDriver | undefined;
  let printed = '';

  async function boot(more: readonly string[]): Promise<void> {
    const args = ['--profile', profile, ...more, '--devtools-port', '0', '--window-size', size];
    till.counter = await startCounter({ args, env: { ...display.env, ...keyring.env } });
    driver = await drivePage(till.counter.devtools ?? '');
    till.page = driver.page;
  }
  const said = () => printed + till.counter.stdout() + till.counter.stderr();

  const till: PairingTill = {
    fex,
    keyring,
    profile,
    ada: fex.seed.wallets[0]?.walletId ?? '',
    counter: undefined as unknown as CounterProcess,
    page: undefined as unknown as Page,
    taps: 0,
    async press(name) {
      till.taps += 1;
      await till.page.getByRole('button', { name }).click();
    },
    until: (screen, timeoutMs = 20_000) =>
      till.page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: timeoutMs }),
    fill: (label, text) => till.page.getByLabel(label).fill(text),
    async signIn() {
      await till.until('pairing-where');
      await till.fill('API address', fex.apiUrl);
      await till.fill('Token address', fex.tokenUrl);
      await till.press('Continue');
      await till.until('pairing-keys');
      await till.fill('Client ID', fex.seed.merchant.clientId);
      await till.fill('Client secret', fex.seed.merchant.clientSecret);
      till.taps = 0;
      // Drawn as dots, and nothing a browser takes for a password it might save.
      const typed = till.page.locator('input[name="clientSecret"]');
      expect(
        await typed.evaluate((input) => getComputedStyle(input).getPropertyValue('-webkit-text-security')),
      ).toBe('disc');
      expect(await till.page.locator('input[type="password"]').count()).toBe(0);
      await till.press('Continue');
      await till.until('pairing-counter');
    },
    async pair() {
      await till.signIn();
      await till.press('Create and test');
      await till.until('pairing-done');
      await till.press('Start selling');
      await till.until('keypad');
    },
    async asMerchant(method, path, body) {
      const { clientId, clientSecret } = fex.seed.merchant;
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      const signedIn = await fetch(fex.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
      const { access_token: token } = (await signedIn.json()) as { access_token: string };
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${fex.apiUrl}/merchant/api/v1${path}`, { method, headers, ...text });
      return (await answer.json()) as Record<string, unknown>;
    },
    async restart(how = 'closed') {
      printed = said();
      await driver?.leave();
      await (how === 'closed' ? till.counter.stop() : till.counter.kill());
      await boot([]);
    },
    async findInFiles(texts) {
      const found: string[] = [];
      const look = (where: string, content: string) => {
        for (const text of texts) if (content.includes(text)) found.push(where);
      };
      for (const name of await readdir(folder, { recursive: true })) {
        const content = await readFile(join(folder, name), 'latin1').catch(() => null);
        if (content !== null) look(name, content);
      }
      look('what the program printed', said());
      return found;
    },
    async findInHeap(texts) {
      const session = await till.page.context().newCDPSession(till.page);
      let heap = '';
      session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
        heap += chunk;
      });
      await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
      await session.detach();
      if (heap.length < 100_000) throw new Error('no heap snapshot came');
      return texts.filter((text) => heap.includes(text));
    },
    async close() {
      await driver?.leave();
      await till.counter.stop();
      await Promise.all([display.stop(), fex.close(), keyring.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await boot(['--pair']).catch(async (error: unknown) => {
    await Promise.all([display.stop(), fex.close(), keyring.stop()]);
    throw error;
  });
  return till;
}
