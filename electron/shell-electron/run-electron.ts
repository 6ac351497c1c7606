import type { App, BrowserWindow, Dialog, IpcMain, Menu, Protocol, Session } from 'electron';
import { type CounterForShell, pairExitCode } from '../core/shell-port.ts';
import { createBundleReader } from '../node/bundle-reader.ts';
import { devtoolsAddress } from '../node/devtools-address.ts';
import { type EntryOptions, readyLine } from '../node/entry-options.ts';
import { electronOrigin, registerScheme, serveBundle } from './app-protocol.ts';
import { showCounter, windowSettings } from './counter-window.ts';
import { openIpcTransport } from './ipc-transport.ts';
import { guardSession } from './session-guards.ts';
import { guardContents, reloadWhenGone } from './window-guards.ts';

/** What is taken of Electron; handed in, so that this file also loads without it. */
export interface ElectronParts {
  app: App;
  protocol: Protocol;
  ipcMain: IpcMain;
  Menu: typeof Menu;
  dialog: Pick<Dialog, 'showErrorBox'>;
  BrowserWindow: typeof BrowserWindow;
  defaultSession: () => Session;
}

export interface ElectronRun {
  options: EntryOptions;
  bundleFolder: string;
  preloadFile: string;
  /** Chromium's own folder in this counter's profile; one instance may run on it. */
  userDataFolder: string;
  /**
   * Starts at once, beside the window; is told the one origin calls may come from. Its rejection's message is a
   * sentence for a person.
   */
  openCounter: (origin: string) => Promise<CounterForShell>;
}

/**
 * One counter in one Electron window, from start to end. Called before the app is ready; resolves with the exit
 * code, and the caller ends the app with it.
 */
export async function runElectron(parts: ElectronParts, run: ElectronRun): Promise<number> {
  const { app } = parts;
  const { options } = run;
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

  registerScheme(parts.protocol);
  if (!options.noSandbox) app.enableSandbox();
  app.setPath('userData', run.userDataFolder);
  // Names do not even resolve for the page; the counter itself does not use Chromium's network.
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  if (options.devtoolsPort !== null) {
    app.commandLine.appendSwitch('remote-debugging-port', String(options.devtoolsPort));
  }
  if (!app.requestSingleInstanceLock()) {
    say('This counter is already open.');
    return 1;
  }
  parts.Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  // The journal is closed before the process ends, whichever way the end began.
  app.on('window-all-closed', () => {});
  app.on('will-quit', (event) => event.preventDefault());

  const counter = run.openCounter(electronOrigin);
  counter.catch(() => {});
  const stop = stopRequested(app);
  let closeWindow = () => {};
  try {
    await app.whenReady();
    const session = parts.defaultSession();
    guardSession(session);
    serveBundle(session.protocol, createBundleReader(run.bundleFolder));

    const window = new parts.BrowserWindow(windowSettings(options, run.preloadFile));
    const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()));
    const closeTransport = openIpcTransport(parts.ipcMain, window.webContents, {
      bridge: counter.then(({ bridge }) => bridge),
      counter,
    });
    closeWindow = () => {
      closeTransport();
      if (!window.isDestroyed()) window.destroy();
    };
    reloadWhenGone(window.webContents, {
      nowMs: () => performance.now(),
      after: (delayMs, reload) => void setTimeout(reload, delayMs),
      warn: say,
    });
    app.on('second-instance', () => window.focus());
    const [shown, ready] = await Promise.allSettled([showCounter(window), counter]);
    if (ready.status === 'rejected') throw ready.reason;
    if (shown.status === 'rejected') throw shown.reason;
    const devtools =
      options.devtoolsPort === null
        ? null
        : await devtoolsAddress(run.userDataFolder, options.devtoolsPort, () => true);
    ready.value.painted.then(
      ({ webhookUrl }) => process.stdout.write(readyLine({ devtools, webhook: webhookUrl })),
      () => {},
    );
    const pairing = ready.value.wantsPairing?.then(() => pairExitCode);
    const ended = Promise.race([closed, stop]).then(() => 0);
    return await Promise.race(pairing === undefined ? [ended] : [ended, pairing]);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    say(sentence);
    // Started from a desktop there is no terminal. A run from a config file is a script's.
    if (options.config === null) parts.dialog.showErrorBox('FEX Counter', sentence);
    return 1;
  } finally {
    closeWindow();
    await counter.then((ready) => ready.dispose()).catch(() => {});
  }
}

/** A signal, the system's shutdown, or the end of whoever started us. */
function stopRequested(app: App): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
    process.on('disconnect', () => resolve());
    app.on('before-quit', () => resolve());
  });
}
