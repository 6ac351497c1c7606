import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nobodyId } from './sandbox-plan.ts';

/**
 * A fresh home for Chromium, thrown away at exit. The counter's profile is not in it: the page keeps nothing,
 * every fact lives in the main process, and a browser that was taken over finds nobody's files here.
 */
export interface ChromiumHome {
  folder: string;
  userData: string;
  env: Record<string, string>;
  /** Device groups (camera, sound, graphics) that nobody needs to be in. */
  groups: number[];
  remove(): Promise<void>;
}

const prefix = 'fex-counter-window-';
/** What Chromium puts below its temporary folder, and how long a socket's path may be on Linux. */
const longestSocket = 'org.chromium.Chromium.XXXXXX/SingletonSocket';
const longestPath = 107;

/** Synchronous, because it is a few milliseconds and everything waits for Chromium, which waits for this. */
export function makeChromiumHome(options: {
  asNobody: boolean;
  env: Readonly<Record<string, string | undefined>>;
}): ChromiumHome {
  const { asNobody, env } = options;
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const folders = {
    config: 'config',
    cache: 'cache',
    data: 'data',
    runtime: 'run',
    userData: 'chromium',
    temporary: 'tmp',
  };
  const made = Object.values(folders).map((name) => join(folder, name));
  for (const path of made) mkdirSync(path, { mode: 0o700 });
  const home: Record<string, string> = {};
  const temporary = join(folder, folders.temporary);
  // It leaves a folder there at every run. Elsewhere than on Linux the path would be too long for its socket.
  if (process.platform === 'linux' && join(temporary, longestSocket).length <= longestPath) {
    home.TMPDIR = temporary;
  }
  let groups: number[] = [];
  const preferences = writePreferences(join(folder, folders.userData));

  if (asNobody) {
    home.HOME = folder;
    home.XDG_CONFIG_HOME = join(folder, folders.config);
    home.XDG_CACHE_HOME = join(folder, folders.cache);
    home.XDG_DATA_HOME = join(folder, folders.data);
    home.XDG_RUNTIME_DIR = join(folder, folders.runtime);
    // Root's session bus is not its business, and it would ask the keyring there.
    home.DBUS_SESSION_BUS_ADDRESS = 'disabled:';
    const cookie = copyCookie(folder, env);
    if (cookie !== null) home.XAUTHORITY = cookie;
    groups = deviceGroups();
    for (const path of [folder, ...made, ...preferences, ...(cookie === null ? [] : [cookie])]) {
      chownSync(path, nobodyId, nobodyId);
    }
  }

  return {
    folder,
    userData: join(folder, folders.userData),
    env: home,
    groups,
    async remove() {
      // Chromium's helpers may still write for a moment after it is gone.
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

/**
 * Chromium offers to save what looks like a password, and remembers what was typed into fields. Keys belong into the
 * system's keychain and nowhere else. Names: chromium's `pref_names` and those of its password manager and autofill.
 */
function writePreferences(userData: string): string[] {
  const first = join(userData, 'Default');
  const file = join(first, 'Preferences');
  mkdirSync(first, { mode: 0o700 });
  const off = {
    credentials_enable_service: false,
    credentials_enable_autosignin: false,
    profile: { password_manager_enabled: false, password_manager_leak_detection: false },
    autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
    translate: { enabled: false },
    // Not by Chromium's print dialog either, which holds the page up until somebody answers it.
    printing: { enabled: false },
    // As on the command line, whose switch has had two names by now.
    webrtc: {
      ip_handling_policy: 'disable_non_proxied_udp',
      multiple_routes_enabled: false,
      nonproxied_udp_enabled: false,
    },
  };
  writeFileSync(file, JSON.stringify(off), { mode: 0o600 });
  return [first, file];
}

/** Removes what a counter left behind that lost its power. */
export async function sweepOldHomes(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  const dead = names.filter(
    (name) => name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)),
  );
  await Promise.all(
    dead.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {})),
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The X server's cookie, readable by the user Chromium runs as and nobody else. */
function copyCookie(folder: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const copy = join(folder, 'Xauthority');
  try {
    copyFileSync(env.XAUTHORITY ?? join(homedir(), '.Xauthority'), copy);
  } catch {
    return null; // no cookie: the server admits everybody, or there is none
  }
  chmodSync(copy, 0o600);
  return copy;
}

/** The groups that own the camera, sound and graphics devices, without root's. */
function deviceGroups(): number[] {
  const found = new Set<number>();
  for (const [folder, pattern] of [
    ['/dev', /^video\d+$/],
    ['/dev/snd', /./],
    ['/dev/dri', /^(card|renderD)\d+$/],
  ] as const) {
    for (const name of namesIn(folder).filter((name) => pattern.test(name))) {
      const device = statSync(join(folder, name), { throwIfNoEntry: false });
      if (device?.isCharacterDevice() && device.gid !== 0) found.add(device.gid);
    }
  }
  return [...found];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
