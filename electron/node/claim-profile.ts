import { accessSync, constants } from 'node:fs';
import { diskSentence } from './disk-words.ts';
import { lockFileName, type ProfileLock, takeLock } from './lock.ts';
import { makeProfileFolder, openProfile, type ProfileStamp, profileDifference } from './profile.ts';

export type Claim = { ok: true; lock: ProfileLock } | { ok: false; message: string };

/**
 * Makes a profile this process's: first its lock, then its stamp. The other way round two counters that open a new
 * folder at once could each write whose it is. Not ok: a sentence, and nothing was written that was not there.
 * `stamp` null: a counter that is still to be paired; its pairing will say whose the folder is.
 */
export function claimProfile(folder: string, stamp: ProfileStamp | null): Claim {
  let lock: ProfileLock | null;
  try {
    makeProfileFolder(folder);
    // Says what is wrong with a disk in the system's own words, which SQLite does not.
    accessSync(folder, constants.W_OK);
    lock = takeLock(folder);
  } catch (error) {
    return { ok: false, message: diskSentence(error, folder) };
  }
  if (lock === null) {
    // Somebody else's counter is the better reason: closing the other window would not help.
    const difference = stamp === null ? null : profileDifference(folder, stamp);
    return {
      ok: false,
      message: difference ?? `This counter is already open on this computer (profile ${folder}).`,
    };
  }
  if (stamp === null) return { ok: true, lock };
  const stamped = openProfile(folder, stamp, [lockFileName]);
  if (stamped.ok) return { ok: true, lock };
  lock.release();
  return stamped;
}
