import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages } from '../../shared/snapshot.ts';
import { buildGallery, type OpenGallery } from '../renderer/gallery/open-gallery.ts';

/** A trainee plays both sides at once: the phone's drawer never lies over what the till says about the sale. */
let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await buildGallery();
});
afterAll(() => gallery?.close());

const screens = [
  'showing-qr&bytes=350',
  'waiting-for-approval',
  'unknown&release',
  'paid',
  'not-charged',
  'not-charged&flow=reverse&reason=refused-scan',
];

test.each([
  [800, 480],
  [1024, 768],
  [768, 1024],
])('at %i × %i every word of the sale is beside the open phone', async (width, height) => {
  const page = await gallery.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const covered: string[] = [];
  for (const lang of languages)
    for (const state of screens) {
      await page.goto(`${gallery.origin}?state=${state}&env=training&lang=${lang}&amount=10000000`);
      await page.locator('[data-band="training"] .band-button').click();
      await page.locator('.phone select').waitFor();
      const words = await page.evaluate(() => {
        const phone = document.querySelector('.phone')?.getBoundingClientRect();
        if (phone === undefined) return ['no phone'];
        const found: string[] = [];
        const walker = document.createTreeWalker(
          document.querySelector('[data-screen]') ?? document.body,
          NodeFilter.SHOW_TEXT,
        );
        for (
          let text = walker.nextNode() as Text | null;
          text !== null;
          text = walker.nextNode() as Text | null
        ) {
          const range = document.createRange();
          range.selectNodeContents(text);
          const { left, right, top, bottom } = range.getBoundingClientRect();
          const over =
            left < phone.right - 1 && right > phone.left + 1 && top < phone.bottom && bottom > phone.top;
          const outside = left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1;
          if (right > left && (over || outside)) found.push(text.data);
        }
        return found;
      });
      covered.push(...words.map((word) => `${lang} ${state}: ${word}`));
      if (!state.startsWith('showing-qr')) continue;
      const { data, width: w, height: h } = PNG.sync.read(await page.screenshot({ clip: await stageOf() }));
      if (jsQR(new Uint8ClampedArray(data), w, h) === null) covered.push(`${lang} ${state}: the code`);
    }
  expect(covered).toEqual([]);
  await page.close();

  async function stageOf() {
    const box = await page.locator('[data-testid="qr"]').boundingBox();
    if (box === null) throw new Error('no code');
    return box;
  }
});
