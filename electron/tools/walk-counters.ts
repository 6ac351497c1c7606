import type { Page } from 'playwright';
import type { RunningSimulator } from '../simulator/start.ts';

/** What a manager of a paired counter sees besides: settings as a file, the checklist, the merchant's counters. */
export async function walkCounters(
  page: Page,
  fex: RunningSimulator,
  take: (name: string) => Promise<void>,
): Promise<void> {
  const action = (place: string) => page.locator(`.sheet-actions .button${place}`);
  const primary = '[data-kind="primary"]';
  async function open(door: number): Promise<void> {
    await page.locator('.header-end button').last().click();
    await page.locator(`.sheet-doors .button:nth-child(${door})`).click();
  }
  await makeCounters(fex);

  await page.locator('[data-screen="keypad"]').waitFor({ timeout: 30_000 });
  await page.locator('.header-end button').last().click();
  await page.locator('.sheet-doors').waitFor();
  await take('settings');
  await page.keyboard.press('Escape');

  await open(4);
  await action(primary).click();
  await page.locator('.transfer-files button').waitFor();
  await take('settings-file');
  await page.keyboard.press('Escape');

  await open(5);
  await page.locator('.go-live-points li').last().waitFor();
  await take('go-live');
  await page.keyboard.press('Escape');

  await open(6);
  await action(primary).click();
  await page.locator('input[name="clientId"]').fill(fex.seed.merchant.clientId);
  await page.locator('input[name="clientSecret"]').fill(fex.seed.merchant.clientSecret);
  await action(primary).click();
  await page.locator('.counters-rows li').nth(8).waitFor({ timeout: 30_000 });
  // When they sold last stands there too.
  await page.locator('.counters-when span').nth(8).waitFor({ timeout: 30_000 });
  await take('counters');
  await page.locator('.counters-rows button').first().click();
  await page.locator('input[name="webhookUrl"]').waitFor();
  await action(':nth-child(2)').click();
  await action(primary).click();
  await page.locator('.counters-rotation').waitFor({ timeout: 30_000 });
  await take('counter');
  await action(':first-child').click();
  await page.locator('.counters input[type="search"]').fill('Garden');
  await page.locator('.counters-rows li:only-child button').click();
  await page.locator('input[name="webhookUrl"]').waitFor();
  await action(':nth-child(2)').click();
  await page.locator('.counters-payments li').waitFor({ timeout: 30_000 });
  await take('counter-deactivate');
  await page.keyboard.press('Escape');
}

const names = ['Garden', 'Kasse «Süd»', 'كاونتر المدخل', '柜台一', 'Kiosk', 'Till 3', 'Till 4', 'Till 5'];

/** More counters of the merchant, and a payment that is open at the first of them. */
async function makeCounters(fex: RunningSimulator): Promise<void> {
  const { clientId, clientSecret } = fex.seed.merchant;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const signedIn = await fetch(fex.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = async (path: string, body: object) => {
    const url = `${fex.apiUrl}/merchant/api/v1${path}`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { counter?: { id: string } };
  };
  for (const name of names) {
    const { counter } = await post('/counters', { name, location: name === 'Kiosk' ? null : 'Main hall' });
    if (counter && name === 'Garden')
      await post('/payment-intents', { amount: 29.99, counter_id: counter.id, reference: 'T2-01HZ-7F3A' });
  }
}
