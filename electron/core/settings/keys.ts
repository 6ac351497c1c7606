import type { HaltView } from '../../../shared/snapshot.ts';
import {
  type Hasher,
  type Log,
  type Random,
  type Store,
  type Vault,
  VaultError,
  vaultNames,
} from '../ports.ts';
import { closedKeep, type Keep, keepInSettings, openKeep } from './keep.ts';

/** Whether this counter has its keys, and what it knows because of that. */
export interface Keys {
  /** Why it charges nothing, or null. */
  trouble: HaltView['reason'] | null;
  keep: Keep;
  /** Key of the digests that stand for wallet codes. */
  digestKey: string;
  /** Null while the keychain is closed. */
  pinPepper: string | null;
}

/** What a keychain that gives nothing is called on the screen. */
export const keychainHalts = {
  locked: 'keychain-locked',
  'no-answer': 'keychain-missing',
  'no-provider': 'keychain-missing',
  failed: 'keychain-missing',
  'plain-text': 'keychain-plain',
} as const satisfies Record<VaultError['reason'], HaltView['reason']>;

/**
 * Looks into the vault once, before anything is sent. A real counter whose keychain gives nothing opens all the
 * same, to watch what is open; it charges nothing, and nothing else takes the keychain's place.
 */
export async function openKeys(parts: {
  /** True for a real counter: its vault is the system's keychain. */
  keychain: boolean;
  /** A manager gave the counter up: there is nothing to look for. */
  unpaired: boolean;
  vault: Vault;
  store: Store;
  hasher: Hasher;
  random: Random;
  log: Log;
}): Promise<Keys> {
  const { keychain, vault, store, hasher, random, log } = parts;
  const keyOf = (name: string) => ownKey(name, vault, hasher, random);
  if (!keychain) {
    const digestKey = await keyOf(vaultNames.digestKey);
    return { trouble: null, keep: keepInSettings(store), digestKey, pinPepper: '' };
  }
  const closed = { keep: closedKeep(store), digestKey: hasher.sha256Hex(random.bytes(32)), pinPepper: null };
  if (parts.unpaired) return { ...closed, trouble: 'unpaired' };
  try {
    if ((await vault.get(vaultNames.clientSecret)) === null) return { ...closed, trouble: 'keys-gone' };
    const keep = await openKeep(store, vault, log);
    const digestKey = await keyOf(vaultNames.digestKey);
    return { trouble: null, keep, digestKey, pinPepper: await keyOf(vaultNames.pinPepper) };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    log.error('keychain.closed', { reason: error.reason });
    return { ...closed, trouble: keychainHalts[error.reason] };
  }
}

/** A key that nobody gave us: made up at its first use. */
export async function ownKey(name: string, vault: Vault, hasher: Hasher, random: Random): Promise<string> {
  const stored = await vault.get(name);
  if (stored !== null) return stored;
  const key = hasher.sha256Hex(random.bytes(32));
  await vault.set(name, key);
  return key;
}

/** The vault, which besides says how it fares: a keychain may be locked half-way through a day. */
export function watchedVault(
  vault: Vault,
  heard: (trouble: HaltView['reason'] | null) => void,
): Pick<Vault, 'get'> {
  return {
    async get(name) {
      try {
        const found = await vault.get(name);
        heard(found === null ? 'keys-gone' : null);
        return found;
      } catch (error) {
        heard(keychainHalts[error instanceof VaultError ? error.reason : 'failed']);
        throw error;
      }
    },
  };
}
