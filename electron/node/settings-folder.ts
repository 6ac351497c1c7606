import { constants } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettingsFolder } from '../core/ports.ts';
import { writeWhole } from './write-whole.ts';

/** Nothing that leads out of the folder, and nothing hidden. */
const fileName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,100}\.json$/u;
const mostFiles = 50;
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
const asIs = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;

/** Files that go from till to till, in one folder of the profile and nowhere else. */
export function createSettingsFolder(path: string): SettingsFolder {
  return {
    path,
    async list() {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const names = (await readdir(path)).filter((name) => fileName.test(name));
      const found = await Promise.all(
        names.map(async (name) => {
          const file = await stat(join(path, name)).catch(() => null);
          return file?.isFile() ? [{ name, atMs: Math.round(file.mtimeMs) }] : [];
        }),
      );
      return found
        .flat()
        .sort((a, b) => b.atMs - a.atMs)
        .slice(0, mostFiles);
    },
    async read(name, largest) {
      if (!fileName.test(name)) return null;
      // A link would lead out of the folder, and a pipe would never end.
      const handle = await open(join(path, name), asIs).catch(() => null);
      if (handle === null) return null;
      try {
        const file = await handle.stat();
        if (!file.isFile()) return null;
        if (file.size > largest) return 'too-large';
        return { content: await handle.readFile('utf8') };
      } catch {
        return null;
      } finally {
        await handle.close();
      }
    },
    async write(name, content) {
      if (!fileName.test(name)) throw new Error(`${name} is no name for a settings file`);
      await mkdir(path, { recursive: true, mode: 0o700 });
      writeWhole(join(path, name), content);
    },
  };
}
