import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { IntentDump } from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { openPairing, type PairingTill } from './open-pairing.ts';
import { type Customers, reverseSale, standardSale } from './sale-flow.ts';

let till: PairingTill;
afterEach(async () => {
  await till?.close();
});

const control = () => till.fex.engine.control;
const newest = () => control().intents()[0];

/** The customer beside the till. */
const customer = (): Customers => ({
  newest: () => newest() as IntentDump,
  pay: (code) => control().pay(till.ada, { qrData: code }),
  approve: (intentId) => control().approve(till.ada, intentId),
  walletCode: till.ada,
});

/** Everything that must never be found: the merchant's key, and what FEX gave the counter. */
async function secretsOf(counterId: string): Promise<string[]> {
  const kept = await Promise.all(
    ['client-secret', 'webhook-secret'].map((name) => till.keyring.lookUp(`${counterId} ${name}`)),
  );
  expect(kept.every((secret) => secret !== null && secret.length > 20)).toBe(true);
  return [...new Set([till.fex.seed.merchant.clientSecret, ...kept.map((secret) => secret ?? '')])];
}

const pairedId = async (): Promise<string> => {
  const settings = JSON.parse(await readFile(join(till.profile, 'settings.json'), 'utf8'));
  return settings.pairing.counterId;
};

/** Each reading of what FEX gives a new counter (G4), and of whose token may scan (G8). */
const readings: readonly (Partial<SimulatorSettings> & { answer: 'own' | 'merchant-key' | 'qr-only' })[] = [
  { counterCreateShape: 'api', scanByCounterToken: '403', answer: 'merchant-key' },
  { counterCreateShape: 'api', scanByCounterToken: '403', answer: 'qr-only' },
  { counterCreateShape: 'api', scanByCounterToken: 'accept', answer: 'own' },
  { counterCreateShape: 'guide', scanByCounterToken: '403', answer: 'own' },
  { counterCreateShape: 'guide', scanByCounterToken: 'accept', answer: 'own' },
];

describe.each(readings)(
  'a till where FEX answers in the $counterCreateShape shape and scanning is $scanByCounterToken ($answer)',
  ({ answer, ...settings }) => {
    it('is paired in six taps, sells both ways after a restart, and is unpaired', async () => {
      till = await openPairing({ settings });
      await till.signIn();
      await till.press('Create and test');
      if (settings.counterCreateShape === 'guide') await till.press('Keep the merchant’s key');
      else if (answer === 'merchant-key') await till.press('Keep the merchant’s key');
      else if (answer === 'qr-only') await till.press('QR only');
      await till.until('pairing-done');
      await till.press('Start selling');
      await till.until('keypad');
      expect(till.taps).toBeLessThanOrEqual(6);

      const counterId = await pairedId();
      const secrets = await secretsOf(counterId);
      // The page of the pairing is gone: what was typed in it is nowhere in the renderer.
      if (answer === 'merchant-key') expect(await till.findInHeap(secrets)).toEqual([]);

      await till.restart();
      await standardSale(till.page, customer());
      expect(newest()).toMatchObject({ status: 'completed', counterId, amountMinor: 2999 });
      if (answer === 'qr-only') {
        expect(await till.page.locator('.action[data-kind="scan"]').count()).toBe(0);
      } else {
        await reverseSale(till.page, customer(), async (code) => {
          await till.page.locator('input').fill(code);
          await till.page.keyboard.press('Enter');
        });
      }
      expect(await till.findInFiles(secrets)).toEqual([]);

      await till.press('Settings');
      await till.press('Unpair this counter');
      await till.press('Unpair');
      await till.page.locator('[data-band="halt"]').waitFor();
      await expect.poll(till.keyring.accounts, { timeout: 20_000 }).toEqual([]);
      expect(await till.findInFiles(secrets)).toEqual([]);
    });
  },
);

describe('a paired till', () => {
  it('whose keychain is locked charges nothing, says why, never becomes training, and sells again once it is open', async () => {
    till = await openPairing({ settings: { scanByCounterToken: 'accept' } });
    await till.signIn();
    await till.press('Create and test');
    await till.until('pairing-done');
    await till.press('Start selling');
    await till.until('keypad');
    await till.keyring.lock();
    await till.restart('power-cut');
    await till.until('keypad');
    await till.page.getByText('This computer’s keychain is locked').waitFor();
    expect(await till.page.locator('[data-band="training"]').count()).toBe(0);
    expect(await till.page.locator('.action[data-kind="charge"]').isDisabled()).toBe(true);
    await till.keyring.unlock();
    // The counter looks by itself too, and may be open before anybody presses.
    const open = till.page.locator('[data-band="halt"]').waitFor({ state: 'detached' });
    const press = till.page.getByRole('button', { name: 'Try again' }).click();
    await Promise.race([press.catch(() => open), open]);
    await open;
    await standardSale(till.page, customer());
    expect((await readdir(till.profile)).filter((name) => name.startsWith('simulator'))).toEqual([]);
  });
});
