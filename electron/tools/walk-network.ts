import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';

/** What a manager sees of news, network and diagnostics; what is pressed is found by its place. */
export async function walkNetwork(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  const button = (place: string) => page.locator(`.sheet-actions .button${place}`);
  const primary = '[data-kind="primary"]';
  async function open(door: string): Promise<void> {
    await page.locator('.header-end button').last().click();
    await page.locator(`.sheet-doors .button${door}`).click();
  }

  await page.locator('[data-screen="keypad"]').waitFor({ timeout: 30_000 });
  const port = await freePort();
  await open(':nth-child(2)');
  await button(primary).click();
  await page.locator('.news-form .choice').nth(1).click();
  await page.locator('input[name="port"]').fill(String(port));
  await page.locator('input[name="publicUrl"]').fill(`http://127.0.0.1:${port}`);
  await take('news-set-up');
  await button(primary).click();
  await page.locator('.news-good').waitFor({ timeout: 30_000 });
  await page.locator('.news-deliveries li').first().waitFor();
  await take('news');
  await button(':first-child').click();

  await open(':nth-last-child(2)');
  await page.locator('.news-form .choice').nth(2).click();
  await take('network');
  await page.keyboard.press('Escape');

  // A scanner, so that its line has something to tell.
  await page.keyboard.type('4006381333931\n', { delay: 5 });
  await open(':last-child');
  await page.locator('.news-standing[data-good="true"]').waitFor({ timeout: 30_000 });
  await take('diagnostics');
  await page.keyboard.press('Escape');
}

/** A port that nobody had a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
