import puppeteer from 'puppeteer-core';
import { startChromium } from '../../electron/shell-chromium/chromium-process.ts';

/**
 * The yardstick: the same Chromium with the same flags, showing nothing. Prints how long it took from its spawn
 * to a painted page, then stays until told to end.
 */
const startedAt = performance.now();
const chromium = await startChromium({
  training: false,
  noSandbox: false,
  kiosk: false,
  windowSize: { width: 1280, height: 800 },
  devtoolsPort: null,
  devHost: null,
  extraFlags: [],
  env: process.env,
  warn: (sentence) => void process.stderr.write(`${sentence}\n`),
});
const browser = await puppeteer.connect({ transport: chromium.transport, defaultViewport: null });
const target = await browser.waitForTarget((one) => one.type() === 'page');
const page = await target.page();
// As ours: the window opens empty, then goes to its page.
await page?.goto('data:text/html,<title>blank</title>');
await page?.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
process.stdout.write(`PAINTED ${performance.now() - startedAt}\n`);
process.once('SIGTERM', () => void chromium.stop().then(() => process.exit(0)));
