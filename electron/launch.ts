import { type ChildProcess, spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * Picks the shell and starts its entry as a process. It loads neither: what is not there must not be needed
 * to find that out. Longer than most files because it may import nothing of the house.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'fex-counter');
const failedStamp = join(cache, 'electron-download-failed');

/** A till runs for weeks beside other programs: less room for fresh garbage, which is collected earlier. */
export const nodeFlags = ['--max-semi-space-size=4'];
/** What was compiled at the last start is not compiled again. */
export const compileCache = join(cache, 'compile');

export type Shell = 'electron' | 'chromium';

const flags = {
  shell: { type: 'string' },
  profile: { type: 'string' },
  config: { type: 'string' },
  pair: { type: 'boolean' },
  training: { type: 'boolean' },
  'devtools-port': { type: 'string' },
  kiosk: { type: 'boolean' },
  'window-size': { type: 'string' },
  'no-sandbox': { type: 'boolean' },
  'dev-url': { type: 'string' },
} as const;

export type LaunchRequest =
  | { kind: 'wrong'; sentence: string }
  | { kind: 'run'; shell: Shell | null; config: boolean; noSandbox: boolean; forEntry: string[] };

/** Reads the command line; everything but the shell is the entry's to understand. */
export function readLaunchRequest(args: readonly string[]): LaunchRequest {
  try {
    const { values, tokens } = parseArgs({ args: [...args], options: flags, strict: true, tokens: true });
    if (values.shell !== undefined && values.shell !== 'electron' && values.shell !== 'chromium') {
      return { kind: 'wrong', sentence: `There is no shell "${values.shell}": electron or chromium.` };
    }
    const forEntry = tokens.flatMap((token) =>
      token.kind !== 'option' || token.name === 'shell'
        ? []
        : token.value === undefined
          ? [`--${token.name}`]
          : [`--${token.name}=${token.value}`],
    );
    return {
      kind: 'run',
      shell: values.shell ?? null,
      config: values.config !== undefined,
      noSandbox: values['no-sandbox'] ?? false,
      forEntry,
    };
  } catch (error) {
    return { kind: 'wrong', sentence: error instanceof Error ? error.message : String(error) };
  }
}

export interface ShellFacts {
  asked: Shell | null;
  /** Electron's binary is on this disk. */
  electron: boolean;
  /** A run from a config file takes what is there: it is a test or a script. */
  config: boolean;
  /** The download was tried within a day, in vain. */
  failedLately: boolean;
  /** Root on Linux: Electron does not start there with its sandbox, and unlike Chromium it cannot step down. */
  isRoot: boolean;
  noSandbox: boolean;
}

export type ShellChoice =
  | { kind: 'run'; shell: Shell }
  /** Fetch Electron first; `otherwise` where that fails. */
  | { kind: 'download'; otherwise: ShellChoice }
  | { kind: 'none'; sentence: string };

export function chooseShell(facts: ShellFacts): ShellChoice {
  const chromium: ShellChoice = { kind: 'run', shell: 'chromium' };
  const electron: ShellChoice = { kind: 'run', shell: 'electron' };
  if (facts.asked === 'chromium') return chromium;
  const unsandboxable = facts.isRoot && !facts.noSandbox;
  if (facts.asked === 'electron') {
    if (unsandboxable) {
      return {
        kind: 'none',
        sentence:
          'Electron does not run as root with its sandbox: start the counter as another user, or with --shell chromium.',
      };
    }
    const none: ShellChoice = {
      kind: 'none',
      sentence: "Electron's binary is not here and could not be fetched. Try --shell chromium.",
    };
    if (facts.electron) return electron;
    return facts.config ? none : { kind: 'download', otherwise: none };
  }
  if (unsandboxable) return chromium;
  if (facts.electron) return electron;
  return facts.config || facts.failedLately ? chromium : { kind: 'download', otherwise: chromium };
}

/** Electron's executable where it is on this disk, or null. Never wakes the download. */
export function findElectron(
  electronFolder: string,
  platform: NodeJS.Platform,
  overrideFolder: string | undefined,
): string | null {
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  };
  const binary = join(overrideFolder ?? join(electronFolder, 'dist'), names[platform] ?? 'electron');
  try {
    accessSync(binary, constants.X_OK);
    return binary;
  } catch {
    return null;
  }
}

