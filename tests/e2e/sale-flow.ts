import type { Page } from 'playwright';
import { expect } from 'vitest';
import { readCode } from '../../electron/tools/read-code.ts';
import type { IntentDump, WalletOutcome } from '../../shared/sim-control.ts';

/** The same two sales in any shell: Chromium's and Electron's specs share them. */
export interface Customers {
  newest(): IntentDump | Promise<IntentDump>;
  pay(code: string): WalletOutcome | Promise<WalletOutcome>;
  approve(intentId: string): WalletOutcome | Promise<WalletOutcome>;
  /** The text of the customer's wallet code. */
  walletCode: string;
}

const until = (page: Page, screen: string) =>
  page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: 15_000 });

async function ringUp(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.getByRole('button', { name: new RegExp(`^${digit}$`) }).click();
}

/** $29.99 by the code on the screen, which the customer reads off a picture of it. */
export async function standardSale(page: Page, customers: Customers): Promise<void> {
  await until(page, 'keypad');
  await ringUp(page, '2999');
  await page.getByRole('button', { name: /^Charge/ }).click();
  await until(page, 'showing-qr');
  const code = readCode(await page.locator('[data-testid="qr"]').screenshot());
  const intent = await customers.newest();
  expect(code).toBe(intent.qrData);
  expect(intent).toMatchObject({ amountMinor: 2999, currency: 'USD', status: 'pending' });
  expect((await customers.pay(code ?? '')).result).toBe('paid');
  await until(page, 'paid');
  expect(await page.locator('[data-testid="amount"]').textContent()).toContain('29.99');
  expect(await page.locator('[data-testid="qr"]').count()).toBe(0);
  await page.getByRole('button', { name: 'Next sale' }).click();
  await until(page, 'keypad');
}

/** $49.50 by the customer's code, read by a scanner, then approved on the phone. */
export async function reverseSale(
  page: Page,
  customers: Customers,
  scan: (code: string) => Promise<void>,
): Promise<void> {
  await until(page, 'keypad');
  await ringUp(page, '4950');
  await page.getByRole('button', { name: 'Scan wallet code' }).click();
  await until(page, 'scan');
  await scan(customers.walletCode);
  await until(page, 'waiting-for-approval');
  const intent = await customers.newest();
  expect(intent).toMatchObject({ amountMinor: 4950, status: 'pending_approval' });
  expect((await customers.approve(intent.id)).result).toBe('paid');
  await until(page, 'paid');
  await page.getByRole('button', { name: 'Next sale' }).click();
  await until(page, 'keypad');
}
