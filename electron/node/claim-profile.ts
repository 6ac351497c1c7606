import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { diskSentence } from './disk-words.ts';
import { lockFileName, type ProfileLock, takeLock } from './lock.ts';
import {
  closeToOthers,
  makeProfileFolder,
  openProfile,
  type ProfileResult,
  type ProfileStamp,
  profileDifference,
  profileFileName,
} from './profile.ts';
import { unstampedPairingRefusal } from './unstamped.ts';

export type Claim = { ok: true; lock: ProfileLock; warning?: string } | { ok: false; message: string };

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
  const opened = stamp === null ? openUnpaired(folder) : openProfile(folder, stamp, [lockFileName]);
  if (opened.ok)
    return { ok: true, lock, ...(opened.warning === undefined ? {} : { warning: opened.warning }) };
  lock.release();
  return opened;
}

/** A folder that is still to be paired, or is to be paired again. */
function openUnpaired(folder: string): ProfileResult {
  try {
    const isStamped = existsSync(join(folder, profileFileName));
    const message = isStamped ? null : unstampedPairingRefusal(folder);
    return message === null ? { ok: true, created: false, ...closeToOthers(folder) } : { ok: false, message };
  } catch (error) {
    return { ok: false, message: diskSentence(error, folder) };
  }
}
