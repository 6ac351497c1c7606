import { z } from 'zod';

/** Why charging waits for a manager, and what was put together again meanwhile. */

/** How a profile shows that it is not the one that sold last, or that another till sells as this counter. */
export const copySigns = [
  'mark-ahead',
  'mark-differs',
  'mark-missing',
  'other-machine',
  'foreign-intent',
] as const;
export type CopySign = (typeof copySigns)[number];

/** A sale that only FEX's list tells of. Who took it is not known: that stood in the record that is gone. */
const rebuiltSaleSchema = z.strictObject({
  attemptId: z.string().min(1).max(100),
  /** The last characters of its reference. */
  tail: z.string().max(8),
  amountMinor: z.number().int().nonnegative(),
  currency: z.string().length(3),
  /** FEX's time when it was made. */
  sentAtMs: z.number().int(),
  /** What FEX said of it when it was read last; `watched` until it was read. */
  ended: z.enum(['watched', 'paid', 'not-charged', 'refunded', 'settled']),
});

export const rebuildSchema = z.strictObject({
  /**
   * `looking`: FEX's list is being read. `waiting`: it could not be read and is tried again. `whole`: read back to
   * `backToMs`. `partly`: read as far as it could be; what comes to light later is added.
   */
  state: z.enum(['looking', 'waiting', 'whole', 'partly']),
  /** FEX's time; older sales were not looked for. Null before the first look ended. */
  backToMs: z.number().int().nullable(),
  /** How many were rebuilt; the newest of them. */
  count: z.number().int().nonnegative(),
  sales: z.array(rebuiltSaleSchema).max(50),
  /** Rows of this counter at FEX whose amount or currency cannot be read. */
  unreadable: z.number().int().nonnegative(),
});
export type RebuildView = z.infer<typeof rebuildSchema>;

export const recoverySchema = z.strictObject({
  /** What is wrong with the record of sales; null where nothing is. */
  journal: z
    .strictObject({
      kind: z.enum(['changed', 'broken', 'set-aside']),
      /** Where the damaged file is kept, as a whole path. */
      file: z.string().max(1000).nullable(),
      /** What the check found, in English. */
      said: z.string().max(400),
    })
    .nullable(),
  copied: z.strictObject({ sign: z.enum(copySigns) }).nullable(),
  rebuild: rebuildSchema,
  /** Whether a manager can confirm now; a file that is broken is set aside by the next start first. */
  canConfirm: z.boolean(),
});
export type RecoveryView = z.infer<typeof recoverySchema>;
