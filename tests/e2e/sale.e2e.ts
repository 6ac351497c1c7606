import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { wedgeScan } from '../../electron/tools/wedge.ts';
import { type OpenTill, openTill } from './open-till.ts';
import { type Customers, reverseSale, standardSale } from './sale-flow.ts';

let till: OpenTill;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till?.close());
beforeEach(async () => {
  till.fex.engine.control.clearFaults();
  const next = till.page.getByRole('button', { name: 'Next sale' });
  if (await next.isVisible()) await next.click();
  await till.until('keypad');
});

const newest = () => {
  const [intent] = till.fex.engine.control.intents();
  if (!intent) throw new Error('no intent at FEX');
  return intent;
};
const customers = (): Customers => ({
  newest,
  pay: (code) => till.fex.engine.control.pay(till.ada, { qrData: code }),
  approve: (intentId) => till.fex.engine.control.approve(till.ada, intentId),
  walletCode: till.ada,
});
const words = () => till.page.locator('body').innerText();

describe('in real Chromium, by polling', () => {
  test('a standard sale: the code on the screen is FEX’s, and the customer who reads it pays', async () => {
    await standardSale(till.page, customers());
  });

  test('a reverse sale: the wedge types the code, the customer approves', async () => {
    await reverseSale(till.page, customers(), (code) => wedgeScan(code, till.display.env));
  });

  test('cancel: the code goes at once, FEX’s intent is cancelled, nothing is charged', async () => {
    await till.ringUp('500');
    await till.press(/^Charge/);
    await till.until('showing-qr');
    await till.press('Cancel');
    await till.until('not-charged');
    expect(newest().status).toBe('cancelled');
    expect(await words()).toContain('Not charged');
  });

  test('cancel that loses to a payment says paid, and why', async () => {
    await till.ringUp('700');
    await till.press(/^Charge/);
    await till.until('showing-qr');
    till.fex.engine.control.addFault({ endpoint: 'intents.cancel', times: 1, latencyMs: 700 });
    const { id } = newest();
    await till.press('Cancel');
    await till.until('cancelling');
    till.fex.engine.control.pay(till.ada, { intentId: id });
    await till.until('paid');
    expect(await words()).toContain('The customer paid before the cancel arrived');
  });

  test('expiry on FEX’s time: covered, asked for, not charged', async () => {
    await till.ringUp('800');
    await till.press(/^Charge/);
    await till.until('showing-qr');
    await till.fex.advance(310_000);
    await till.until('not-charged');
    expect(await words()).toContain('The time ran out');
    expect(newest().status).toBe('expired');
  });

  test('a create answered by a cut connection is found and shown once', async () => {
    const before = till.fex.engine.control.intents().length;
    till.fex.engine.control.addFault({ endpoint: 'intents.create', times: 1, cut: 'after' });
    await till.ringUp('900');
    await till.press(/^Charge/);
    await till.until('showing-qr');
    expect(till.fex.engine.control.intents()).toHaveLength(before + 1);
    await till.press('Cancel');
    await till.until('not-charged');
  });

  test('a scan answered by a cut connection is not known yet, then found; it was sent once', async () => {
    const before = till.fex.engine.control.intents().length;
    till.fex.engine.control.addFault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.ringUp('950');
    await till.press('Scan wallet code');
    await wedgeScan(till.ada, till.display.env);
    await till.until('unknown');
    expect(await words()).toContain('Do not scan again');
    await till.until('waiting-for-approval');
    till.fex.engine.control.approve(till.ada, newest().id);
    await till.until('paid');
    expect(till.fex.engine.control.intents()).toHaveLength(before + 1);
  });

  test('HTML where JSON was due never becomes an outcome', async () => {
    await till.ringUp('1000');
    await till.press(/^Charge/);
    await till.until('showing-qr');
    till.fex.engine.control.addFault({ endpoint: '*', status: 200, body: 'html', when: 'after' });
    await till.until('unknown');
    expect(await words()).toContain('Not known yet');
    till.fex.engine.control.pay(till.ada, { intentId: newest().id });
    till.fex.engine.control.clearFaults();
    await till.until('paid', 30_000);
  });

  test('a product’s barcode is told from a wallet code, and nothing is sent', async () => {
    const before = till.fex.engine.control.intents().length;
    await till.ringUp('1000');
    await till.press('Scan wallet code');
    await wedgeScan('4006381333931', till.display.env);
    await till.page.getByText('product barcode').waitFor();
    expect(till.fex.engine.control.intents()).toHaveLength(before);
    await till.press('Back');
    await till.press('Clear');
  });

  test('the keyboard rings up and charges; 5 0 0 is 5.00', async () => {
    await till.page.keyboard.type('500');
    await till.page.getByRole('button', { name: /^Charge.*5\.00/ }).waitFor();
    await till.page.waitForFunction(
      (at) => performance.now() - at > 160,
      await till.page.evaluate(() => performance.now()),
    );
    await till.page.keyboard.press('Enter');
    await till.until('showing-qr');
    expect(newest().amountMinor).toBe(500);
    await till.press('Cancel');
    await till.until('not-charged');
  });
});
