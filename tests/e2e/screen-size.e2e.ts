import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildGallery, type OpenGallery } from '../renderer/gallery/open-gallery.ts';

/** Without a window manager Chromium makes a window as large as its screen one pixel smaller both ways. */
let gallery: OpenGallery;
beforeAll(async () => {
  gallery = await buildGallery();
});
afterAll(() => gallery?.close());

test.each([
  [1024, 768],
  [1280, 800],
  [1600, 900],
  [1920, 1080],
  [1080, 1920],
  [2560, 1440],
  [3840, 2160],
])('at %i × %i less a pixel everything is as large as on the whole screen', async (width, height) => {
  const page = await gallery.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const sizes: (string | null)[] = [];
  for (const less of [0, 1]) {
    await page.setViewportSize({ width: width - less, height: height - less });
    await page.goto(`${gallery.origin}?state=showing-qr&bytes=350`);
    await page.locator('[data-testid="qr"]').waitFor();
    const size = await page.evaluate(() => {
      const root = getComputedStyle(document.documentElement);
      return [root.fontSize, root.getPropertyValue('--gutter'), root.getPropertyValue('--t-text')].join();
    });
    sizes.push(size);
  }
  expect(sizes[1]).toBe(sizes[0]);
  await page.close();
});
