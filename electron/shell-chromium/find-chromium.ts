import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RunPlan } from '../node/plan-run.ts';

/** Where a Chromium may be. `file` answers whether a path can be run. */
export interface ChromiumProbe {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  file: (path: string) => boolean;
}

export const chromiumVariable = 'FEX_COUNTER_CHROMIUM';

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
] as const;

/**
 * Why this counter does not take the program that is named, as a sentence. Whatever is the window is the page and
 * may call as it does: so a program can be named only in training and in a run whose FEX is on this computer.
 */
export function namedRefusal(
  plan: Pick<RunPlan, 'environment' | 'config'>,
  env: ChromiumProbe['env'],
): string | null {
  // A config file names nothing but this computer.
  if (!env[chromiumVariable] || plan.environment === 'training' || plan.config !== null) return null;
  return `${chromiumVariable} names the program of the window, which only training and a run with --config allow. Start the counter without it.`;
}

/** The browser to run, or null. A name in FEX_COUNTER_CHROMIUM is final: it is that one or none. */
export function findChromium(probe: ChromiumProbe): string | null {
  const { env, file, platform } = probe;
  const named = env[chromiumVariable];
  if (named) return file(named) ? named : null;
  return candidates(platform, env).find(file) ?? null;
}

function candidates(platform: NodeJS.Platform, env: ChromiumProbe['env']): string[] {
  if (platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', join(env.HOME ?? '', 'Applications')].map((folder) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  }
  if (platform === 'win32') {
    const bases = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    const paths = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'];
    // Edge is on every Windows and is Chromium; it comes last because a till may have policies on it.
    paths.push('Microsoft\\Edge\\Application\\msedge.exe');
    return paths.flatMap((path) => bases.flatMap((base) => (base ? [`${base}\\${path}`] : [])));
  }
  const folders = (env.PATH ?? '/usr/bin:/bin').split(delimiter).filter((folder) => folder !== '');
  return [
    ...namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/snap/bin/chromium',
  ];
}

/** The probe of this computer. */
export function thisComputer(env: ChromiumProbe['env']): ChromiumProbe {
  return { platform: process.platform, env, file: canRun };
}

export function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
