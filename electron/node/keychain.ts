import { randomBytes } from 'node:crypto';
import { type Vault, VaultError } from '../core/ports.ts';
import { keytarProcess } from './keychain-process.ts';
import { hasPlainTextKeyring } from './plain-keyring.ts';

/** What is taken of keytar; handed in by tests that need a keychain to misbehave. */
export interface KeychainLibrary {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  /** Ends what it has running; the next call begins anew. */
  reset(): void;
}

/** The operating system's keychain, opened for this program. */
export interface Keychain {
  /** Writes, reads and deletes an item of no meaning. Rejects with a VaultError where that does not work. */
  check(): Promise<{ tookMs: number }>;
  /** The items of one counter; one item per credential. */
  vaultOf(counterId: string): Vault;
  /** Ends its process, also one that waits for a prompt. */
  close(): void;
}

export const keychainService = 'FEX Counter';
/** Longer than any keychain that needs nobody's hand takes. */
const callTimeoutMs = 5_000;
const stuckSentence = 'The keychain does not answer.';

/**
 * Three things a keychain's library does not say are said here: a locked one reads as empty, one without a
 * provider may wait for ever, and a prompt nobody sees never returns. So every call has an end, calls go one
 * after the other (while somebody types into a prompt, nothing else is asked), and *absent* is believed only after
 * the keychain has just proved that it is open. There is no other place a secret could go.
 */
export function createKeychain(
  options: { library?: KeychainLibrary; timeoutMs?: number; plainText?: () => boolean } = {},
): Keychain {
  const timeoutMs = options.timeoutMs ?? callTimeoutMs;
  const library = options.library ?? keytarProcess();
  const isPlainText = options.plainText ?? hasPlainTextKeyring;
  let turn: Promise<unknown> = Promise.resolve();
  /** The call that has not come back although its time is over. */
  let stuck: Promise<unknown> | null = null;

  function call<T>(run: (library: KeychainLibrary) => Promise<T>): Promise<T> {
    const result = turn.then(() => twice(run));
    turn = result.catch(() => {});
    return result;
  }

  /**
   * What the library once learnt of a keychain it believes for ever, that it is locked or under which name it is
   * found: after a failure a new process asks. Every call may be repeated.
   */
  async function twice<T>(run: (library: KeychainLibrary) => Promise<T>): Promise<T> {
    try {
      return await once(run);
    } catch (error) {
      if (!(error instanceof VaultError) || error.reason === 'no-answer') throw error;
      library.reset();
      if (error.reason !== 'failed') throw error;
      return once(run);
    }
  }

  async function once<T>(run: (library: KeychainLibrary) => Promise<T>): Promise<T> {
    if (stuck !== null) throw new VaultError('no-answer', stuckSentence);
    const running = run(library);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        stuck = running
          .catch(() => {})
          .finally(() => {
            stuck = null;
          });
        reject(new VaultError('no-answer', stuckSentence));
      }, timeoutMs);
    });
    try {
      return await Promise.race([running, late]);
    } catch (error) {
      throw error instanceof VaultError ? error : translated(error);
    } finally {
      clearTimeout(timer);
    }
  }

  async function check(): Promise<{ tookMs: number }> {
    const began = performance.now();
    if (isPlainText()) {
      throw new VaultError('plain-text', 'The keychain has no password and keeps its contents unencrypted.');
    }
    const account = `check ${randomBytes(6).toString('hex')}`;
    const word = randomBytes(12).toString('hex');
    await call((it) => it.setPassword(keychainService, account, word));
    const read = await call((it) => it.getPassword(keychainService, account));
    await call((it) => it.deletePassword(keychainService, account));
    if (read !== word) throw new VaultError('failed', 'The keychain does not keep what it is given.');
    return { tookMs: Math.round(performance.now() - began) };
  }

  return {
    check,
    close: library.reset,
    vaultOf(counterId) {
      const accountOf = (name: string) => `${counterId} ${name}`;
      const read = (name: string) => call((it) => it.getPassword(keychainService, accountOf(name)));
      return {
        async get(name) {
          const found = await read(name);
          if (found !== null) return found;
          // A locked keychain reads as an empty one.
          await check();
          return read(name);
        },
        async set(name, secret) {
          if (isPlainText()) await check();
          await call((it) => it.setPassword(keychainService, accountOf(name), secret));
        },
        async delete(name) {
          const deleted = await call((it) => it.deletePassword(keychainService, accountOf(name)));
          // A locked keychain deletes nothing and says the same as an empty one.
          if (deleted) return;
          await check();
          await call((it) => it.deletePassword(keychainService, accountOf(name)));
        },
      };
    },
  };
}

/** Sources: messages of libsecret 0.20 and gnome-keyring 42, which are all the library passes on. */
function translated(error: unknown): VaultError {
  const message = messageOf(error);
  if (/locked/i.test(message)) return new VaultError('locked', 'The keychain is locked.');
  // A unique name or a session that is gone is a keychain that was started anew: tried once more.
  if (/name :\d|session wrapping/i.test(message)) return new VaultError('failed', message);
  if (/transport|autolaunch|session bus|ServiceUnknown|not provided by any|D-?Bus|connect/i.test(message)) {
    return new VaultError('no-provider', `This session has no keychain: ${message}`);
  }
  return new VaultError('failed', `The keychain failed: ${message}`);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
