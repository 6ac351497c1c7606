import { z } from 'zod';
import { type JournalHead, type Log, type Store, type Vault, vaultNames } from '../ports.ts';

/**
 * The settings, of which those that tell a copied profile from the original lie in the keychain: a copy of the
 * folder does not bring them along (money rule 11). What is written is there at once and reaches the keychain
 * behind it, so that nothing waits for the keychain.
 */
export interface Keep extends Store {
  /** Waits for what was written; false where the keychain did not take it. */
  saved(): Promise<boolean>;
}

/** Short on purpose: Windows takes 2560 bytes an item. */
const keptKeys = ['installationId', 'installationSinceMs', 'mark'] as const;
const keptSchema = z.record(z.string(), z.unknown());

/** Rejects with a VaultError where the keychain cannot be read. */
export async function openKeep(store: Store, vault: Vault, log: Log): Promise<Keep> {
  const values = readKept(await vault.get(vaultNames.installation), log);
  let dirty = false;
  let failed = false;
  let flight: Promise<void> = Promise.resolve();
  let flying = false;

  async function writeBehind(): Promise<void> {
    flying = true;
    while (dirty) {
      dirty = false;
      try {
        await vault.set(vaultNames.installation, JSON.stringify(values));
        failed = false;
      } catch {
        // Tried again with the next change; a mark that lags behind stops nobody.
        if (!failed) log.warn('keychain.not-written');
        failed = true;
      }
    }
    flying = false;
  }

  return {
    read: (key) => (isKept(key) ? (values[key] ?? null) : store.read(key)),
    write(key, value) {
      if (!isKept(key)) return store.write(key, value);
      if (value === undefined) delete values[key];
      else values[key] = value;
      dirty = true;
      if (!flying) flight = writeBehind();
    },
    async saved() {
      await flight;
      return !failed;
    },
  };
}

/**
 * A counter was paired just now: besides its id, the record as far as it goes lies in the keychain before its first
 * start, for a record without a mark is taken for a copy.
 */
export async function keepFirstMark(vault: Vault, mark: JournalHead, log: Log): Promise<void> {
  const before = readKept(await vault.get(vaultNames.installation), log);
  await vault.set(vaultNames.installation, JSON.stringify({ ...before, mark }));
}

/** The settings alone, for training and `--config` runs; what is written is on the disk. */
export function keepInSettings(store: Store): Keep {
  return { read: store.read, write: store.write, saved: async () => true };
}

/** Without its keychain a till knows nothing of the kind and must not write anything in its place. */
export function closedKeep(store: Store): Keep {
  return {
    read: (key) => (isKept(key) ? null : store.read(key)),
    write: (key, value) => {
      if (!isKept(key)) store.write(key, value);
    },
    saved: async () => true,
  };
}

function isKept(key: string): boolean {
  return (keptKeys as readonly string[]).includes(key);
}

function readKept(text: string | null, log: Log): Record<string, unknown> {
  if (text === null) return {};
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch {
    log.warn('keychain.unreadable');
    return {};
  }
}
