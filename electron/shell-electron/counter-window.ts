import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { EntryOptions } from '../node/entry-options.ts';
import { electronHome } from './app-protocol.ts';

/** The window's settings. Pure, so that a test reads what Electron is told. */
export function windowSettings(
  options: Pick<EntryOptions, 'kiosk' | 'windowSize' | 'devtoolsPort'>,
  preload: string,
): BrowserWindowConstructorOptions {
  const { windowSize } = options;
  return {
    ...(windowSize === 'full-screen' ? { fullscreen: true } : windowSize),
    kiosk: options.kiosk,
    // Shown when there is something to see, so that no white flash greets the cashier.
    show: false,
    title: 'FEX Counter',
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // Full speed also when a dialog covers it.
      backgroundThrottling: false,
      // Sounds tell the cashier the outcome; they may come without a tap.
      autoplayPolicy: 'no-user-gesture-required',
      devTools: options.devtoolsPort !== null,
    },
  };
}

/** Loads the page and shows the window once it drew itself. */
export async function showCounter(window: Pick<BrowserWindow, 'once' | 'show' | 'loadURL'>): Promise<void> {
  window.once('ready-to-show', () => window.show());
  await window.loadURL(electronHome);
}
