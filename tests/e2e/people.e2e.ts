import { afterEach, expect, it } from 'vitest';
import { openPairing, type PairingTill } from './open-pairing.ts';
import { standardSale } from './sale-flow.ts';

let till: PairingTill;
afterEach(async () => {
  await till?.close();
});

const typePin = (pin: string) => till.page.keyboard.type(`${pin}\n`, { delay: 120 });

it('a till with people is locked until somebody signs in, and asks a manager for what needs one', async () => {
  till = await openPairing({ settings: { scanByCounterToken: 'accept' } });
  await till.signIn();
  await till.press('Create and test');
  await till.until('pairing-done');
  await till.fill('Name', 'Jonas');
  await till.fill(/^PIN/, '190274');
  await till.press('Start selling');

  await till.until('locked');
  await typePin('111222');
  await till.page.getByText('That PIN is not right.').waitFor();
  await typePin('190274');
  await till.until('keypad');
  await till.press('Settings');
  await till.press('People');
  await till.press('Add somebody');
  await till.fill('Name', 'Maria');
  await till.fill(/^PIN/, '5813');
  await till.fill(/^Badge/, 'BADGE-4006381');
  await till.press('Save');
  await till.page.getByRole('button', { name: /Maria/ }).waitFor();
  await till.page.getByRole('button', { name: 'Back' }).click();
  await till.press('Lock');

  // A scanner types the badge, and Maria sells.
  await till.until('locked');
  await till.page.keyboard.type('BADGE-4006381\n', { delay: 5 });
  await till.until('keypad');
  await standardSale(till.page, {
    newest: () => till.fex.engine.control.intents()[0] as never,
    pay: (code) => till.fex.engine.control.pay(till.ada, { qrData: code }),
    approve: (intentId) => till.fex.engine.control.approve(till.ada, intentId),
    walletCode: till.ada,
  });

  // What needs a manager is done once Jonas put in his PIN over her shoulder.
  await till.press('Settings');
  await till.press('Unpair this counter');
  await till.press('Unpair');
  await till.page.getByText('A manager is needed').waitFor();
  await typePin('190274');
  await till.page.locator('[data-band="halt"]').waitFor();
  await expect.poll(till.keyring.accounts, { timeout: 20_000 }).toEqual([]);
  expect(await till.findInFiles(['190274', '5813', 'BADGE-4006381'])).toEqual([]);
});
