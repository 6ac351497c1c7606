import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CounterProcess, startCounter } from './counter-process.ts';
import { type OwnDisplay, startDisplay } from './display.ts';
import { type LedgerRow, ledgerWords } from './ledger-words.ts';
import { drivePage, type PageDriver } from './page-driver.ts';
import { readCode } from './read-code.ts';
import { wedgeScan } from './wedge.ts';

/**
 * The counter takes a payment in both flows, in a real window on a display of its own, against the embedded
 * FEX: a customer who decodes the code from a picture of the screen, and one whose code a scanner types.
 * Exit 0 only if FEX's ledger shows both paid.
 */

const folder = fileURLToPath(new URL('../../dist/demo', import.meta.url));
const startedAt = performance.now();
const say = (sentence: string) =>
  void process.stdout.write(
    `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${sentence}\n`,
  );

/** FEX's ledger and customers, over the simulator's control surface. */
function customers(origin: string) {
  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${origin}/__sim${path}`, init);
    if (!answer.ok) throw new Error(`The simulated FEX answered ${answer.status} to ${path}.`);
    return (await answer.json()) as T;
  }
  return {
    wallets: () => ask<{ wallets: { walletId: string; name: string; qrText: string }[] }>('/wallets'),
    pay: (walletId: string, qrData: string) =>
      ask<{ result: string }>(`/wallets/${walletId}/pay`, { qrData }),
    approvals: (walletId: string) =>
      ask<{ approvals: { intentId: string }[] }>(`/wallets/${walletId}/approvals`),
    approve: (walletId: string, intentId: string) =>
      ask<{ result: string }>(`/wallets/${walletId}/approvals/${intentId}/approve`, {}),
    ledger: () => ask<{ ledger: LedgerRow[] }>('/ledger'),
  };
}

async function play(
  display: OwnDisplay,
  profile: string,
  open: { counter?: CounterProcess; driver?: PageDriver },
) {
  say('Opening the counter in training, in a real window on a display of its own.');
  open.counter = await startCounter({
    args: ['--profile', profile, '--devtools-port', '0'],
    env: display.env,
  });
  const { devtools } = open.counter;
  const origin = /FEX is played at (http:\S+)/.exec(open.counter.stderr())?.[1];
  if (devtools === null || origin === undefined) throw new Error('The counter did not say where it is.');
  open.driver = await drivePage(devtools);
  const { page } = open.driver;
  const fex = customers(origin);
  const { wallets } = await fex.wallets();
  const [ada] = wallets;
  if (ada === undefined) throw new Error('The simulated FEX has no customers.');
  let pictures = 0;
  async function picture(name: string): Promise<Uint8Array> {
    pictures += 1;
    const png = await page.screenshot({ animations: 'disabled' });
    await writeFile(join(folder, `${pictures}-${name}.png`), png);
    return png;
  }
  const until = (screen: string) => page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: 20_000 });
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  async function ringUp(digits: string) {
    for (const digit of digits) await button(new RegExp(`^${digit}$`)).click();
  }

  await until('keypad');
  await picture('keypad');
  say('Standard flow: the cashier rings up $29.99 and presses Charge.');
  await ringUp('2999');
  await button(/^Charge/).click();
  await until('showing-qr');
  await page.locator('[data-testid="qr"]').waitFor();
  const shown = await picture('showing-qr');
  const code = readCode(shown);
  if (code === null) throw new Error('The code on the screen cannot be read from its picture.');
  say(`The customer's camera reads the code from the picture: ${code.slice(0, 48)}…`);
  const paid = await fex.pay(ada.walletId, code);
  say(`${ada.name} confirms in the wallet: ${paid.result}.`);
  await until('paid');
  await picture('paid-standard');
  say('The counter shows Paid.');
  await button('Next sale').click();
  await until('keypad');

  say('Reverse flow: the cashier rings up $49.50 and presses Scan wallet code.');
  await ringUp('4950');
  await button('Scan wallet code').click();
  await until('scan');
  await picture('scan');
  say('The keyboard-wedge scanner types the customer’s code as real keys.');
  await wedgeScan(ada.qrText, display.env);
  await until('waiting-for-approval');
  await picture('waiting-for-approval');
  const { approvals } = await fex.approvals(ada.walletId);
  const [approval] = approvals;
  if (approval === undefined) throw new Error('No request arrived on the phone.');
  const approved = await fex.approve(ada.walletId, approval.intentId);
  say(`${ada.name} approves on the phone: ${approved.result}.`);
  await until('paid');
  await picture('paid-reverse');
  say('The counter shows Paid.');

  const { ledger } = await fex.ledger();
  say(`FEX's ledger: ${ledgerWords(ledger)}.`);
  const payments = ledger.filter((row) => row.type === 'payment').map((row) => row.amountMinor);
  return payments.length === 2 && payments.includes(2999) && payments.includes(4950);
}

async function main(): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const profile = await mkdtemp(join(tmpdir(), 'fex-counter-demo-'));
  const display = await startDisplay();
  const open: { counter?: CounterProcess; driver?: PageDriver } = {};
  try {
    const both = await play(display, profile, open);
    say(both ? 'Both sales are paid in FEX’s ledger.' : 'FEX’s ledger does not show both sales as paid.');
    return both ? 0 : 1;
  } catch (error) {
    say(`The demo stopped: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  } finally {
    await open.driver?.leave().catch(() => {});
    await open.counter?.stop();
    await display.stop();
    await rm(profile, { recursive: true, force: true });
    say(`Pictures: ${folder}`);
  }
}

process.exitCode = await main();
