import { chmodSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Stop } from '../core/ports.ts';

export interface ProfileLock {
  /** Lets the next process in. Idempotent. */
  release: Stop;
}

export const lockFileName = 'lock.db';
const busy = 5;
/** A database that nobody refers to is closed by the collector, and its lock let go with it. */
const taken = new Set<DatabaseSync>();

/**
 * Keeps a second process out of a profile, or null where one is already in. The operating system lets go of it
 * when the process ends in whatever way, so there is no stale lock to clear by hand. It is SQLite's own file
 * lock because that is the one lock Node can take on every system. Throws where the folder cannot be written.
 */
export function takeLock(folder: string): ProfileLock | null {
  const file = join(folder, lockFileName);
  keepToOwner(file);
  const db = new DatabaseSync(file, { timeout: 0 });
  try {
    // A rollback journal would be a file to recover after a crash; nothing is ever written here.
    db.exec('PRAGMA journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const code = (error as { errcode?: unknown }).errcode;
    if (typeof code === 'number' && (code & 0xff) === busy) return null;
    throw error;
  }
  taken.add(db);
  return {
    release() {
      if (taken.delete(db)) db.close();
    },
  };
}

/**
 * For this user alone, like everything in a profile. Only a file that is not there is opened by hand: to close a
 * second handle of one that is locked would let go of its lock. What cannot be done here SQLite says better.
 */
function keepToOwner(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch {
    try {
      chmodSync(file, 0o600);
    } catch {}
  }
}
