import { z } from 'zod';
import { pairingTroubles } from './pairing.ts';

/** The merchant's counters, as a manager of this till sees and changes them. No secret is ever in here. */

/** What stops it; what the pairing has a sentence for is said in the pairing's words. */
export const countersOwnTroubles = [
  'merchant-differs', // keys of another merchant, or FEX does not know this counter any more
  'webhook-url-wrong',
  'activity-unread', // when they sold last
  'update-refused',
  'update-unanswered', // FEX did not answer, and shows the counter as it was or not at all
  'update-not-shown', // FEX took it, and shows something else
  'deactivate-refused',
  'deactivate-unanswered',
] as const;
const troubleSchema = z.enum([...countersOwnTroubles, ...pairingTroubles]);
export type CountersTrouble = z.infer<typeof troubleSchema>;

const id = z.string().min(1).max(200);
const ms = z.number().int();
const count = z.number().int().nonnegative();
const place = z.string().max(200).nullable();

export const managedCounterSchema = z.strictObject({
  id,
  name: z.string().max(200),
  location: place,
  active: z.boolean(),
  /** The till this is shown on. */
  isThis: z.boolean(),
  /** FEX's time of its newest payment; null where none was found as far back as was read. */
  lastPaymentAtMs: ms.nullable(),
});
export type ManagedCounter = z.infer<typeof managedCounterSchema>;

/** A payment that may still be paid. */
export const openPaymentSchema = z.strictObject({
  /** The last characters of its reference, or of FEX's id. */
  tail: z.string().max(8),
  /** As FEX wrote it. */
  amount: z.string().max(60).nullable(),
  currency: z.string().max(10).nullable(),
  atMs: ms.nullable(),
});
export type OpenPayment = z.infer<typeof openPaymentSchema>;

/** How far a new webhook secret of this till is. */
export const rotationSchema = z.strictObject({
  /**
   * `asked`: FEX's answer was lost, and a secret with it. `unkept`: the keychain has not taken it yet. `unconfirmed`:
   * no webhook was verified with it yet.
   */
  state: z.enum(['asked', 'unkept', 'unconfirmed', 'confirmed']),
  /** FEX's time when it came to that. */
  atMs: ms,
  /** Until then the old one is honoured too. */
  oldUntilMs: ms.nullable(),
});
export type RotationView = z.infer<typeof rotationSchema>;

export const countersViewSchema = z.strictObject({
  /** `closed`: a manager has to agree first. `keys`: the merchant's keys are wanted. */
  step: z.enum(['closed', 'keys', 'list']),
  /** In whose name FEX is asked. */
  clientId: z.string().max(300).nullable(),
  /** Something is being done at FEX; buttons rest. */
  busy: z.boolean(),
  /** What is being read, and how many pages so far. `waiting`: a payment is on the screen and goes first. */
  reading: z
    .strictObject({ step: z.enum(['counters', 'activity']), pages: count, waiting: z.boolean() })
    .nullable(),
  count,
  /** Every counter was read; else somebody stopped it or FEX did not answer. */
  whole: z.boolean(),
  /** How far back payments were looked through: 0 is all of them; null before. */
  activityBackToMs: ms.nullable(),
  /** Grows with every change of the list: what is shown of it is read anew. */
  revision: count,
  /** The counter somebody looks at. */
  chosen: z
    .strictObject({
      counter: managedCounterSchema,
      webhookUrl: z.string().max(2000).nullable(),
      /** Null: FEX's list of payments could not be read. Of many the newest. */
      open: z.array(openPaymentSchema).max(20).nullable(),
      openCount: count,
    })
    .nullable(),
  /** Null: none was asked for. */
  rotation: rotationSchema.nullable(),
  trouble: z.strictObject({ code: troubleSchema, detail: z.string().max(200).nullable() }).nullable(),
});
export type CountersView = z.infer<typeof countersViewSchema>;

/** More than a person reads at once; the search finds the rest. */
export const rowsAtOnce = 50;
export const counterRowsSchema = z.strictObject({
  found: count,
  rows: z.array(managedCounterSchema).max(rowsAtOnce),
});

const typed = z.string().max(4096);
const confirmed = z.boolean();
export const countersArgs = {
  enter: z.strictObject({ confirmed }),
  keys: z.strictObject({ clientId: typed, clientSecret: typed }),
  list: z.strictObject({ search: z.string().max(200), from: count.max(100_000) }),
  choose: z.strictObject({ counterId: id.nullable() }),
  update: z.strictObject({
    counterId: id,
    name: z.string().trim().max(200),
    location: z.string().trim().max(200),
    webhookUrl: z.string().trim().max(2000),
    confirmed,
  }),
  rotate: z.strictObject({ confirmed }),
  deactivate: z.strictObject({ counterId: id, confirmed }),
} as const;
