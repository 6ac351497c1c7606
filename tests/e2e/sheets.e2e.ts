import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../shared/snapshot.ts';
import { buildGallery, type OpenGallery } from '../renderer/gallery/open-gallery.ts';

/** A sheet may hold more than the window: it scrolls as one, and what ends it is never out of sight. */
let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await buildGallery();
});
afterAll(() => gallery?.close());

const settings = '.header-end .header-button:last-child';
const band = '[data-band="halt"] .band-button';
const approval = 'people=3&signed=1&state=paid-late&needs-manager';
const approving = ['.field-button[data-kind="primary"]', '[data-confirming] [data-kind="primary"]'];
const sizes = [
  [800, 480],
  [1280, 800],
  [1920, 1080],
] as const;

async function walk(
  [width, height]: readonly [number, number],
  scenes: readonly (readonly [query: string, press: readonly string[]])[],
  look: (page: Page) => Promise<string[]>,
): Promise<string[]> {
  const page = await gallery.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const wrong: string[] = [];
  for (const lang of languages)
    for (const [query, press] of scenes) {
      await page.goto(`${gallery.origin}?${query}&lang=${lang}`);
      await page.locator('[data-screen]').waitFor();
      for (const one of press) await page.locator(one).first().click();
      if (press.length > 0) await page.locator('dialog[open]').waitFor();
      await page.evaluate(() => document.fonts.ready);
      wrong.push(...(await look(page)).map((words) => `${lang} ?${query} ${press.at(-1) ?? ''}: ${words}`));
    }
  await page.close();
  return wrong;
}

test.each(sizes)('at %i × %i what ends a sheet is in sight, and only the sheet scrolls', async (...size) => {
  const scenes = [
    ['halt=journal-set-aside&recovery=set-aside&rebuilt=9', [band]],
    ['halt=copied-or-restored&recovery=mark-ahead&rebuilt=9', [band]],
    ['unsettled=9&settled=4', ['.late-line']],
    ['people=3', [settings]],
    ['people=3', [settings, '.sheet-doors .button:nth-child(3)']],
    ['people=3', [settings, '.sheet-doors .button:nth-child(3)', '.sheet-actions [data-kind="primary"]']],
    ['people=3', [settings, '.sheet-doors .button:nth-child(3)', '.people button']],
    ['people=3&signed=none', ['.lock-forgot']],
    ['state=unknown&left=0&settle', ['.field-button:nth-last-child(2)']],
    ['', ['.note-button']],
  ] as const;
  const wrong = await walk(size, scenes, (page) =>
    page.evaluate(() => {
      const sheet = document.querySelector('dialog[open]');
      if (sheet === null) return ['no sheet'];
      const found: string[] = [];
      const edge = sheet.getBoundingClientRect();
      for (const button of sheet.querySelectorAll('.sheet-actions .button')) {
        const { top, bottom, left, right } = button.getBoundingClientRect();
        if (top < edge.top || bottom > edge.bottom || left < edge.left || right > edge.right)
          found.push(`${button.textContent} is out of sight`);
      }
      for (const one of sheet.querySelectorAll('*'))
        if (/auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1)
          found.push(`${one.className} scrolls by itself`);
      if (sheet.scrollWidth > sheet.clientWidth) found.push('it is wider than its sheet');
      return found;
    }),
  );
  expect(wrong).toEqual([]);
});

test.each(sizes)('at %i × %i what is typed while pairing is above what goes on', async (...size) => {
  const scenes = ['where', 'keys', 'counter', 'done'].map((step) => [`pairing=${step}`, []] as const);
  const wrong = await walk(size, scenes, (page) =>
    page.evaluate(() => {
      const foot = document.querySelector('.pairing-foot')?.getBoundingClientRect().top ?? 0;
      return [...document.querySelectorAll('.pairing-main input')].flatMap((field) => {
        const { top, bottom } = field.getBoundingClientRect();
        return top < 0 || bottom > foot
          ? [`${field.getAttribute('name')} ends at ${bottom}, not ${foot}`]
          : [];
      });
    }),
  );
  expect(wrong).toEqual([]);
});

