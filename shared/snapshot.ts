import { z } from 'zod';
import { booksSchema } from './books.ts';
import { cameraChoiceSchema } from './camera.ts';
import { lastSaleSchema, paymentViewSchema, settledSlipSchema, unsettledSaleSchema } from './payment-view.ts';
import { recoverySchema } from './recovery.ts';
import { staffViewSchema } from './staff.ts';

/** Everything a window needs to draw itself: fetched once, then kept current by events. */

export const languages = ['en', 'de', 'ar'] as const;
export const themes = ['auto', 'light', 'dark', 'contrast'] as const;
export type Language = (typeof languages)[number];
export type Theme = (typeof themes)[number];

export const environments = ['training', 'sandbox', 'live'] as const;
export type Environment = (typeof environments)[number];

/** What a person may set without a manager. */
export const preferencesSchema = z.strictObject({
  language: z.enum(languages),
  theme: z.enum(themes),
  /** 0 to 100. */
  volume: z.number().int().min(0).max(100),
  muted: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const connectionSchema = z.strictObject({
  /** `live`: webhooks were seen to arrive. `polling`: FEX answers when asked. `unstable`: one poll failed. */
  state: z.enum(['starting', 'live', 'polling', 'unstable', 'offline']),
  sinceMs: z.number().int(),
  lastGoodAtMs: z.number().int().nullable(),
  /** This computer's clock minus FEX's, only when it is more than 30 s. */
  skewMs: z.number().int().nullable(),
});
export type ConnectionView = z.infer<typeof connectionSchema>;

/** Charging is stopped; what was sold before is safe. Each reason is a sentence on the keypad. */
export const haltReasons = [
  'journal-damaged', // the record is not what was written; open payments are still watched
  'journal-set-aside', // it could not be used at all and a new one was begun; a manager has to see that
  'journal-unwritable', // disk full or read-only: nothing can be recorded, so nothing is charged
  'credentials-refused',
  'counter-inactive',
  'keychain-locked', // the counter's keys cannot be read until it is unlocked; none of the next three means absent
  'keychain-missing', // this session has no keychain, or it does not answer
  'keychain-plain', // it would lay secrets open
  'unpaired', // a manager gave this counter up; what is open is still watched
  'keys-gone', // the keychain is open and this counter's keys are not in it
  'copied-or-restored', // this profile is a copy, was restored, or another till uses this counter
] as const;
export const haltSchema = z.strictObject({
  reason: z.enum(haltReasons),
  sinceMs: z.number().int(),
  detail: z.string().max(200).nullable(),
});
export type HaltView = z.infer<typeof haltSchema>;

/** Who this counter is, for the header. */
export const counterViewSchema = z.strictObject({
  name: z.string(),
  location: z.string().nullable(),
  /** Null until FEX said it. */
  merchantName: z.string().nullable(),
});

export const snapshotSchema = z.strictObject({
  environment: z.enum(environments),
  counter: counterViewSchema,
  currency: z.string().length(3),
  /** Decimal places of the currency: 5 0 0 is 5.00 with 2. */
  exponent: z.number().int().min(0).max(4),
  /** Largest sale, in minor units. */
  capMinor: z.number().int().positive(),
  /** FEX's time at the moment this was written; countdowns run on it. */
  serverNowMs: z.number().int(),
  preferences: preferencesSchema,
  camera: cameraChoiceSchema,
  payment: paymentViewSchema,
  connection: connectionSchema,
  halt: haltSchema.nullable(),
  lastSale: lastSaleSchema.nullable(),
  /** Late payments and unfinished refunds that a manager has to know of, whether shown or put aside. */
  lateCount: z.number().int().nonnegative(),
  /** Released sales that nothing has settled yet, the last one first. */
  unsettled: z.array(unsettledSaleSchema).max(50),
  /** Released sales that ended in the last twelve hours, the last one first. */
  settledSlips: z.array(settledSlipSchema).max(50),
  /** Null unless charging waits for a manager because of the record or of a copy. */
  recovery: recoverySchema.nullable(),
  staff: staffViewSchema,
  /** Whether wallet codes can be scanned; else this counter shows codes only. */
  canScan: z.boolean(),
  /** Whether this counter was paired: then its keys are in the keychain and it can be unpaired. */
  paired: z.boolean(),
  /** What the last comparison with FEX’s lists came to. */
  books: booksSchema,
  /** Whether the customer's phone of the training counter can be shown. */
  hasPhone: z.boolean(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
