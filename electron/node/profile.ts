import { accessSync, chmodSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Environment, environments } from '../../shared/snapshot.ts';
import { diskSentence } from './disk-words.ts';
import { unstampedRefusal } from './unstamped.ts';
import { writeWhole } from './write-whole.ts';

/** Whose money a profile's journal is about. */
export interface ProfileStamp {
  environment: Environment;
  /** Null in training, whose FEX is started anew with every run. */
  apiUrl: string | null;
  counterId: string | null;
}

/** `warning`: a sentence for a person about a folder that could be opened. */
export type ProfileResult = { ok: true; created: boolean; warning?: string } | { ok: false; message: string };

export const profileFileName = 'profile.json';

const stampSchema = z.strictObject({
  environment: z.enum(environments),
  apiUrl: z.string().nullable(),
  counterId: z.string().nullable(),
});

/**
 * Makes a profile's folder and stamps it at its first use; later it opens for the same environment, API and
 * counter only. Sales of one counter in another's journal could never be explained again.
 * `besides`: files of this profile that may be there before its stamp; any other journal there is refused.
 */
export function openProfile(
  folder: string,
  stamp: ProfileStamp,
  besides: readonly string[] = [],
): ProfileResult {
  const wanted = normal(stamp);
  const file = join(folder, profileFileName);
  try {
    makeProfileFolder(folder);
    const text = readOrNull(file);
    if (text === null) {
      const refusal = unstampedRefusal(folder, wanted.environment === 'training', besides);
      if (refusal !== null) return { ok: false, message: refusal };
      writeWhole(file, `${JSON.stringify(wanted, null, 2)}\n`);
      return { ok: true, created: true, ...closeToOthers(folder) };
    }
    const message = refusalOf(text, folder, wanted);
    if (message !== null) return { ok: false, message };
    accessSync(folder, constants.W_OK);
    return { ok: true, created: false, ...closeToOthers(folder) };
  } catch (error) {
    return { ok: false, message: diskSentence(error, folder) };
  }
}

/** Why a profile that is there is not for this counter, as a sentence; null where it is, or has no stamp yet. */
export function profileDifference(folder: string, stamp: ProfileStamp): string | null {
  try {
    const text = readOrNull(join(folder, profileFileName));
    return text === null ? null : refusalOf(text, folder, normal(stamp));
  } catch {
    return null;
  }
}

/** The stamp of a folder, or null where it has none that can be read. */
export function readStamp(folder: string): ProfileStamp | null {
  try {
    return parse(readFileSync(join(folder, profileFileName), 'utf8'));
  } catch {
    return null;
  }
}

function refusalOf(text: string, folder: string, wanted: ProfileStamp): string | null {
  const found = parse(text);
  if (!found)
    return `The profile file ${join(folder, profileFileName)} is damaged. Use another profile folder.`;
  const difference = differenceOf(found, wanted);
  return difference === null ? null : `The profile in ${folder} ${difference}. Use another profile folder.`;
}

/** Training keeps no address: its simulator has another port in every run. */
function normal(stamp: ProfileStamp): ProfileStamp {
  if (stamp.environment === 'training') return { environment: 'training', apiUrl: null, counterId: null };
  const url = stamp.apiUrl === null ? null : (URL.parse(stamp.apiUrl)?.href ?? stamp.apiUrl);
  return { ...stamp, apiUrl: url === null ? null : url.replace(/\/+$/, '') };
}

function differenceOf(found: ProfileStamp, wanted: ProfileStamp): string | null {
  if (found.environment !== wanted.environment)
    return `is for ${found.environment}, not for ${wanted.environment}`;
  if (found.apiUrl !== wanted.apiUrl) return `is for FEX at ${found.apiUrl}, not at ${wanted.apiUrl}`;
  if (found.counterId !== wanted.counterId) {
    return `is for counter ${found.counterId}, not for counter ${wanted.counterId}`;
  }
  return null;
}

function parse(text: string): ProfileStamp | null {
  try {
    return stampSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Step by step: Node's own recursive way says "not found" where a disk is read-only. */
export function makeProfileFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
    makeProfileFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o700 });
  }
}

/**
 * A folder that was there before may be open to others; on a system without such modes nothing changes. One that
 * everybody shares, and one at the top of the disk, is the system's and stays as it is.
 */
export function closeToOthers(folder: string): { warning?: string } {
  const { mode } = statSync(folder);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return {};
  const path = resolve(folder);
  if ((mode & 0o1000) === 0 && dirname(dirname(path)) !== dirname(path)) {
    try {
      chmodSync(folder, 0o700);
      return {};
    } catch {
      // Somebody else's folder: whether it can be written is what decides.
    }
  }
  return {
    warning: `Others on this computer can look into ${folder}, and that could not be changed. Use a folder of its own for this counter.`,
  };
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
