import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type PairingRecord, pairingRecordSchema } from '../../shared/pairing.ts';
import { readStamp } from './profile.ts';

/** What a folder says about itself before it is opened. */
export type FoundProfile =
  /** Nothing of a real counter, unless a pairing was begun and not ended. */
  | { kind: 'none'; begun: boolean }
  /** Paired, or given up after it was (`unpairedAtMs`). */
  | { kind: 'paired'; record: PairingRecord }
  /** A real counter's, whose settings do not say how it was paired. */
  | { kind: 'stamped' }
  | { kind: 'unreadable'; sentence: string; canBePaired: boolean };

const settingsSchema = z.object({ pairing: z.unknown().optional(), pairingBegun: z.unknown().optional() });
const versionSchema = z.object({ version: z.number() });

/**
 * Whether a profile is paired is a fact in its settings file. A real counter's folder never becomes training, also
 * where that file is lost: the folder is stamped besides.
 */
export function findProfile(folder: string): FoundProfile {
  const { pairing, pairingBegun } = readPairing(join(folder, 'settings.json'));
  if (pairing === undefined || pairing === null) {
    const stamp = readStamp(folder);
    return stamp === null || stamp.environment === 'training'
      ? { kind: 'none', begun: pairingBegun != null }
      : { kind: 'stamped' };
  }
  const parsed = pairingRecordSchema.safeParse(pairing);
  if (parsed.success) return { kind: 'paired', record: parsed.data };
  const version = versionSchema.safeParse(pairing).data?.version ?? 0;
  const why =
    version > 1
      ? 'were written by a newer FEX Counter. Update this one'
      : 'do not say how this counter was paired. Pair it again with --pair';
  return { kind: 'unreadable', sentence: `The settings in ${folder} ${why}.`, canBePaired: version <= 1 };
}

/** Nothing where the settings say nothing of a pairing, or cannot be read at all. */
function readPairing(file: string): { pairing?: unknown; pairingBegun?: unknown } {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
