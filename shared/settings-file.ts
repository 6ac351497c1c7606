import { z } from 'zod';

/** Settings of one till that another may take: how it looks and sounds, and its limits. Nothing in them is a secret. */

/** One thing that can be taken over; each has a name of its own on the screen. */
export const transferKeys = [
  'language',
  'theme',
  'volume',
  'muted',
  'capMinor',
  'standardExpiresS',
  'reverseExpiresS',
  'lockAfterMinutes',
  'refundLateByItself',
] as const;
export type TransferKey = (typeof transferKeys)[number];

/** Why a file is not taken; then nothing changes. */
export const transferTroubles = [
  'file-gone',
  'file-too-large',
  'not-settings', // some other file
  'from-the-future', // a newer program wrote it
  'broken', // settings, and something in them cannot be
] as const;
export type TransferTrouble = (typeof transferTroubles)[number];

const value = z.union([z.string().max(60), z.number(), z.boolean()]);
const name = z.string().min(1).max(120);

export const transferFilesSchema = z.strictObject({
  /** Where they lie, as a whole path; null where this till has no such folder. */
  folder: z.string().max(1000).nullable(),
  files: z.array(z.strictObject({ name, atMs: z.number() })).max(50),
});
export type TransferFiles = z.infer<typeof transferFilesSchema>;

export const transferLookSchema = z.strictObject({
  trouble: z.enum(transferTroubles).nullable(),
  /** What would change here. */
  changes: z
    .array(z.strictObject({ key: z.enum(transferKeys), from: value, to: value }))
    .max(transferKeys.length),
  /** The largest sale is in this other currency and stays as it is. */
  otherCurrency: z.string().length(3).nullable(),
  /** Names what was looked at, so that nothing else is taken. */
  digest: z.string().max(64),
});
export type TransferLook = z.infer<typeof transferLookSchema>;

export const transferArgs = {
  export: z.strictObject({ confirmed: z.boolean() }),
  look: z.strictObject({ name }),
  import: z.strictObject({ name, digest: z.string().max(64), confirmed: z.boolean() }),
} as const;
