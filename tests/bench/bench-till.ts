import { createServer } from 'node:net';
import { type CounterProcess, startCounter } from '../../electron/tools/counter-process.ts';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { type BenchFex, startBenchFex } from './bench-fex.ts';
import { openBenchProfile } from './bench-profile.ts';
import { attachToPage } from './devtools.ts';
import { type Hand, takeHand } from './hand.ts';

/** The built counter in real Chromium against a FEX in another process. */
export interface BenchTill {
  fex: BenchFex;
  counter: CounterProcess;
  hand: Hand;
  webhookUrl: string;
  close(): Promise<void>;
}

export async function openBenchTill(display: OwnDisplay, webhooks: boolean): Promise<BenchTill> {
  const webhookPort = await freePort();
  const counterId = 'fa4efa4e-0000-4000-8000-000000000101';
  const webhookUrl = `http://127.0.0.1:${webhookPort}/webhooks/${counterId}`;
  const fex = await startBenchFex(webhooks ? webhookUrl : null);
  const { webhookSecret } = fex.seed.counter;
  const profiles = await openBenchProfile(fex, webhooks ? { webhookSecret, webhookPort } : {});
  // The bench tops the wallet up so that no sale of a long run fails for want of money.
  const wallet = fex.seed.wallets[0]?.walletId ?? '';
  await fex.ask(`/wallets/${wallet}/allocations`, { name: 'Bench', amountMinor: 1_000_000_000 });
  const process_ = await startCounter({
    args: [...profiles.args('profile'), '--devtools-port', '0'],
    env: display.env,
  });
  const devtools = await attachToPage(process_.devtools ?? '');
  return {
    fex,
    counter: process_,
    hand: await takeHand(devtools),
    webhookUrl,
    async close() {
      devtools.close();
      await process_.stop();
      await fex.stop();
      await profiles.remove();
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

export interface SaleTimes {
  /** Input event on Charge → QR painted, less FEX's own time for the create. */
  chargeToQrMs: number;
  /** Completed at FEX → Paid painted. */
  completedToPaidMs: number;
}

/** One standard sale, from an empty keypad to the next empty keypad. */
export async function sell(till: BenchTill): Promise<SaleTimes> {
  const { hand, fex } = till;
  await fex.ask('/timings');
  for (const digit of '500') await hand.press(digit);
  await hand.press('Charge');
  const qrAt = await hand.painted('showing-qr');
  const chargedAt = await hand.chargedAt();
  const { timings } = await fex.ask<{ timings: { method: string; path: string; tookMs: number }[] }>(
    '/timings',
  );
  const api =
    timings.find((one) => one.method === 'POST' && one.path.endsWith('/payment-intents'))?.tookMs ?? 0;
  const { id } = await fex.newest();
  await fex.pay(id);
  const paidAt = await hand.painted('paid');
  const { completedAtWallMs } = await fex.newest();
  await hand.press('Next sale');
  await hand.painted('keypad');
  return {
    chargeToQrMs: qrAt - chargedAt - api,
    completedToPaidMs: paidAt - (completedAtWallMs ?? Number.NaN),
  };
}
