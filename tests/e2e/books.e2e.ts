import { afterEach, expect, test } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
});

const sheet = (open: OpenTill) => open.page.locator('dialog.sheet');

/** Charges, lets the customer pay, and leaves the outcome. Its id at FEX. */
async function sell(open: OpenTill, digits: string): Promise<string> {
  const { control } = open.fex.engine;
  await open.ringUp(digits);
  await open.press(/^Charge/);
  await open.until('showing-qr');
  const id = control.intents()[0]?.id ?? '';
  control.pay(open.ada, { intentId: id });
  await open.until('paid');
  await open.press('Next sale');
  await open.until('keypad');
  return id;
}

test('a manager checks the books, finds a refund made elsewhere, and takes it off the list', async () => {
  till = await openTill({ settings: { counterTokenAccess: 'everything' } });
  await sell(till, '500');
  const id = await sell(till, '700');
  await till.press('Settings');
  await till.press('Check the books');
  await till.press('Check the books');
  await sheet(till).getByText('Everything agrees.').waitFor();
  await sheet(till).getByText('Agree: 2').waitFor();

  till.fex.engine.control.bendIntent(id, { status: 'refunded' });
  await till.press('Check the books');
  await sheet(till).getByText('Not explained: 1.').waitFor();
  await sheet(till).getByText('Given back at FEX, not here').waitFor();
  await till.press('Close');
  await till.press('Books to clear up: 1');
  await till.press('Seen');
  await till.press('Seen, take it off');
  await sheet(till).getByText('Everything agrees.').waitFor();
  await till.press('Close');
  await expect.poll(() => till?.page.getByRole('button', { name: /Books/ }).count()).toBe(0);

  // It is in the record on the disk, also for the next start.
  await till.restart();
  await till.until('keypad');
  await till.press('Settings');
  await till.press('Check the books');
  await sheet(till).getByText('Everything agrees.').waitFor();
});
