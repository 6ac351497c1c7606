import jsQR from 'jsqr';
import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../shared/snapshot.ts';
import { buildGallery, type OpenGallery } from '../renderer/gallery/open-gallery.ts';

/** Where much has to be said in little room, nothing is cut, covered or decided by accident. */
let gallery: OpenGallery;
let page: Page;
beforeAll(async () => {
  gallery = await buildGallery();
});
afterEach(() => page.close());
afterAll(() => gallery?.close());

async function show(query: string, width = 1280, height = 800): Promise<void> {
  page = await gallery.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  await open(query);
}
async function open(query: string): Promise<void> {
  await page.goto(`${gallery.origin}?${query}`);
  await page.locator('[data-screen]').waitFor();
  await page.evaluate(() => document.fonts.ready);
}
async function openPhone(): Promise<void> {
  await page.locator('[data-band="training"] .band-button').click();
  await page.locator('.phone select').waitFor();
}
const asked = () =>
  page.evaluate(() =>
    (window as never as { fakeCounter: { asked: { call: string }[] } }).fakeCounter.asked
      .map(({ call }) => call)
      .filter((call) => !call.startsWith('app.') && call !== 'phone.read'),
  );
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
const areApart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
/** How much of it is cut away, in CSS pixels. */
const cut = (selector: string) =>
  page.locator(selector).evaluate((one) => {
    return Math.max(one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth, 0);
  });

test('under two bands and two waiting lines every sentence is whole', async () => {
  await show('state=idle');
  for (const lang of languages) {
    await open(`state=idle&env=training&connection=offline&unsettled=2&late=1&lang=${lang}`);
    expect(await cut('.entry-said'), lang).toBe(0);
    expect(await page.locator('.entry-more').isVisible()).toBe(true);
  }
});

test('at 800 × 480 the last sale keeps its word beside what waits', async () => {
  await show('state=idle', 800, 480);
  for (const lang of languages)
    for (const last of ['paid', 'mismatch', 'not-charged', 'released', 'settled', 'paid-late']) {
      await open(`state=idle&unsettled=2&late=1&last=${last}&lang=${lang}`);
      const word = page.locator('.last-sale-word');
      expect(await word.isVisible(), `${lang} ${last}`).toBe(true);
      expect(await cut('.last-sale'), `${lang} ${last}`).toBe(0);
    }
});

test('a long counter’s name keeps the number at its end', async () => {
  await show(
    `state=idle&counter=${encodeURIComponent('Counter beside the great main entrance of the hall 0101')}`,
    800,
    480,
  );
  const end = page.locator('.brand-counter .name-end');
  expect((await end.innerText()).trim()).toBe('0101');
  const [number, header] = await Promise.all([end.boundingBox(), page.locator('.header-end').boundingBox()]);
  expect((number?.x ?? 0) + (number?.width ?? 0)).toBeLessThan(header?.x ?? 0);
});

test('at 800 × 480 beside the keys the shop and who sells can be read', async () => {
  await show('state=idle', 800, 480);
  for (const lang of languages)
    for (const query of ['env=training', 'env=training&connection=offline&muted', 'halt=keychain-locked']) {
      await open(`${query}&people=2&signed=0&merchant=Fairground%20Shop&counter=Counter%200101&lang=${lang}`);
      const told = `${lang} ${query}`;
      const brand = await page.locator('.brand-name').boundingBox();
      expect(brand?.width, told).toBeGreaterThan(80);
      // One name, cut once and at its end.
      expect(await page.locator('.brand-name *').count(), told).toBe(0);
      expect((await page.locator('.brand-counter .name-end').innerText()).trim(), told).toBe('0101');
      const name = page.locator('.header-person bdi');
      expect(await name.innerText(), told).toBe('Maria Lopez');
      expect((await name.boundingBox())?.width, told).toBeGreaterThan(48);
      expect(await page.locator('.header-lock').isVisible(), told).toBe(true);
    }
});

