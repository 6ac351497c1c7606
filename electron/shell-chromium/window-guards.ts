import type { Browser, Target } from 'puppeteer-core';
import type { Stop } from '../core/ports.ts';
import { type DevtoolsSession, gone } from './devtools-session.ts';

/** What a page in this window may not do, and what happens when it falls over. */

/** The camera for our origin; granting one thing refuses all others there. */
export async function guardBrowser(browser: DevtoolsSession, origin: string): Promise<void> {
  await Promise.all([
    browser.send('Browser.grantPermissions', { origin, permissions: ['videoCapture'] }),
    browser.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
  ]);
}

/** Closes every window, tab and prompt page that is not ours, the moment it appears. */
export function closeForeignTargets(browser: Browser, own: Target): void {
  const judge = (target: Target) => {
    if (target === own || !isWindow(target)) return;
    void browser
      .target()
      .createCDPSession()
      .then(async (session) => {
        await session.send('Target.closeTarget', { targetId: targetIdOf(target) });
        await session.detach();
      })
      .catch(gone);
  };
  browser.on('targetcreated', judge);
  for (const target of browser.targets()) judge(target);
}

function isWindow(target: Target): boolean {
  return target.type() === 'page' || target.type() === 'background_page' || target.type() === 'webview';
}

/** The library keeps the id to itself; a page's id is also its top frame's. */
export function targetIdOf(target: Target): string {
  return (target as unknown as { _targetId: string })._targetId;
}

/** Brings the top frame back when it went elsewhere. Requests elsewhere fail anyway; about: and blob: make none. */
export async function guardNavigation(
  page: DevtoolsSession,
  options: { origin: string; home: string },
): Promise<void> {
  page.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined && frame.securityOrigin !== options.origin) {
      page.send('Page.navigate', { url: options.home }).catch(gone);
    }
  });
  // A dialog of the page would hold the till up for ever.
  page.on('Page.javascriptDialogOpening', () => {
    page.send('Page.handleJavaScriptDialog', { accept: false }).catch(gone);
  });
  await page.send('Page.enable');
}

/** How long to wait before a page that crashed `times` times in the last minute is loaded again. */
export function reloadDelayMs(times: number): number {
  return times <= 1 ? 0 : Math.min(1000 * 2 ** (times - 2), 10_000);
}

/** An unattended counter looks after itself: a page that crashed is loaded again, ever more slowly. */
export async function reloadAfterCrash(
  page: DevtoolsSession,
  options: { home: string; warn: (sentence: string) => void; nowMs: () => number },
): Promise<Stop> {
  let crashes: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  page.on('Inspector.targetCrashed', () => {
    const now = options.nowMs();
    crashes = [...crashes.filter((at) => now - at < 60_000), now];
    const delay = reloadDelayMs(crashes.length);
    options.warn(`The page crashed and is loaded again${delay > 0 ? ` in ${delay / 1000} s` : ''}.`);
    timer = setTimeout(() => page.send('Page.navigate', { url: options.home }).catch(gone), delay);
  });
  await page.send('Inspector.enable');
  return () => clearTimeout(timer);
}
