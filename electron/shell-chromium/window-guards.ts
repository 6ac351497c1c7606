import type { Protocol } from 'puppeteer-core';
import { pageLimits } from '../../shared/page-limits.ts';
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

/** Targets that are a window, or a page that could become one. */
const windowTypes = ['page', 'webview', 'background_page'];

/**
 * Closes every window that is not ours, the moment it appears. By the protocol's own events: the library only
 * tells of a page once it went somewhere, and one whose first request failed never does.
 */
export async function closeForeignWindows(browser: DevtoolsSession, ownTargetId: string): Promise<void> {
  browser.on('Target.targetCreated', ({ targetInfo }: Protocol.Target.TargetCreatedEvent) => {
    const { targetId, type } = targetInfo;
    if (targetId === ownTargetId || !windowTypes.includes(type)) return;
    browser.send('Target.closeTarget', { targetId }).catch(gone);
  });
  // Also tells of the windows that are there by now.
  await browser.send('Target.setDiscoverTargets', { discover: true });
}

/** Whether a document is the bundle's one page: an origin alone is also a blob's, and that of what is not there. */
export function isHome(url: string, home: string): boolean {
  const [found, wanted] = [URL.parse(url), URL.parse(home)];
  if (found === null || wanted === null || found.username !== '' || found.password !== '') return false;
  return (
    found.protocol === wanted.protocol && found.host === wanted.host && found.pathname === wanted.pathname
  );
}

/** Brings the top frame back when it went elsewhere. Requests elsewhere fail anyway; about: and blob: make none. */
export async function guardNavigation(
  page: DevtoolsSession,
  options: { origin: string; home: string },
): Promise<void> {
  page.on('Page.frameNavigated', ({ frame }) => {
    const away = frame.securityOrigin !== options.origin || !isHome(frame.url, options.home);
    if (frame.parentId === undefined && away) {
      page.send('Page.navigate', { url: options.home }).catch(gone);
    }
  });
  // A dialog of the page would hold the till up for ever.
  page.on('Page.javascriptDialogOpening', () => {
    page.send('Page.handleJavaScriptDialog', { accept: false }).catch(gone);
  });
  await page.send('Page.enable');
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: pageLimits });
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