test('at 800 × 480 beside the keys the badge is seen, and covers nothing', async () => {
  await show('state=idle', 800, 480);
  for (const lang of languages)
    for (const query of [
      'env=sandbox',
      'env=sandbox&connection=polling',
      'env=training&connection=unstable',
    ]) {
      await open(`${query}&people=2&signed=0&lang=${lang}`);
      const [badge, ...others] = await Promise.all(
        ['.connection', '.header-person', '.entry-amount', '.entry-delete, .entry button'].map((one) =>
          page.locator(one).first().boundingBox(),
        ),
      );
      expect(badge?.width, `${lang} ${query}`).toBeGreaterThan(20);
      for (const other of others)
        if (badge && other) expect(areApart(badge, other), `${lang} ${query}`).toBe(true);
    }
});

test('a code keeps its size where charging stops while it is shown', async () => {
  await show('state=idle');
  const widths: (number | undefined)[] = [];
  for (const halt of ['', '&halt=journal-damaged', '&halt=credentials-refused']) {
    await open(`state=showing-qr&env=sandbox${halt}`);
    widths.push((await page.locator('[data-testid="qr"]').boundingBox())?.width);
  }
  expect(new Set(widths).size).toBe(1);
  expect(widths[0]).toBe(624);
});

test('the number of a released sale is told also while FEX cannot be reached', async () => {
  await show('state=idle', 800, 480);
  for (const query of ['connection=offline', 'connection=offline&env=training', 'halt=journal-damaged'])
    for (const lang of languages) {
      await open(`${query}&last=released&lang=${lang}`);
      const said = await page.locator('.entry-said').innerText();
      expect(said, `${lang} ${query}`).toMatch(/12[\s\S]{20}/);
      expect(await cut('.entry-said'), `${lang} ${query}`).toBe(0);
      expect(await cut('.last-sale-label'), `${lang} ${query}`).toBe(0);
      expect(await cut('.last-sale'), `${lang} ${query}`).toBe(0);
    }
});

test('money that came late is named by the number the customer holds', async () => {
  await show('state=paid-late&slip');
  expect(await page.locator('.reason').innerText()).toMatch(/^No\. 12\. \$29\.99 arrived/);
  await page.close();
  await show('state=paid-late');
  expect(await page.locator('.reason').innerText()).toMatch(/^\$29\.99 arrived/);
});

test('money that came late and was kept looks decided', async () => {
  for (const [late, outcome] of [
    [0, 'paid'],
    [1, 'paid-late'],
  ]) {
    await show(`state=idle&last=paid-late&late=${late}`);
    expect(await page.locator('.last-sale').getAttribute('data-outcome')).toBe(outcome);
    expect(await page.locator('.last-sale-word').innerText()).toBe('Paid late');
    await page.close();
  }
});

test('what the customer declined does not read as done', async () => {
  await show('state=waiting-for-approval&env=training');
  await openPhone();
  await page.locator('.phone-actions .button').first().click();
  const said = page.locator('.phone-approval .phone-said');
  expect(await said.innerText()).toMatch(/^Declined\./);
  expect(await said.getAttribute('data-bad')).toBe('');
});

test('a manager reads what is approved, and whose word is recorded', async () => {
  await show('people=3&signed=1&state=paid-late&needs-manager');
  await page.locator('.field-button[data-kind="primary"]').click();
  await page.locator('[data-confirming] [data-kind="primary"]').click();
  const act = page.locator('.approve-act');
  expect(await act.innerText()).toMatch(/Refund, in full\s+\$29\.99/);
  await open('people=3&signed=1&unsettled=2&needs-manager');
  await page.locator('.late-line').click();
  await page.getByRole('button', { name: 'Settle by hand' }).nth(1).click();
  // Nobody types a name that a PIN proves.
  expect(await page.getByLabel('Manager’s name').count()).toBe(0);
  await page.getByRole('button', { name: 'The customer paid' }).click();
  await page.getByLabel('Why').fill('The receipt was shown');
  await page.getByRole('button', { name: 'Record it' }).click();
  expect(await act.innerText()).toMatch(/Settle a sale by hand\s+\$39\.99/);
  await page.locator('.people button').nth(1).click();
  for (const digit of '5813') await page.locator('.pin-keys button', { hasText: digit }).click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          (
            window as never as { fakeCounter: { asked: { call: string; args: { who?: string } }[] } }
          ).fakeCounter.asked
            .filter(({ call }) => call === 'payment.settle')
            .at(-1)?.args.who,
      ),
    )
    .toBe('Abd al-Rahman');
});

