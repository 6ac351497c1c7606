import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a few megabytes in memory, and something on it that eats the room. */
export interface SmallDisk {
  folder: string;
  freeBytes(): number;
  /** Eats so many bytes, or what is left. */
  eat(bytes: number): void;
  /** Gives so many bytes back. */
  giveBack(bytes: number): void;
  remove(): void;
}

const crumb = Buffer.alloc(4096);

/** Null where this user may not mount a disk. */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'fex-torture-disk-'));
  const size = `size=${mebibytes}m`;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `${size},mode=0700`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmdirSync(folder);
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    freeBytes() {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
    eat(bytes) {
      const file = openSync(ballast, 'a');
      try {
        for (let eaten = 0; eaten < bytes; eaten += crumb.length) writeSync(file, crumb);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    giveBack(bytes) {
      const size = statSync(ballast, { throwIfNoEntry: false })?.size ?? 0;
      if (size > 0) truncateSync(ballast, Math.max(0, size - bytes));
    },
    remove() {
      rmSync(ballast, { force: true });
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
      rmdirSync(folder);
    },
  };
}
