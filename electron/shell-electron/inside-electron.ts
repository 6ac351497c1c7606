import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';
import type { ElectronParts } from './run-electron.ts';

/** The one file of the main process that takes Electron itself; it loads only inside Electron. */
export const electronParts: ElectronParts = {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  protocol,
  defaultSession: () => session.defaultSession,
};

/** Arguments meant for us: after the script in development, after the executable when packaged. */
export function ownArguments(): string[] {
  return process.argv.slice(app.isPackaged ? 1 : 2);
}

export function defaultProfile(): string {
  return app.getPath('userData');
}

/** Ends the app at once; everything of ours is closed by now. */
export function exitApp(code: number): void {
  app.exit(code);
}
