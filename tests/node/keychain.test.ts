import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VaultError } from '../../electron/core/ports.ts';
import { createKeychain, type KeychainLibrary } from '../../electron/node/keychain.ts';
import { keytarProcess } from '../../electron/node/keychain-process.ts';
import { hasPlainTextKeyring } from '../../electron/node/plain-keyring.ts';
import { startDisplay } from '../../electron/tools/display.ts';
import { type OwnKeyring, startKeyring } from '../../electron/tools/own-keyring.ts';
import { tempFolder } from './temp-folder.ts';

const child = fileURLToPath(new URL('child-keychain.ts', import.meta.url));

/** keytar finds its keyring by the process's environment, so every use of it is a process of its own. */
function inProcess(env: Readonly<Record<string, string>>, ...steps: readonly string[]): string[] {
  const { DISPLAY: _, ...inherited } = process.env;
  const ran = spawnSync(process.execPath, [child, ...steps], {
    env: { ...inherited, ...env },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(ran.error, ran.stderr).toBeUndefined();
  return ran.stdout.trim().split('\n');
}

async function keyring(display?: Readonly<Record<string, string>>): Promise<OwnKeyring> {
  const own = await startKeyring(display ? { display } : {});
  onTestFinished(() => own.stop());
  return own;
}

/** The keychain's helper takes the session of this very process, for as long as the test lasts. */
function inThisProcess(own: OwnKeyring) {
  const { DBUS_SESSION_BUS_ADDRESS: before } = process.env;
  process.env.DBUS_SESSION_BUS_ADDRESS = own.env.DBUS_SESSION_BUS_ADDRESS;
  const keychain = createKeychain();
  onTestFinished(() => {
    keychain.close();
    process.env.DBUS_SESSION_BUS_ADDRESS = before;
    if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
  });
  const vault = keychain.vaultOf('c-1');
  return { vault };
}

// Processes that start processes: seconds, where others work on the same computer.
describe('a real keyring', { timeout: 60_000 }, () => {
  it('keeps a secret where others find it too, over a restart, until it is deleted', async () => {
    const own = await keyring();
    expect(inProcess(own.env, 'check', 'get:a', 'set:a:geheim – سرّ', 'get:a')).toEqual([
      'checked',
      'null',
      'set',
      '"geheim – سرّ"',
    ]);
    expect(await own.lookUp('c-1 a')).toBe('geheim – سرّ');
    expect(inProcess(own.env, 'get:a')).toEqual(['"geheim – سرّ"']);
    expect(inProcess(own.env, 'delete:a', 'get:a')).toEqual(['deleted', 'null']);
    expect(await own.lookUp('c-1 a')).toBeNull();
    expect(await own.accounts()).toEqual([]);
  });

  it('is locked, not empty, when it is locked; and has everything again when it is not', async () => {
    const own = await keyring();
    inProcess(own.env, 'set:a:x');
    await own.lock();
    expect(inProcess(own.env, 'get:a', 'get:b', 'set:a:y', 'delete:a', 'check')).toEqual(
      Array.from({ length: 5 }, () => 'locked'),
    );
    await own.unlock();
    expect(inProcess(own.env, 'get:a', 'get:b')).toEqual(['"x"', 'null']);
  });

  it('is not waited for while its prompt stands on the screen, and the process can end', async () => {
    const display = await startDisplay('800x480');
    onTestFinished(() => display.stop());
    const own = await keyring(display.env);
    inProcess(own.env, 'set:a:x');
    await own.lock();
    // The keyring itself waits for ever: that this process answers and ends is what is to be seen.
    expect(inProcess(own.env, 'time-out:1000', 'get:a', 'get:a')).toEqual(['no-answer', 'no-answer']);
  });

  it('is no provider without a session bus', () => {
    expect(inProcess({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, 'check', 'get:a', 'set:a:x')).toEqual(
      Array.from({ length: 3 }, () => 'no-provider'),
    );
  });
});

describe('a keyring that is started anew', { timeout: 60_000 }, () => {
  it('is found again by the same counter', async () => {
    const own = await keyring();
    const { vault } = inThisProcess(own);
    await vault.set('a', 'x');
    await own.lock();
    await expect(vault.get('a')).rejects.toMatchObject({ reason: 'locked' });
    await own.unlock();
    expect(await vault.get('a')).toBe('x');
  });

  it('is found by a counter that knows it as locked only', async () => {
    const own = await keyring();
    inProcess(own.env, 'set:a:x');
    await own.lock();
    const { vault } = inThisProcess(own);
    await expect(vault.get('a')).rejects.toMatchObject({ reason: 'locked' });
    await own.unlock();
    expect(await vault.get('a')).toBe('x');
  });
});

describe('a keychain that misbehaves', () => {
  const never = new Promise<never>(() => {});
  const library = (change: Partial<KeychainLibrary>): KeychainLibrary => {
    const items = new Map<string, string>();
    return {
      getPassword: async (_, account) => items.get(account) ?? null,
      setPassword: async (_, account, secret) => void items.set(account, secret),
      deletePassword: async (_, account) => items.delete(account),
      reset: () => {},
      ...change,
    };
  };
  const plainText = () => false;

  it('asks one thing at a time, and nothing more while a call hangs', async () => {
    let calls = 0;
    const getPassword = () => {
      calls += 1;
      return never;
    };
    const keychain = createKeychain({ library: library({ getPassword }), timeoutMs: 20, plainText });
    const vault = keychain.vaultOf('c');
    await expect(Promise.all([vault.get('a'), vault.get('b')])).rejects.toMatchObject({
      reason: 'no-answer',
    });
    await expect(vault.set('a', 'x')).rejects.toMatchObject({ reason: 'no-answer' });
    expect(calls).toBe(1);
  });

  it('is asked again once the call that hung came back', async () => {
    const { promise, resolve } = Promise.withResolvers<string | null>();
    let first = true;
    const getPassword = () => {
      if (!first) return Promise.resolve('there');
      first = false;
      return promise;
    };
    const keychain = createKeychain({ library: library({ getPassword }), timeoutMs: 20, plainText });
    await expect(keychain.vaultOf('c').get('a')).rejects.toBeInstanceOf(VaultError);
    resolve(null);
    await promise;
    await expect
      .poll(() =>
        keychain
          .vaultOf('c')
          .get('a')
          .catch(() => null),
      )
      .toBe('there');
  });

  it('that forgets at once is not trusted', async () => {
    const keychain = createKeychain({ library: library({ setPassword: async () => {} }), plainText });
    await expect(keychain.check()).rejects.toMatchObject({ reason: 'failed' });
    await expect(keychain.vaultOf('c').get('a')).rejects.toMatchObject({ reason: 'failed' });
  });

  it('whose library does not load, or whose process dies, is asked once more and then given up', async () => {
    const keychain = createKeychain({
      library: keytarProcess(() => {
        let ended = () => {};
        return {
          send: () => ended(),
          onReply: () => {},
          onEnd(hear) {
            ended = hear;
          },
          end: () => {},
        };
      }),
      plainText,
    });
    await expect(keychain.check()).rejects.toMatchObject({ reason: 'failed' });
  });

  it('that would lay secrets open gets none', async () => {
    let kept = false;
    const setPassword = async () => {
      kept = true;
    };
    const keychain = createKeychain({ library: library({ setPassword }), plainText: () => true });
    await expect(keychain.vaultOf('c').set('a', 'x')).rejects.toMatchObject({ reason: 'plain-text' });
    expect(kept).toBe(false);
  });
});

describe('a keyring without a password', () => {
  it('is told by its file', () => {
    const home = tempFolder();
    const folder = join(home, '.local', 'share', 'keyrings');
    mkdirSync(folder, { recursive: true });
    expect(hasPlainTextKeyring('linux', {}, home)).toBe(false);
    writeFileSync(join(folder, 'login.keyring'), 'GnomeKeyring\n\r\0\n');
    expect(hasPlainTextKeyring('linux', {}, home)).toBe(false);
    writeFileSync(join(folder, 'other.keyring'), '[keyring]\ndisplay-name=Other\n');
    expect(hasPlainTextKeyring('linux', {}, home)).toBe(false);
    writeFileSync(join(folder, 'default'), 'other');
    expect(hasPlainTextKeyring('linux', {}, home)).toBe(true);
    expect(hasPlainTextKeyring('darwin', {}, home)).toBe(false);
  });
});
