import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { type CounterProcess, startCounter } from '../../electron/tools/counter-process.ts';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { drivePage } from '../../electron/tools/page-driver.ts';
import { type BenchFex, startBenchFex } from './bench-fex.ts';

/** The built counter in real Chromium against a FEX in another process. */
export interface BenchTill {
  fex: BenchFex;
  counter: CounterProcess;
  page: Page;
  webhookUrl: string;
  close(): Promise<void>;
}

export async function openBenchTill(display: OwnDisplay, webhooks: boolean): Promise<BenchTill> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-bench-'));
  const webhookPort = await freePort();
  const counterId = 'fa4efa4e-0000-4000-8000-000000000101';
  const webhookUrl = `http://127.0.0.1:${webhookPort}/webhooks/${counterId}`;
  const fex = await startBenchFex(webhooks ? webhookUrl : null);
  const { counter } = fex.seed;
  const config = join(folder, 'config.json');
  await writeFile(
    config,
    JSON.stringify({
      apiUrl: fex.apiUrl,
      tokenUrl: fex.tokenUrl,
      counterId: counter.counterId,
      clientId: counter.clientId,
      clientSecret: counter.clientSecret,
      ...(webhooks ? { webhookSecret: counter.webhookSecret, webhookPort } : {}),
    }),
  );
  // The bench tops the wallet up so that no sale of a long run fails for want of money.
  const wallet = fex.seed.wallets[0]?.walletId ?? '';
  await fex.ask(`/wallets/${wallet}/allocations`, { name: 'Bench', amountMinor: 1_000_000_000 });
  const process_ = await startCounter({
    args: ['--profile', join(folder, 'profile'), '--config', config, '--devtools-port', '0'],
    env: display.env,
  });
  const driver = await drivePage(process_.devtools ?? '');
  return {
    fex,
    counter: process_,
    page: driver.page,
    webhookUrl,
    async close() {
      await driver.leave();
      await process_.stop();
      await fex.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Clocks in the page: when Charge was pressed, when a screen stood painted. Wall-clock ms of this computer. */
declare global {
  interface Window {
    benchMarks: { chargedAt: number; qrAt: number; paidAt: number };
  }
}

/** Painted means: two animation frames after the change was in the document. */
export async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const marks = { chargedAt: 0, qrAt: 0, paidAt: 0 };
    window.benchMarks = marks;
    const wall = (time: number) => performance.timeOrigin + time;
    const painted = (set: (at: number) => void) =>
      requestAnimationFrame(() => requestAnimationFrame(() => set(wall(performance.now()))));
    addEventListener(
      'pointerdown',
      (event) => {
        const button = (event.target as Element | null)?.closest('button');
        if (button?.textContent?.startsWith('Charge')) marks.chargedAt = wall(event.timeStamp);
      },
      true,
    );
    let shown = '';
    new MutationObserver(() => {
      const screen = document.querySelector('[data-screen]')?.getAttribute('data-screen') ?? '';
      if (screen === shown) return;
      shown = screen;
      if (screen === 'showing-qr')
        painted((at) => {
          marks.qrAt = at;
        });
      if (screen === 'paid')
        painted((at) => {
          marks.paidAt = at;
        });
    }).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-screen'],
    });
  });
}

export interface SaleTimes {
  /** Input event on Charge → QR painted, less FEX's own time for the create. */
  chargeToQrMs: number;
  /** Completed at FEX → Paid painted. */
  completedToPaidMs: number;
}

/** One standard sale, from an empty keypad to the next empty keypad. */
export async function sell(till: BenchTill): Promise<SaleTimes> {
  const { page, fex } = till;
  await fex.ask('/timings');
  await page.evaluate(() => Object.assign(window.benchMarks, { chargedAt: 0, qrAt: 0, paidAt: 0 }));
  for (const digit of '500') await page.getByRole('button', { name: new RegExp(`^${digit}$`) }).click();
  await page.getByRole('button', { name: /^Charge/ }).click();
  await page.waitForFunction(() => window.benchMarks.qrAt > 0);
  const { timings } = await fex.ask<{ timings: { method: string; path: string; tookMs: number }[] }>(
    '/timings',
  );
  const api =
    timings.find((one) => one.method === 'POST' && one.path.endsWith('/payment-intents'))?.tookMs ?? 0;
  const { id } = await fex.newest();
  await fex.pay(id);
  await page.waitForFunction(() => window.benchMarks.paidAt > 0);
  const { completedAtWallMs } = await fex.newest();
  const marks = await page.evaluate(() => window.benchMarks);
  await page.getByRole('button', { name: 'Next sale' }).click();
  await page.locator('[data-screen="keypad"]').waitFor();
  return {
    chargeToQrMs: marks.qrAt - marks.chargedAt - api,
    completedToPaidMs: marks.paidAt - (completedAtWallMs ?? Number.NaN),
  };
}
