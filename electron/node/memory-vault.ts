import type { Vault } from '../core/ports.ts';

/** Secrets that end with the process: for training and for `--config` runs, whose secrets lie in the file. */
export function createMemoryVault(secrets: Readonly<Record<string, string>> = {}): Vault {
  const held = new Map(Object.entries(secrets));
  return {
    async get(name) {
      return held.get(name) ?? null;
    },
    async set(name, secret) {
      held.set(name, secret);
    },
    async delete(name) {
      held.delete(name);
    },
  };
}
