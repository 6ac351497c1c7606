import { z } from 'zod';
import type { TransferTrouble } from '../../../shared/settings-file.ts';
import { type Preferences, preferencesSchema } from '../../../shared/snapshot.ts';
import { type Rules, rulesSchema } from './settings.ts';

/**
 * The settings of a till as a file for the next one. It holds what is listed here and nothing else: not who the
 * counter is, not its installation, no person, no PIN, no secret; a file with anything more is not taken.
 */
export interface TransferSettings {
  /** Whose minor units the largest sale is in. */
  currency: string;
  preferences: Preferences;
  rules: Rules;
}

const kind = 'fex-counter-settings';
const version = 1;

const fileSchema = z.strictObject({
  kind: z.literal(kind),
  version: z.literal(version),
  currency: z.string().regex(/^[A-Z]{3}$/),
  preferences: preferencesSchema,
  rules: z.strictObject(rulesSchema.shape),
});
const headSchema = z.object({ kind: z.literal(kind), version: z.number().int().positive() });

/** From a version to the next one; the shapes before this one, as soon as there are any. */
export type Migrations = Readonly<Record<number, (file: Record<string, unknown>) => Record<string, unknown>>>;
const migrations: Migrations = {};

export function writeSettingsFile(settings: TransferSettings): string {
  const { currency, preferences, rules } = settings;
  return `${JSON.stringify({ kind, version, currency, preferences, rules }, null, 2)}\n`;
}

/** `older`: how files of before are brought up to this version. */
export function readSettingsFile(
  text: string,
  older: Migrations = migrations,
  newest = version,
): { ok: true; settings: TransferSettings } | { ok: false; trouble: TransferTrouble } {
  const raw = parsed(text);
  const head = headSchema.safeParse(raw);
  if (!head.success) return { ok: false, trouble: 'not-settings' };
  if (head.data.version > newest) return { ok: false, trouble: 'from-the-future' };
  let file = raw as Record<string, unknown>;
  for (let at = head.data.version; at < newest; at += 1) {
    const migrate = older[at];
    if (migrate === undefined) return { ok: false, trouble: 'broken' };
    file = migrate(file);
  }
  const read = fileSchema.safeParse({ ...file, version });
  if (!read.success) return { ok: false, trouble: 'broken' };
  const { currency, preferences, rules } = read.data;
  return { ok: true, settings: { currency, preferences, rules } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