/** Starts the counter and resolves with its exit code. */
export async function launch(args: readonly string[]): Promise<number> {
  const request = readLaunchRequest(args);
  if (request.kind === 'wrong') {
    say(request.sentence);
    return 2;
  }
  const folder = electronFolder();
  const binary = () =>
    folder && findElectron(folder, process.platform, process.env.ELECTRON_OVERRIDE_DIST_PATH);
  let choice = chooseShell({
    asked: request.shell,
    electron: binary() !== null,
    config: request.config,
    failedLately: isFresh(failedStamp),
    isRoot: process.platform === 'linux' && process.getuid?.() === 0,
    noSandbox: request.noSandbox,
  });
  if (choice.kind === 'download') {
    const fetched = folder !== null && (await downloadElectron(folder));
    choice = fetched && binary() !== null ? { kind: 'run', shell: 'electron' } : choice.otherwise;
  }
  if (choice.kind !== 'run') {
    say(choice.kind === 'none' ? choice.sentence : 'There is no window to show the counter in.');
    return 1;
  }
  const entry = join(root, 'dist', 'main', `entry-${choice.shell}.js`);
  if (!existsSync(entry)) {
    say(`${entry} is not built: run npm run build.`);
    return 1;
  }
  const run = (forEntry: readonly string[]) =>
    choice.kind === 'run' && choice.shell === 'electron'
      ? runEntry(binary() ?? '', [entry, ...forEntry])
      : runEntry(process.execPath, [...nodeFlags, entry, ...forEntry]);
  const code = await run(request.forEntry);
  return code === pairExitCode ? run(forPairing(request.forEntry)) : code;
}

/** Training ends with it where somebody wants to pair; `core/shell-port.ts` has the same, and a test compares them. */
export const pairExitCode = 75;

/** What a pairing is started with after training: the same window, and a folder of its own. */
export function forPairing(forEntry: readonly string[]): string[] {
  return [...forEntry.filter((arg) => !/^--(profile|training|pair|dev-url)(=|$)/.test(arg)), '--pair'];
}

async function runEntry(command: string, args: string[]): Promise<number> {
  const child = spawn(command, args, {
    // The IPC channel carries nothing: its end tells the entry that we are gone.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
  });
  return followChild(child);
}

/** Hands signals on and resolves with the child's exit code. */
async function followChild(child: ChildProcess): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  const orphaned = () => void child.kill('SIGTERM');
  for (const signal of signals) process.on(signal, pass);
  process.on('disconnect', orphaned);
  child.once('error', (error) => {
    say(`${child.spawnfile} does not start: ${error.message}`);
    resolve(1);
  });
  child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  const code = await promise;
  for (const signal of signals) process.off(signal, pass);
  process.off('disconnect', orphaned);
  return code;
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** How long to the download's first byte, and how long it may stand still after that. */
const firstByteMs = 5000;
const stalledMs = 30_000;

/** Runs Electron's own installer, which checks what it fetched. False where nothing comes in time. */
async function downloadElectron(folder: string): Promise<boolean> {
  const scratch = mkdtempSync(join(tmpdir(), 'fex-counter-electron-'));
  const began = performance.now();
  let failure: string | null = await unresolvable();
  if (failure === null) {
    say('Fetching Electron …');
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: 'ignore',
      // It downloads into the temporary folder: ours, so that the first byte can be seen to arrive.
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    });
    const ended = new Promise<number>((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (code) => resolve(code ?? 1));
    });
    const code = await Promise.race([ended, watchDownload(scratch, began)]);
    if (code === null) child.kill('SIGKILL');
    await ended;
    failure = code === 0 ? null : code === null ? 'nothing arrives' : 'its installer failed';
  }
  rmSync(scratch, { recursive: true, force: true });
  if (failure === null) {
    rmSync(failedStamp, { force: true });
    return true;
  }
  say(`Electron cannot be fetched (${failure}); not tried again for a day.`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(failedStamp, failure);
  return false;
}

/** No name service is known within a moment; behind a proxy the name is not ours to resolve. */
async function unresolvable(): Promise<string | null> {
  const { env } = process;
  if (env.ELECTRON_GET_USE_PROXY) return null;
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com';
  try {
    const { hostname } = new URL(mirror);
    const found = await Promise.race([
      lookup(hostname).then(() => true),
      pause(firstByteMs, false, { ref: false }),
    ]);
    return found ? null : `${hostname} has no answer from the name service`;
  } catch {
    return 'no name service';
  }
}

/** Shows how much came; resolves with null when it comes too slowly to wait for. */
async function watchDownload(scratch: string, began: number): Promise<null> {
  let bytes = 0;
  let lastMs = began;
  for (let tick = 1; ; tick++) {
    await pause(200, undefined, { ref: false });
    const now = performance.now();
    const size = await folderSize(scratch);
    if (size !== bytes) {
      bytes = size;
      lastMs = now;
    }
    if (now - lastMs > (bytes === 0 ? firstByteMs : stalledMs)) return null;
    if (bytes > 0 && tick % 10 === 0) say(`  ${(bytes / 1e6).toFixed(0)} MB`);
  }
}

async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return sizes.reduce((sum, file) => sum + (file?.isFile() ? file.size : 0), 0);
}

function isFresh(stamp: string): boolean {
  try {
    return Date.now() - statSync(stamp).mtimeMs < 24 * 3600 * 1000;
  } catch {
    return false;
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

if (import.meta.main) process.exitCode = await launch(process.argv.slice(2));
