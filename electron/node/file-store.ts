import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { Store } from '../core/ports.ts';

const name = 'settings';

export interface FileStoreOptions {
  /** The profile's folder; it exists. */
  folder: string;
  /** Told where a file that could not be read was put aside; its settings start anew. */
  onBroken?: (setAsideAs: string) => void;
  /** Wall time, for the name of a broken file. */
  wallMs?: () => number;
}

/**
 * Settings in `settings.json`, each write whole or not at all. One process owns the profile, so what was read at
 * the start and written since is the truth; a file that breaks later is noticed at the next start.
 */
export function createFileStore(options: FileStoreOptions): Store {
  const file = join(options.folder, `${name}.json`);
  setAsideWhereBroken(file, options);
  const conf = new Conf<Record<string, unknown>>({
    cwd: options.folder,
    configName: name,
    // Keys are names, not paths into one another.
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
  const values = new Map(Object.entries(conf.store));

  return {
    read(key) {
      const value = values.get(key);
      return value === undefined ? null : structuredClone(value);
    },
    write(key, value) {
      const next = new Map(values);
      if (value === undefined) next.delete(key);
      else next.set(key, JSON.parse(JSON.stringify(value)));
      try {
        conf.store = Object.fromEntries(next);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
        throw new Error(`The settings could not be saved in ${file} (${code}).`, { cause: error });
      }
      if (value === undefined) values.delete(key);
      else values.set(key, next.get(key));
    },
  };
}

function setAsideWhereBroken(file: string, options: FileStoreOptions): void {
  if (!existsSync(file) || isObject(readFileSync(file, 'utf8'))) return;
  const stamp = new Date((options.wallMs ?? Date.now)()).toISOString().replaceAll(':', '-');
  let aside = join(options.folder, `${name}.broken-${stamp}.json`);
  // Never over an older one: what was in it may still be wanted.
  for (let count = 2; existsSync(aside); count += 1) {
    aside = join(options.folder, `${name}.broken-${stamp}-${count}.json`);
  }
  renameSync(file, aside);
  options.onBroken?.(aside);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
