import { afterEach, expect, it } from 'vitest';
import { openPairing, type PairingTill } from './open-pairing.ts';

let till: PairingTill;
afterEach(async () => {
  await till?.close();
});

const atFex = (name: string) => till.fex.engine.snapshot().counters.find((one) => one.name === name);
/** From the keypad to the list. */
async function openCounters(): Promise<void> {
  await till.press('Settings');
  await till.press('Counters');
  await till.press('Open the counters');
  await till.fill('Client ID', till.fex.seed.merchant.clientId);
  await till.fill('Client secret', till.fex.seed.merchant.clientSecret);
  await till.press('Continue');
  await till.page.locator('.counters-rows').waitFor();
}

it('a manager renames and moves this till, gives it a new webhook secret, ends another one, and then this one, which loses its keys', async () => {
  till = await openPairing({ settings: { scanByCounterToken: 'accept' } });
  await till.pair();
  const made = await till.asMerchant('POST', '/counters', { name: 'Kasse «Süd»', location: 'Garten' });
  const { id } = made.counter as { id: string };
  await till.asMerchant('POST', '/payment-intents', { amount: 29.99, counter_id: id, reference: 'R-7F3A' });

  await openCounters();
  const { clientSecret } = till.fex.seed.merchant;
  expect(await till.findInHeap([clientSecret])).toEqual([]);
  await till.press(/This till/);
  await till.page.locator('[name="name"]').fill('Front');
  await till.page.locator('[name="location"]').fill('Main door');
  await till.page.locator('[name="webhookUrl"]').fill('https://shop.example/webhooks/1');
  await till.press('Save at FEX');
  await till.page.getByText('FEX shows it so.').waitFor();
  expect(atFex('Front')).toMatchObject({
    location: 'Main door',
    webhookUrl: 'https://shop.example/webhooks/1',
  });
  const before = atFex('Front')?.webhookSecret;
  await till.press('New webhook secret');
  await till.press('Make a new one');
  await till.page.getByText(/^New webhook secret since/).waitFor();
  const { counterId = '', webhookSecret = '' } = atFex('Front') ?? {};
  expect(webhookSecret).not.toBe(before);
  expect(await till.keyring.lookUp(`${counterId} webhook-rotation`)).toContain(webhookSecret);
  expect(await till.findInHeap([webhookSecret])).toEqual([]);
  await till.press('Back');

  await till.fill(/^Search/, 'süd');
  await till.press(/Kasse «Süd»/);
  await till.press('Deactivate');
  await till.page.getByText('Payments still open there: 1.').waitFor();
  await till.page.getByText('…7F3A').waitFor();
  await till.press('Deactivate for good');
  await till.page.getByText('Deactivated').waitFor();
  expect(atFex('Kasse «Süd»')?.status).toBe('inactive');
  await till.press('Back');
  await till.press('Close');
  await till.page.locator('header').getByText('Front').waitFor();
  expect(await till.findInFiles([clientSecret, webhookSecret])).toEqual([]);

  await openCounters();
  await till.press(/This till/);
  await till.press('Deactivate');
  await till.page.getByText('No payment is open there.').waitFor();
  await till.press('Deactivate for good');
  // Nothing of it is open: the window is the pairing's again.
  await till.until('pairing-where');
  expect(atFex('Front')?.status).toBe('inactive');
  await expect.poll(till.keyring.accounts, { timeout: 20_000 }).toEqual([]);
});
