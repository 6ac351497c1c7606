import { z } from 'zod';

/**
 * What a comparison of the till’s record with FEX’s lists came to (money rule 10): the journal, FEX’s payment
 * intents and, where the keys may read it, FEX’s ledger, row by row.
 */

export const booksLineKinds = [
  'matched',
  'missing-here', // FEX has a payment under a reference of this till, and the record lacks it
  'missing-there', // the record has a payment, and FEX does not
  'different-amount',
  'different-currency',
  'paid-here-not-there',
  'paid-there-not-here',
  'refunded-there-not-here',
  'refunded-here-not-there',
  'twice', // more than one payment at FEX under one reference, or more than one ledger row of one payment
  'other-format', // not made by a till of this program; listed, never held against anybody
  'foreign', // made by another till that uses this counter
  'manual', // a manager settled it by hand
  'open', // not finished: still open, or under the standing watch
  'test', // a test payment
] as const;
export type BooksLineKind = (typeof booksLineKinds)[number];

/** Why a line is explained, or what of it is not. */
export const booksReasons = [
  'agrees',
  'nothing-sent', // it never reached FEX, and FEX has nothing
  'no-money', // it differs, and no money moved
  'known', // the record tells of it
  'watched', // FEX is being asked on, until `untilMs`
  'by-hand',
  'test',
  'not-ours',
  'before-this-till', // from before this till was installed or took its number
  'seen', // a manager has seen it
  'not-in-ledger', // FEX’s list says paid, its ledger has no row
  'only-in-ledger', // FEX’s ledger has a row, its list does not say paid
  'unexplained',
] as const;
export type BooksReason = (typeof booksReasons)[number];

const count = z.number().int().nonnegative();
const currency = z.string().max(10).nullable();

export const booksLineSchema = z.strictObject({
  /** Names the line, so that a manager can say that it was seen. */
  key: z.string().min(1).max(400),
  kind: z.enum(booksLineKinds),
  reason: z.enum(booksReasons),
  /** The last characters of its reference, or of FEX’s id where it has none. */
  tail: z.string().max(8),
  /** The record's amount in minor units of its currency; null where only FEX has one. */
  amountMinor: count.nullable(),
  currency,
  /** What FEX says, as FEX wrote it. */
  thereAmount: z.string().max(60).nullable(),
  thereCurrency: currency,
  /** FEX’s time when it was sent or made; 0 where nobody knows. */
  atMs: z.number().int(),
});
export type BooksLineView = z.infer<typeof booksLineSchema>;

export const booksResultSchema = z.strictObject({
  /** `agrees`: everything was read, and every row is explained. `inconclusive`: not everything could be read. */
  outcome: z.enum(['agrees', 'differs', 'inconclusive']),
  /** FEX’s time. */
  checkedAtMs: z.number().int(),
  fromMs: z.number().int(),
  toMs: z.number().int(),
  /** `refused`: this till’s keys may not read it, so two of the three were compared. */
  ledger: z.enum(['read', 'refused', 'unread']),
  counts: z.partialRecord(z.enum(booksLineKinds), count),
  unexplained: count,
  /** The unexplained ones, the newest first. */
  lines: z.array(booksLineSchema).max(50),
});
export type BooksResult = z.infer<typeof booksResultSchema>;

export const booksSchema = z.strictObject({
  /** `waiting`: a payment is on the screen, and the check gives way to it. */
  state: z.enum(['idle', 'waiting', 'checking']),
  /** What is being read, and how many pages or rows of it so far; null while idle. */
  progress: z.strictObject({ step: z.enum(['list', 'ledger', 'record', 'again']), done: count }).nullable(),
  /** Of the last check that came to an end; null before the first. */
  result: booksResultSchema.nullable(),
});
export type BooksView = z.infer<typeof booksSchema>;
