import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cacheFile, say } from './project.mjs';
import { runLogged } from './run.mjs';

/** What the counter needs of Debian: installed where we may, named where we may not. */

/**
 * `soft`: things look or sound poorer without it, but they run. `commands`: any of these on the path will do,
 * on systems that have no dpkg.
 *
 * @typedef {{ soft?: boolean, commands?: readonly string[] }} SystemPackage
 * @type {Readonly<Record<string, SystemPackage>>}
 */
export const systemPackages = {
  chromium: {
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
  },
  'fonts-noto-core': { soft: true },
  'fonts-noto-cjk': { soft: true },
  'fonts-noto-color-emoji': { soft: true },
  'libsecret-1-0': { soft: true },
  xvfb: { commands: ['Xvfb'] },
  xauth: { commands: ['xauth'] },
  xdotool: { commands: ['xdotool'] },
  dbus: { commands: ['dbus-run-session'] },
  'gnome-keyring': { commands: ['gnome-keyring-daemon'] },
  'libsecret-tools': { commands: ['secret-tool'] },
  socat: { commands: ['socat'] },
  // Shows that a sale is on the disk before it is sent; not every system lets it.
  strace: { soft: true, commands: ['strace'] },
};

/** What a window takes, and what one takes where there is no display, with the keys a demo types. */
export const forWindow = [
  'chromium',
  'fonts-noto-core',
  'fonts-noto-cjk',
  'fonts-noto-color-emoji',
  'libsecret-1-0',
];
export const forHeadless = [...forWindow, 'xvfb', 'xauth', 'xdotool'];
export const forTests = Object.keys(systemPackages);

/**
 * What is missing of a list, by dpkg's own words (`package status` a line) or by the commands on the path.
 *
 * @param {readonly string[]} wanted
 * @param {{ dpkg: string | null, onPath: (command: string) => boolean }} facts
 */
export function missingPackages(wanted, facts) {
  const { dpkg, onPath } = facts;
  const installed = new Set(
    (dpkg ?? '')
      .split('\n')
      .filter((line) => / ?ii\s*$/.test(line))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => {
    if (installed.has(name)) return false;
    const commands = systemPackages[name]?.commands;
    // Without dpkg a library or a font cannot be looked for; it is not insisted on.
    if (commands === undefined) return dpkg !== null;
    return !commands.some(onPath);
  });
}

/** @param {readonly string[]} names */
export function installCommand(names) {
  return `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/**
 * @param {string} command the npm script
 * @param {readonly string[]} wanted
 * @param {readonly string[]} [optional] what of it the command may do without
 * @returns {Promise<boolean>} false where the command cannot run
 */
export async function installSystemPackages(command, wanted, optional = []) {
  if (process.platform !== 'linux' || wanted.length === 0) return true;
  const stamp = cacheFile(`system-${command}-${wanted.length}`);
  // Asked again only when something was installed or removed since.
  if (modified(stamp) > modified('/var/lib/dpkg/status') && modified('/var/lib/dpkg/status') > 0) return true;
  const missing = missingPackages(wanted, { dpkg: askDpkg(wanted), onPath });
  if (missing.length === 0) {
    writeFileSync(stamp, '');
    return true;
  }
  const needed = missing.filter((name) => !systemPackages[name]?.soft && !optional.includes(name));
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    const how = existsSync('/usr/bin/apt-get')
      ? `sudo sh -c '${installCommand(missing)}'`
      : `your system's packages of: ${missing.join(' ')}`;
    if (needed.length === 0) {
      say(`Better with: ${how}`);
      return true;
    }
    say(`This needs ${needed.join(', ')}. Install with:\n  ${how}`);
    return false;
  }
  const log = join(tmpdir(), `fex-counter-apt-${process.pid}.log`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!(await runLogged('Reading the list of system packages', 'apt-get', ['update'], log, { env }))) {
    // An old list may still do.
    say('Going on with the list as it is.');
  }
  const args = ['install', '-y', '--no-install-recommends', ...missing];
  const installed = await runLogged(`Installing ${missing.join(', ')}`, 'apt-get', args, log, {
    env,
    append: true,
  });
  if (installed) {
    rmSync(log, { force: true });
    writeFileSync(stamp, '');
  }
  return installed || needed.length === 0;
}

/** @param {readonly string[]} names */
function askDpkg(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's own
  const format = '${Package} ${db:Status-Abbrev}\\n';
  const asked = spawnSync('dpkg-query', ['-W', '-f', format, ...names], { encoding: 'utf8' });
  return asked.error ? null : asked.stdout;
}

/** @param {string} command */
function onPath(command) {
  if (command === 'chromium' && process.env.FEX_COUNTER_CHROMIUM) return true;
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @param {string} path */
function modified(path) {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