test('a counter this till had made is named and chosen, and another gets a free name', async () => {
  const page = await gallery.browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${gallery.origin}?pairing=counter&begun`);
  const begun = page.locator('.pairing-begun');
  expect(await begun.innerText()).toMatch(/counter named Till 1, which you created at .+\d\d:\d\d/);
  expect(await page.locator('.pairing-counters [aria-pressed="true"]').innerText()).toContain('Till 1');
  await page.getByRole('button', { name: 'A new counter' }).click();
  expect(await page.getByLabel('Name').inputValue()).toBe('Till 3');
  await page.close();
});

test('a PIN that is refused while pairing reads as an error', async () => {
  const page = await gallery.browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${gallery.origin}?pairing=done`);
  await page.getByLabel('PIN, four to eight digits').fill('12');
  await page.getByRole('button', { name: 'Start selling' }).click();
  const said = page.getByRole('alert');
  expect(await said.innerText()).toBe('Enter a name.');
  // The red of a bad word.
  expect(await said.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(161, 43, 29)');
  await page.getByLabel('Name').fill('Jonas');
  await page.getByRole('button', { name: 'Start selling' }).click();
  expect(await said.innerText()).toMatch(/^That PIN is easily guessed/);
  await page.close();
});

test('who names a manager again is told what is missing, and no longer once it is typed', async () => {
  const page = await gallery.browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${gallery.origin}?people=3&signed=none`);
  await page.getByRole('button', { name: 'Manager’s PIN forgotten?' }).click();
  const said = page.locator('dialog.sheet').getByRole('alert');
  const name = page.getByRole('button', { name: 'Name as manager' });
  await page.getByRole('textbox', { name: 'Name' }).fill('Jonas');
  await name.click();
  expect(await said.innerText()).toBe('Enter the merchant’s client ID and client secret.');
  await page.getByLabel('Client ID').fill('merchant-1');
  await said.waitFor({ state: 'detached' });
  await page.getByLabel('Client secret').fill('secret');
  await name.click();
  expect(await said.innerText()).toMatch(/^That PIN is easily guessed/);
  await page.getByLabel('PIN, four to eight digits').fill('8844');
  await said.waitFor({ state: 'detached' });
  await name.click();
  await page.locator('dialog.sheet').waitFor({ state: 'detached' });
  await page.close();
});

test.each(sizes)('at %i × %i every key of a PIN is a finger wide and high', async (...size) => {
  const scenes = [
    ['people=3&signed=none', []],
    ['people=3&signed=none&env=training&connection=offline', []],
    [approval, approving],
    [`${approval}&env=training`, approving],
  ] as const;
  const wrong = await walk(size, scenes, (page) =>
    page.evaluate(() => {
      const buttons = [...document.querySelectorAll('.pin-pad button')];
      if (buttons.length !== 13) return [`${buttons.length} keys`];
      return buttons.flatMap((button) => {
        const { width, height, bottom } = button.getBoundingClientRect();
        const small = width < 64 || height < 64 || bottom > innerHeight;
        return small ? [`${button.textContent} ${Math.round(width)} × ${Math.round(height)}`] : [];
      });
    }),
  );
  expect(wrong).toEqual([]);
});

test.each(sizes)('at %i × %i what is said under the amount is whole', async (...size) => {
  const scenes = ['', '&env=training'].flatMap((env) =>
    ['last=paid', 'unsettled=2&late=1'].flatMap((lines) =>
      ['connection=offline', 'skew=far'].map((query) => [`${query}&${lines}${env}`, []] as const),
    ),
  );
  const wrong = await walk(size, scenes, (page) =>
    page.evaluate(() => {
      const said = document.querySelector('.entry-said');
      const next = document.querySelector('.till-lines')?.getBoundingClientRect().top ?? innerHeight;
      if (said === null) return ['nothing'];
      const { bottom } = said.getBoundingClientRect();
      const cut = said.scrollHeight - said.clientHeight;
      return cut > 0 || bottom > next + 0.5 ? [`cut by ${cut} of “${said.textContent}”`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});
