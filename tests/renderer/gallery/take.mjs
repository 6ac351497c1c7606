// Takes pictures of gallery states: node take.mjs <built gallery> <out folder> <list.json>
// list: [{ name, query, size: [w, h], ratio, steps }]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGallery } from './open-gallery.ts';

const [, , root, out, listFile] = process.argv;
const { browser, origin, close } = await openGallery(root);
for (const { name, query, size = [1280, 800], ratio = 1, steps = [] } of JSON.parse(
  readFileSync(listFile, 'utf8'),
)) {
  const page = await browser.newPage({
    viewport: { width: size[0], height: size[1] },
    deviceScaleFactor: ratio,
  });
  page.on('console', (message) => message.type() === 'error' && console.log(name, message.text()));
  page.on('pageerror', (error) => console.log(name, error.message));
  await page.goto(`${origin}?${query}`);
  await page.waitForSelector('[data-screen]');
  for (const [what, value] of steps) {
    if (what === 'type') await page.keyboard.type(value, { delay: 60 });
    else if (what === 'press') await page.keyboard.press(value);
    else if (what === 'click') await page.click(value);
  }
  await page.evaluate(() => document.fonts.ready);
  // What moves in has arrived; what turns for ever is not waited for.
  await page.evaluate(async () => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const ends = (one) => one.effect.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    await drawn();
    await drawn();
    await Promise.all(
      document
        .getAnimations()
        .filter(ends)
        .map((one) => one.finished.catch(() => {})),
    );
  });
  const bad = await page.evaluate(() => {
    const seen = [];
    for (const one of document.querySelectorAll('button, p, h1, .amount-line, .brand-name, label')) {
      const box = one.getBoundingClientRect();
      if (box.width === 0) continue;
      if (box.right > innerWidth + 1 || box.left < -1 || box.bottom > innerHeight + 1 || box.top < -1)
        if (!one.closest('.phone, dialog'))
          seen.push(`outside: ${one.className || one.tagName} ${one.textContent?.slice(0, 30)}`);
      if (one.scrollWidth > one.clientWidth + 2 && one.clientWidth > 0 && !one.matches('.brand-name'))
        seen.push(`overflow: ${one.className || one.tagName} ${one.textContent?.slice(0, 30)}`);
      if (one.tagName === 'BUTTON' && !one.matches('.band-button') && (box.width < 63.5 || box.height < 63.5))
        seen.push(`small: ${one.textContent} ${Math.round(box.width)}x${Math.round(box.height)}`);
    }
    const body = document.querySelector('.column-said')?.getBoundingClientRect();
    const foot = document.querySelector('.column-foot')?.getBoundingClientRect();
    if (body && foot && foot.height > 0 && body.bottom > foot.top + 0.5)
      seen.push(`column runs into its foot by ${Math.round(body.bottom - foot.top)}`);
    return seen;
  });
  for (const one of bad) console.log(name, one);
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.close();
}
await close();
