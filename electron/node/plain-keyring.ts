import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether gnome-keyring's default collection has an empty password: then its file is plain text, and a secret in
 * it lies as open as in any other file. Source: gnome-keyring's file formats, a text file begins with `[keyring]`,
 * an encrypted one with `GnomeKeyring`.
 */
export function hasPlainTextKeyring(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): boolean {
  if (platform !== 'linux') return false;
  const folder = join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'keyrings');
  const collection = readText(join(folder, 'default'))?.trim() || 'login';
  // The name comes from a file: it may not lead elsewhere.
  if (collection.includes('/')) return false;
  return firstBytes(join(folder, `${collection}.keyring`), 9) === '[keyring]';
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').slice(0, 200);
  } catch {
    return null;
  }
}

function firstBytes(path: string, count: number): string | null {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(count);
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, count, 0));
  } catch {
    return null;
  } finally {
    if (file !== null) closeSync(file);
  }
}
