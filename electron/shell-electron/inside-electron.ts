import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, utilityProcess } from 'electron';
import ElectronStore from 'electron-store';
import { pairExitCode } from '../core/shell-port.ts';
import type { OpenSettings } from '../node/file-store.ts';
import type { HelperReply, StartHelper } from '../node/keychain-process.ts';
import type { ElectronParts } from './run-electron.ts';

/** The one file of the main process that takes Electron itself; it loads only inside Electron. */
export const electronParts: ElectronParts = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  defaultSession: () => session.defaultSession,
};

/** Arguments meant for us: after the script in development, after the executable when packaged. */
export function ownArguments(): string[] {
  return process.argv.slice(app.isPackaged ? 1 : 2);
}

/** Ends the app at once; everything of ours is closed by now. */
export function exitApp(code: number): void {
  // In development the launcher does it. A real counter is no profile of training's.
  if (code === pairExitCode && app.isPackaged) app.relaunch({ args: ['--pair'] });
  app.exit(code);
}

/** The same settings file through Electron's settings library. */
export const openSettings: OpenSettings = ({ configName, ...how }) =>
  new ElectronStore<Record<string, unknown>>({ ...how, name: configName });

/** A process of our own beside the main one, as Electron starts it: its binary does not run as Node. */
export const forkHelper: StartHelper = (file) => {
  const child = utilityProcess.fork(file, [], { stdio: 'ignore', serviceName: 'keychain' });
  return {
    send: (request) => child.postMessage(request),
    onReply: (hear) => void child.on('message', (reply: HelperReply) => hear(reply)),
    onEnd: (hear) => void child.once('exit', hear),
    end: () => void child.kill(),
  };
};

/** The system's language, e.g. `de-AT`. */
export function systemLocale(): string {
  return app.getPreferredSystemLanguages()[0] ?? app.getLocale();
}
