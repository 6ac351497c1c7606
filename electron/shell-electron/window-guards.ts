import type { WebContents } from 'electron';
import { electronHome, isHome } from './app-protocol.ts';

/** What a page may not do to its window; holds for every web contents the app ever makes. */
export function guardContents(
  contents: Pick<WebContents, 'on' | 'loadURL' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>,
): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isHome(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isHome(event.url)) event.preventDefault();
  });
  // What got past the questions above is brought back.
  contents.on('did-navigate', (_event, url) => {
    if (!isHome(url)) contents.loadURL(electronHome).catch(() => {});
  });
  contents.on('will-redirect', (event) => {
    if (!isHome(event.url)) event.preventDefault();
  });
}

/** How long to wait before a page that was lost `times` times in the last minute is loaded again. */
export function reloadDelayMs(times: number): number {
  return times <= 1 ? 0 : Math.min(1000 * 2 ** (times - 2), 10_000);
}

/** An unattended counter looks after itself: a page whose process is gone is loaded again, ever more slowly. */
export function reloadWhenGone(
  contents: Pick<WebContents, 'on' | 'reload' | 'isDestroyed'>,
  ports: {
    nowMs: () => number;
    after: (delayMs: number, run: () => void) => void;
    warn: (sentence: string) => void;
  },
): void {
  let losses: number[] = [];
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const now = ports.nowMs();
    losses = [...losses.filter((at) => now - at < 60_000), now];
    ports.warn(`The page was lost (${details.reason}) and is loaded again.`);
    ports.after(reloadDelayMs(losses.length), () => {
      if (!contents.isDestroyed()) contents.reload();
    });
  });
}
