import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildGallery, type OpenGallery } from '../renderer/gallery/open-gallery.ts';

/** What a scanner types, or a hand by accident twice, presses no button on any sheet. */
let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await buildGallery();
});
afterAll(() => gallery?.close());

const calls = (page: Page, name: string) =>
  page.evaluate(
    (call) =>
      (window as never as { fakeCounter: { asked: { call: string }[] } }).fakeCounter.asked.filter(
        (one) => one.call === call,
      ).length,
    name,
  );

async function open(query: string): Promise<Page> {
  const page = await gallery.browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${gallery.origin}?${query}`);
  await page.locator('[data-screen]').waitFor();
  return page;
}

async function scan(page: Page, code = 'fex-wallet:w1:7f3a') {
  await page.keyboard.type(code, { delay: 2 });
  await page.keyboard.press('Enter');
}

test('the same code read twice asks once, and charges nothing', async () => {
  const page = await open('state=idle&same&unsettled=2');
  await page.keyboard.type('2999', { delay: 200 });
  await page.locator('[data-kind="scan"]').click();
  await page.locator('[data-screen="scan"]').waitFor();
  await scan(page);
  await page.locator('dialog[open]').waitFor();
  await scan(page);
  await scan(page);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await calls(page, 'payment.scan')).toBe(1);
  expect(await page.locator('dialog[open]').count()).toBe(1);
  expect(await page.locator('dialog[open]').innerText()).toMatch(/No\. 12\s+\$29\.99\s+\d\d:\d\d/);
  await page.getByRole('button', { name: 'Another sale, charge' }).click();
  await page.locator('[data-screen="waiting-for-approval"]').waitFor();
  expect(await calls(page, 'payment.scan')).toBe(2);
  await page.close();
});

test('where only the wallet is the same, the question says so', async () => {
  const page = await open('state=idle&same&unsettled=2');
  await page.keyboard.type('500', { delay: 200 });
  await page.locator('[data-kind="scan"]').click();
  await page.locator('[data-screen="scan"]').waitFor();
  await scan(page);
  const sheet = page.locator('dialog[open]');
  await sheet.waitFor();
  expect(await sheet.innerText()).toMatch(/Same wallet[\s\S]+\$29\.99[\s\S]+\$5\.00/);
  await page.close();
});

test.each(['Settings', 'Note', /unsettled/i])(
  'a code read into the sheet behind %s presses nothing',
  async (name) => {
    const page = await open('state=idle&unsettled=3');
    await page.getByRole('button', { name }).click();
    const sheet = page.locator('dialog[open]');
    await sheet.waitFor();
    const buttons = await sheet.locator('button:enabled').count();
    for (let at = 0; at < buttons; at++) {
      await sheet.locator('button:enabled').nth(at).focus();
      await scan(page, '4006381333931');
      expect(await sheet.count(), `button ${at}`).toBe(1);
    }
    if (name === 'Note') {
      await sheet.locator('input').focus();
      await scan(page, '4006381333931');
      expect(await sheet.count()).toBe(1);
    }
    const asked = await page.evaluate(
      () => (window as never as { fakeCounter: { asked: { call: string }[] } }).fakeCounter.asked,
    );
    // That a scanner is there is noted for the diagnostics; nothing else is asked for.
    const isPress = (call: string) => !call.startsWith('app.') && call !== 'scanner.seen';
    expect(asked.map(({ call }) => call).filter(isPress)).toEqual([]);
    await page.close();
  },
);

test('a quick hand charges, a quicker one is told why not, and a barcode takes nothing along', async () => {
  const page = await open('state=idle');
  // As quick as a scanner, however busy this computer is.
  const wedge = (code: string) =>
    page.evaluate((text) => {
      for (const key of [...text, 'Enter'])
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, code);
  const amount = page.getByTestId('amount');
  const figures = async () => (await amount.innerText()).replace(/[\u2066-\u2069\s]/g, '');
  await page.keyboard.type('12.5', { delay: 100 });
  expect(await figures()).toBe('$12.50');
  await wedge('4006381333931');
  expect(await figures()).toBe('$12.50');
  expect(await page.locator('.entry-said').innerText()).toMatch(/^A scanner typed here\./);
  await page.keyboard.press('Escape');
  await wedge('2999');
  expect(await page.locator('.entry-said').innerText()).toBe(
    'Typed very fast. Press Charge to confirm the amount.',
  );
  expect(await calls(page, 'payment.charge')).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.type('2999', { delay: 110 });
  await page.keyboard.press('Enter');
  await page.locator('[data-screen="showing-qr"]').waitFor();
  expect(await calls(page, 'payment.charge')).toBe(1);
  await page.close();
});

test('another try of a scan stands on neutral ground, and on red again when somebody goes back', async () => {
  const page = await open('state=not-charged&flow=reverse');
  expect(await page.locator('.app').getAttribute('data-field')).toBe('not');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-screen="scan"]').waitFor();
  expect(await page.locator('.app').getAttribute('data-field')).toBe('none');
  await page.getByRole('button', { name: 'Back' }).click();
  expect(await page.locator('.app').getAttribute('data-field')).toBe('not');
  await page.close();
});
