import { ipcRenderer, webFrame } from 'electron';
import { offerBridge, type PageWindow } from '../../shared/bridge-page.ts';
import { pageLimits } from '../../shared/page-limits.ts';

/**
 * Runs sandboxed in Electron's page, in a world of its own. The page gets a message port and nothing of
 * Electron; the two channels below are all there is.
 */
// Before the page's own script, and in its world.
void webFrame.executeJavaScript(pageLimits);
offerBridge(window as unknown as PageWindow, {
  call: (request) => ipcRenderer.invoke('counter:call', request),
  listen: (hear) => {
    ipcRenderer.on('counter:event', (_event, message: unknown) => hear(message));
  },
});
