import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { Store } from '../core/ports.ts';
import { writeWhole } from './write-whole.ts';

const name = 'settings';

/** What `conf` and its child `electron-store` are told alike. */
export interface SettingsOptions {
  cwd: string;
  /** Without its ending. */
  configName: string;
  accessPropertiesByDotNotation: false;
  configFileMode: number;
  serialize: (values: Record<string, unknown>) => string;
}
export type OpenSettings = (options: SettingsOptions) => { store: Record<string, unknown> };

export interface FileStoreOptions {
  /** The profile's folder; it exists. */
  folder: string;
  /** Told where a file that could not be read was put aside; its settings start anew. */
  onBroken?: (setAsideAs: string) => void;
  /** `conf` unless the shell brings its own. */
  openSettings?: OpenSettings;
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
  const open: OpenSettings = options.openSettings ?? ((how) => new Conf<Record<string, unknown>>(how));
  const conf = open({
    cwd: options.folder,
    configName: name,
    // Keys are names, not paths into one another.
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    serialize,
  });
  let values: Record<string, unknown> = { ...conf.store };

  function save(next: Record<string, unknown>): void {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
    conf.store = next;
    if (readFileSync(file, 'utf8') === serialize(next)) return;
    // The writer inside conf takes a part for the whole where the disk fills up under it.
    rmSync(file, { force: true });
    if (before !== null) writeWhole(file, before);
    throw Object.assign(new Error('the file was cut'), { code: 'ENOSPC' });
  }

  return {
    read(key) {
      return Object.hasOwn(values, key) ? structuredClone(values[key]) : null;
    },
    write(key, value) {
      const { [key]: _, ...next } = values;
      if (value !== undefined) next[key] = JSON.parse(JSON.stringify(value));
      try {
        save(next);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
        throw new Error(`The settings could not be saved in ${file} (${code}).`, { cause: error });
      }
      values = next;
    },
  };
}

function serialize(values: Record<string, unknown>): string {
  return JSON.stringify(values, undefined, 2);
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
