import { offerBridge, type PageWindow } from '../../shared/bridge-page.ts';

/**
 * Runs in an isolated world of every new document, before the page's own script: the page talks to it by
 * message port and never sees the binding. Built into one file; the names are `page-bridge.ts`'s.
 */

declare const fexCounterSend: (text: string) => void;
declare global {
  var fexCounterReceive: ((message: { id?: number; reply?: unknown; event?: unknown }) => void) | undefined;
}

/** Chromium's own windows and panels; a till has none. Kept from the browser before it sees them. */
function isBrowserKey(key: KeyboardEvent): boolean {
  if (key.key === 'F1' || key.key === 'F3' || key.key === 'F7' || key.key === 'F12') return true;
  if (!key.ctrlKey && !key.metaKey) return key.altKey && (key.key === 'Home' || key.key === 'ArrowLeft');
  // Ctrl+W and its kin would end the counter by a slip of the hand; the window's own close stays.
  if (key.key === 'F4' && !key.altKey) return true;
  return /^[ntjhopsufgdewq]$/i.test(key.key) || (key.shiftKey && /^[ijcbmwqtn]$/i.test(key.key));
}

// Frames get this script too; they get no bridge.
if (window.top === window) {
  const waiting = new Map<number, (reply: unknown) => void>();
  const hearers = new Set<(event: unknown) => void>();
  let lastId = 0;

  globalThis.fexCounterReceive = (message) => {
    if (message.id !== undefined) {
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    } else {
      for (const hear of hearers) hear(message.event);
    }
  };

  offerBridge(window as unknown as PageWindow, {
    call(request) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        fexCounterSend(JSON.stringify({ id, request }));
      });
    },
    listen(hear) {
      hearers.add(hear);
    },
  });

  window.addEventListener('keydown', (key) => isBrowserKey(key) && key.preventDefault(), { capture: true });
  window.addEventListener('contextmenu', (click) => click.preventDefault(), { capture: true });
}
