import type { Page } from 'playwright';
import type { RunningSimulator } from '../simulator/start.ts';

const managerPin = '190274';

/** Every step of a pairing, up to the first sign-in; what is pressed is found by its place, so that any language works. */
export async function walkPairing(
  page: Page,
  fex: RunningSimulator,
  take: (name: string) => Promise<void>,
): Promise<void> {
  const until = (screen: string) => page.locator(`[data-screen="${screen}"]`).waitFor({ timeout: 30_000 });
  const fill = (name: string, text: string) => page.locator(`input[name="${name}"]`).fill(text);
  const goOn = () => page.locator('.pairing-foot .button').last().click();

  await until('pairing-where');
  await fill('apiUrl', fex.apiUrl);
  await fill('tokenUrl', fex.tokenUrl);
  await take('pairing-where');
  await goOn();
  await until('pairing-keys');
  await fill('clientId', fex.seed.merchant.clientId);
  await fill('clientSecret', 'not the right one');
  await goOn();
  await page.locator('.pairing-trouble').waitFor();
  await take('pairing-keys');
  await fill('clientSecret', fex.seed.merchant.clientSecret);
  await goOn();
  await until('pairing-counter');
  await page.locator('.choice').last().click();
  await page.locator('.pairing-counters button').first().click();
  await take('pairing-existing');
  await page.locator('.choice').first().click();
  await take('pairing-counter');
  await goOn();
  await page.locator('[data-choice="qr-only"]').waitFor({ timeout: 30_000 });
  await take('pairing-question');
  await page.locator('[data-choice="qr-only"]').click();
  await until('pairing-done');
  await fill('managerName', 'Jonas');
  await fill('managerPin', managerPin);
  await take('pairing-done');
  await goOn();
  await until('locked');
  await page.keyboard.type(managerPin.slice(0, 3), { delay: 60 });
  await take('locked');
  await page.keyboard.type(`${managerPin.slice(3)}\n`, { delay: 60 });
  await until('keypad');
  await take('keypad-codes-only');
}
