import { afterEach, expect, test } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

/** Money that came for a closed sale, before the manager: given back, or decided while FEX was out of reach. */

let till: OpenTill | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
});

/** A sale is cancelled and left, and its customer pays all the same. */
async function paidLate(open: OpenTill): Promise<void> {
  const { control } = open.fex.engine;
  await open.until('keypad');
  await open.ringUp('1840');
  await open.press(/^Charge/);
  await open.until('showing-qr');
  await open.press('Cancel');
  await open.until('not-charged');
  await open.press('Next sale');
  await open.until('keypad');
  const intentId = control.intents()[0]?.id ?? '';
  control.bendIntent(intentId, { status: 'pending' });
  expect(control.pay(open.ada, { intentId }).result).toBe('paid');
  await open.until('paid-late', 60_000);
}
const refunds = (open: OpenTill) => open.fex.engine.control.ledger().filter((row) => row.type === 'refund');
const words = (open: OpenTill) => open.page.locator('main').innerText();

test('a manager gives it back: once, in full, and the till says what FEX says', async () => {
  till = await openTill({ settings: { refundSettleMs: 1_500 } });
  const open = till;
  const { control } = open.fex.engine;
  const held = () => control.wallets().find((one) => one.walletId === open.ada)?.allocations ?? [];
  const balance = () => held().reduce((sum, one) => sum + one.amountMinor, 0);
  const before = balance();
  await paidLate(open);
  expect(balance()).toBe(before - 1840);
  await open.press('Refund');
  // Nothing has been decided yet.
  await open.press('Back');
  await open.press('Refund');
  await open.page.getByText('Do not give cash').waitFor();
  expect(refunds(open)).toHaveLength(0);
  await open.press('Refund it');
  await open.until('refunded', 30_000);
  expect(await words(open)).toContain('18.40');
  expect(refunds(open).map((row) => row.amountMinor)).toEqual([1840]);
  expect(balance()).toBe(before);
  await open.press('Next sale');
  await open.until('keypad');
  expect(await open.page.locator('.late-line').count()).toBe(0);
});

test('a power cut between the decision and FEX’s answer: refunded once', async () => {
  till = await openTill({ settings: { refundSettleMs: 500 } });
  await paidLate(till);
  const { control } = till.fex.engine;
  control.addFault({ endpoint: 'intents.refund', times: 1, partition: 'answer' });
  await till.press('Refund');
  await till.press('Refund it');
  await expect.poll(() => control.intents()[0]?.refundLedgerTxId ?? null).not.toBeNull();
  await till.restart();
  await till.page.locator('[data-screen="refunding"], [data-screen="refunded"]').waitFor();
  await till.until('refunded', 30_000);
  expect(refunds(till)).toHaveLength(1);
});

test('decided while FEX is out of reach, then withdrawn: no cash, nothing sent, and asked again', async () => {
  till = await openTill();
  const open = till;
  await paidLate(open);
  const { control } = open.fex.engine;
  control.addFault({ endpoint: '*', cut: 'before' });
  await open.page.locator('[data-band="offline"]').waitFor({ timeout: 60_000 });
  await open.press('Refund');
  await open.press('Refund it');
  await open.until('refunding');
  expect(await words(open)).toContain('Not refunded yet');
  expect(await words(open)).toContain('Do not give cash');
  await open.press('Withdraw');
  await open.press('Withdraw it');
  await open.until('paid-late');
  control.clearFaults();
  await open.page.locator('[data-band="offline"]').waitFor({ state: 'detached', timeout: 60_000 });
  await open.restart();
  await open.until('paid-late');
  await open.press('Keep');
  await open.press('Keep it');
  await open.until('keypad');
  expect(refunds(open)).toHaveLength(0);
  expect(control.intents()[0]).toMatchObject({ status: 'completed', refundStatus: null });
});
