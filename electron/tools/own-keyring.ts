import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A real keyring of our own: gnome-keyring on a private D-Bus session, unlocked with a made-up password. */
export interface OwnKeyring {
  /** What a program needs to reach it. */
  env: Record<string, string>;
  /** The folder its file lies in. */
  folder: string;
  /** What `secret-tool` finds under this account, or null. */
  lookUp(account: string): Promise<string | null>;
  /** The accounts it holds something under. */
  accounts(): Promise<string[]>;
  /** Locks it, as its owner's absence does. */
  lock(): Promise<void>;
  /** Unlocks it again, with its password. */
  unlock(): Promise<void>;
  stop(): Promise<void>;
}

const password = 'keyring of a test';
/** Says where the bus is, and lives until its stdin ends. */
const script =
  'printf "%s" "$1" | gnome-keyring-daemon --unlock --components=secrets >/dev/null; echo "BUS $DBUS_SESSION_BUS_ADDRESS"; cat >/dev/null';

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
}

/** `display`: lets the keyring's prompt open there; without one it fails at once. */
export async function startKeyring(
  options: { display?: Readonly<Record<string, string>> } = {},
): Promise<OwnKeyring> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-keyring-'));
  const at = { runtime: join(folder, 'run'), data: join(folder, 'data'), cache: join(folder, 'cache') };
  for (const path of Object.values(at)) await mkdir(path, { mode: 0o700 });
  const { DISPLAY: _, WAYLAND_DISPLAY: __, DBUS_SESSION_BUS_ADDRESS: ___, ...inherited } = process.env;
  const base = {
    ...inherited,
    ...options.display,
    XDG_RUNTIME_DIR: at.runtime,
    XDG_DATA_HOME: at.data,
    XDG_CACHE_HOME: at.cache,
  };
  const session = spawn('dbus-run-session', ['--', 'sh', '-c', script, 'sh', password], {
    env: base,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(session, 'exit');
  const bus = await new Promise<string>((resolve, reject) => {
    let text = '';
    session.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const found = /^BUS (.+)$/m.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    session.once('error', reject);
    void exited.then(() => reject(new Error('the D-Bus session ended')));
  });
  const env = { DBUS_SESSION_BUS_ADDRESS: bus };

  async function run(command: string, args: readonly string[], input?: string): Promise<string | null> {
    const child = spawn(command, args, { env: { ...base, ...env }, stdio: ['pipe', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
    });
    // A program that needs no input may be gone before it is given any.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? out : null;
  }

  const secrets = 'org.freedesktop.Secret.Service';

  async function daemonPid(): Promise<number | null> {
    const asked = await run('dbus-send', [
      ...['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'],
      ...['org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'],
    ]);
    const found = /(\d+)\s*$/.exec(asked ?? '')?.[1];
    return found === undefined ? null : Number(found);
  }

  async function isLocked(): Promise<boolean> {
    const asked = await run('dbus-send', [
      ...['--session', '--print-reply=literal', '--dest=org.freedesktop.secrets'],
      ...['/org/freedesktop/secrets/collection/login', 'org.freedesktop.DBus.Properties.Get'],
      ...['string:org.freedesktop.Secret.Collection', 'string:Locked'],
    ]);
    return !/boolean false/.test(asked ?? '');
  }

  return {
    env,
    folder: join(at.data, 'keyrings'),
    lookUp: (account) => run('secret-tool', ['lookup', 'service', 'FEX Counter', 'account', account]),
    async accounts() {
      const found = await run('secret-tool', ['search', '--all', 'service', 'FEX Counter']);
      return [...(found ?? '').matchAll(/^label = FEX Counter\/(.*)$/gm)].map(([, account]) => account ?? '');
    },
    async lock() {
      const path = '/org/freedesktop/secrets';
      const collection = `array:objpath:${path}/collection/login`;
      const how = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', path];
      await run('dbus-send', [...how, `${secrets}.Lock`, collection]);
    },
    async unlock() {
      // The daemon takes a password at its start only, and the bus may start one without whenever it is asked.
      for (let tries = 0; tries < 20 && (await isLocked()); tries += 1) {
        const pid = await daemonPid();
        if (pid !== null) {
          process.kill(pid, 'SIGTERM');
          await gone(pid);
        }
        await run('gnome-keyring-daemon', ['--unlock', '--components=secrets'], password);
      }
    },
    async stop() {
      session.stdin.end();
      await exited;
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}