test('the band says what is wrong: the damage, and whose keys', async () => {
  await show('halt=copied-or-restored&recovery=set-aside');
  const band = page.locator('[data-band="halt"]');
  expect(await band.innerText()).toContain('The record of sales was damaged and is set aside.');
  await open('halt=copied-or-restored&recovery=mark-ahead');
  expect(await band.innerText()).toContain('look copied or restored');
  await open('halt=credentials-refused&env=sandbox');
  expect(await band.innerText()).toContain('Correct them there and start again.');
  await open('halt=credentials-refused&env=sandbox&paired');
  expect(await band.innerText()).toContain('A manager has to pair it again.');
});

describe('the open phone', () => {
  test('at 800 × 480 leaves the keypad to the hand and scrolls one way only', async () => {
    await show('state=idle', 800, 480);
    for (const lang of languages) {
      await open(`state=idle&env=training&lang=${lang}`);
      await openPhone();
      await page.locator('.key').first().click();
      await page.locator('.action[data-kind="charge"]').click({ timeout: 5000 });
      await expect.poll(asked).toContain('payment.charge');
      expect(await page.locator('.phone').evaluate((one) => one.scrollWidth - one.clientWidth), lang).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
  });

  test('at 800 × 480 an outcome keeps its seal', async () => {
    await show('state=paid&env=training', 800, 480);
    await openPhone();
    expect(await page.locator('.stage .seal').isVisible()).toBe(true);
    const [seal, word] = await Promise.all([
      page.locator('.stage .seal').boundingBox(),
      page.locator('.word').boundingBox(),
    ]);
    expect(seal?.width).toBeGreaterThanOrEqual(40);
    expect((seal?.x ?? 0) + (seal?.width ?? 0)).toBeLessThanOrEqual(word?.x ?? 0);
  });

  test.each([330, 350])('at 1280 × 800 a code of %i bytes has eight pixels to a module', async (bytes) => {
    await show(`state=showing-qr&bytes=${bytes}&env=training&amount=10000000`);
    await openPhone();
    const png = PNG.sync.read(await page.locator('[data-testid="qr"]').screenshot());
    const found = jsQR(new Uint8ClampedArray(png.data), png.width, png.height);
    if (found === null) throw new Error('no code on the screen');
    const { topLeftCorner, topRightCorner } = found.location;
    expect((topRightCorner.x - topLeftCorner.x) / (17 + 4 * found.version)).toBeGreaterThan(7.9);
  });

  test('says why nothing can be scanned, and its wallet code serves another try too', async () => {
    await show('state=not-charged&flow=reverse&env=training');
    await openPhone();
    const point = page.getByRole('button', { name: 'Scan the counter’s screen' });
    expect(await point.isDisabled()).toBe(true);
    expect(await page.locator('.phone').innerText()).toContain('The counter shows no code to scan now.');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Use this code' }).click();
    expect(await page.locator('input[name="wallet-code"]').inputValue()).toMatch(/^fex-wallet:/);
  });
});

test('a double tap opens the question and does not answer it', async () => {
  for (const [state, call] of [
    ['paid-late', 'refund.decide'],
    ['mismatch', 'late.seen'],
  ]) {
    await show(`state=${state}`);
    await page.locator('.field-button[data-kind="primary"]').dblclick();
    await page.locator('[data-confirming]').waitFor();
    expect(await asked(), state).toEqual([]);
    // Playwright waits until it can be pressed.
    await page.locator('[data-confirming] [data-kind="primary"]').click();
    await expect.poll(asked).toEqual([call]);
    await page.close();
  }
});

test('a wrong amount shows what was charged largest, and what was asked beside it', async () => {
  await show('state=mismatch');
  expect((await page.locator('.amount-line').innerText()).replace(/[\u2066-\u2069]/g, '')).toBe('$92.99');
  expect(await page.locator('.charged').innerText()).toMatch(/FEX charged[\s\S]+Asked for \$29\.99/);
});

test('settling by hand says which sale, and its legend is not struck through', async () => {
  await show('state=idle&unsettled=2');
  await page.locator('.late-line').click();
  await page.getByRole('button', { name: 'Settle by hand' }).nth(1).click();
  const sheet = page.locator('dialog[open]');
  expect(await sheet.innerText()).toMatch(/No\. 11 \$39\.99 \d\d:\d\d …7F1A/);
  expect(await sheet.locator('fieldset').evaluate((one) => getComputedStyle(one).borderTopStyle)).toBe(
    'none',
  );
});

test('a released sale that was paid later is told by its number', async () => {
  await show('state=idle&settled=2');
  const line = page.getByRole('button', { name: 'No. 9: Paid' });
  await line.click();
  expect(await page.locator('dialog[open]').innerText()).toMatch(
    /No\. 9[\s\S]+Paid[\s\S]+No\. 8[\s\S]+Not charged/,
  );
});

test('at 800 × 480 what to do after a cancel that came too late is whole', async () => {
  await show('state=idle', 800, 480);
  for (const lang of languages)
    for (const env of ['live', 'training', 'sandbox']) {
      await open(`state=paid&after-cancel&env=${env}&lang=${lang}`);
      const said = page.locator('.reason').last();
      const [words, actions] = await Promise.all([
        said.boundingBox(),
        page.locator('.actions').boundingBox(),
      ]);
      if (!words || !actions) throw new Error('not on the screen');
      expect(areApart(words, actions), `${lang} ${env}`).toBe(true);
      expect(await page.locator('.hint').count(), `${lang} ${env}`).toBe(0);
    }
});

test('a released sale is asked about where it is listed', async () => {
  await show('state=idle&unsettled=2&checking', 800, 480);
  for (const lang of languages) {
    await open(`state=idle&unsettled=2&checking&lang=${lang}`);
    await page.locator('.late-line').click();
    // One is being asked about; the other can be.
    const [asking, other] = await page.locator('.unsettled-acts button:first-child').all();
    expect(await asking?.isDisabled(), lang).toBe(true);
    await other?.click();
    await expect.poll(asked, { message: lang }).toContain('payment.check');
    for (const one of await page.locator('.unsettled li').all()) {
      const [words, acts] = await Promise.all(
        ['.unsettled-words', '.unsettled-acts'].map((part) => one.locator(part).boundingBox()),
      );
      if (!words || !acts) throw new Error('not on the screen');
      expect(areApart(words, acts), lang).toBe(true);
      expect(words.width, lang).toBeGreaterThan(150);
    }
  }
});

test('figures of the diagnostics are written as the language writes them', async () => {
  await show('lines=fine&lang=de');
  await page.locator('.header-button').last().click();
  await page.locator('.sheet-doors .button').last().click();
  const words = await page.locator('.diagnostics').innerText();
  for (const said of ['0,4 s', '3,1 MB', 'Geprüft bis Zeile 48.211 von 48.230'])
    expect(words).toContain(said);
});

test('an amount in another currency is refused in words', async () => {
  await show('state=idle');
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '€ 9.99');
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  expect(await page.locator('.entry-said').innerText()).toBe(
    'That is not in USD. The amount was not changed.',
  );
});

test('a release is not offered where it could not be recorded', async () => {
  for (const [query, offered] of [
    ['state=unknown&release', 1],
    ['state=unknown&release&halt=journal-unwritable', 0],
  ] as const) {
    await show(query);
    expect(await page.getByRole('button', { name: 'Release and watch' }).count(), query).toBe(offered);
    await page.getByRole('button', { name: 'Check now' }).waitFor();
  }
  expect(await page.locator('[data-band="halt"]').innerText()).toContain('its disk is full');
});

test('an amount with more digits than this till takes is refused, and nothing smaller is charged', async () => {
  await show('state=idle', 800, 480);
  for (const lang of languages) {
    await open(`state=idle&lang=${lang}`);
    await page.keyboard.type('99999999999', { delay: 200 });
    expect(await cut('.entry-said'), lang).toBe(0);
    const charge = page.locator('.action[data-kind="charge"]');
    expect(await charge.getAttribute('data-empty'), lang).toBe('');
    await page.waitForTimeout(300);
    await page.keyboard.press('Enter');
    await charge.click();
    expect(await page.locator('[data-screen]').first().getAttribute('data-screen'), lang).toBe('keypad');
  }
});
