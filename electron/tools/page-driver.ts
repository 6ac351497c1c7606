import { type Browser, chromium, type Page } from 'playwright';

/** The counter's page, driven from outside through DevTools. The counter lives on after it leaves. */
export interface PageDriver {
  page: Page;
  leave(): Promise<void>;
}

export async function drivePage(devtools: string): Promise<PageDriver> {
  const browser: Browser = await chromium.connectOverCDP(devtools);
  const pages = browser.contexts().flatMap((context) => context.pages());
  const [page] = pages;
  if (page === undefined) throw new Error('The counter has no window.');
  return {
    page,
    async leave() {
      await browser.close();
    },
  };
}
