import { z } from 'zod';

/** The payment as a screen may see it: one closed union on `kind`, one screen per kind. */

const id = z.string().min(1).max(100);
const atMs = z.number().int();
const amount = z.number().int().nonnegative();

export const flowSchema = z.enum(['standard', 'reverse']);
export type Flow = z.infer<typeof flowSchema>;

/** A code ready to be drawn: rows of '0' and '1', joined, `size` each; '1' is black. Without its quiet zone. */
export const qrPictureSchema = z.strictObject({
  size: z.number().int().min(21).max(177),
  bits: z.string().max(31329),
});
export type QrPicture = z.infer<typeof qrPictureSchema>;

const sale = {
  attemptId: id,
  saleId: id,
  reference: id,
  flow: flowSchema,
  amountMinor: amount,
  currency: z.string().length(3),
  note: z.string().max(140).nullable(),
};

/** Why a sale was not charged. Each is a sentence on the screen. */
export const notChargedReasons = [
  'not-sent', // the request did not leave this counter
  'unanswered', // FEX did not answer, no code was shown
  'cancelled',
  'expired', // standard: the time ran out
  'not-approved', // reverse: the customer did not approve in time (declined or short of funds, FEX does not say)
  'declined', // FEX used one of its failed-final words
  'no-code', // FEX sent no readable QR code
  'bad-answer', // FEX answered with another amount, currency or counter; the intent was cancelled
  'refused-credentials',
  'refused-scan', // this counter's keys may not scan wallet codes
  'refused-wallet', // FEX does not know this wallet code
  'refused-counter', // the counter is deactivated or belongs to someone else
  'refused-rate', // FEX asked to slow down
  'refused-other', // FEX's own words are in the journal
  'absent', // FEX's list was looked through twice after nobody new could be charged, and it is not there
  'no-token', // the sign-in server did not give a token; nothing was sent to the API
] as const;
export type NotChargedReason = (typeof notChargedReasons)[number];

/** Why money was not given back. Each is a sentence on the screen. */
export const refundFailures = [
  'forbidden', // this counter's keys may not refund
  'conflict', // FEX says it was refunded before (409), and does not show it
  'no-wallet', // FEX has no wallet to give it back to (422)
  'refused', // FEX's own words are in the journal
  'not-completed', // FEX does not show it as paid any more
  'wrong-payment', // another amount, currency, counter or reference stands on it
  'fex-failed', // FEX tried and says that it failed
  'not-shown', // FEX accepted it and does not show it
  'unanswered', // sent several times without an answer, and FEX shows no refund
] as const;
export type RefundFailure = (typeof refundFailures)[number];

export const paymentViewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('sending'),
    ...sale,
    /** `looking`: the answer was lost and FEX's list is read; `again`: one fresh request follows. */
    stage: z.enum(['sending', 'looking', 'again']),
    /** The cashier pressed Cancel; it is carried out as soon as FEX's answer is known. */
    cancelWanted: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('showing-qr'),
    ...sale,
    merchantName: z.string().nullable(),
    qr: qrPictureSchema,
    sentAtMs: atMs,
    expiresAtMs: atMs,
  }),
  z.strictObject({
    kind: z.literal('waiting-for-approval'),
    ...sale,
    sentAtMs: atMs,
    expiresAtMs: atMs,
    /** `refused`: FEX would not cancel; the request may still be approved until it ends by itself. */
    cancel: z.enum(['possible', 'refused']),
  }),
  z.strictObject({
    kind: z.literal('cancelling'),
    ...sale,
    reason: z.enum(['cashier', 'time-out', 'no-code', 'bad-answer']),
    sinceMs: atMs,
  }),
  z.strictObject({
    kind: z.literal('unknown'),
    ...sale,
    sentAtMs: atMs,
    /** `unanswered`: the request's answer was lost. `unreachable`: FEX stopped answering. `in-progress`: FEX has not decided. */
    cause: z.enum(['unanswered', 'unreachable', 'in-progress']),
    /** `unrecorded`: FEX has said, and the disk takes no row that would keep it. */
    found: z.enum(['asking', 'in-progress', 'not-found', 'not-found-may-arrive', 'unrecorded']),
    /** FEX's own word where it is none we know. */
    status: z.string().max(40).nullable(),
    chargeableUntilMs: atMs,
    /** Null while FEX does not answer: then nothing is promised. */
    settledByMs: atMs.nullable(),
    canRelease: z.boolean(),
    /** A manager may record what became of it: nobody new can be charged any more. */
    canSettle: z.boolean(),
    checking: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('paid'),
    ...sale,
    atMs,
    /** The payment won over a cancel. */
    afterCancel: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('mismatch'),
    ...sale,
    atMs,
    /** What FEX charged, as FEX wrote it. */
    charged: z.strictObject({
      amount: z.string().max(60).nullable(),
      currency: z.string().max(10).nullable(),
    }),
  }),
  /**
   * The money went back. `given-back`: it was first seen as refunded, so its sale is not paid. `refund`: a refund of
   * this counter's. `elsewhere`: decided here, and made in FEX's dashboard or by another till.
   */
  z.strictObject({
    kind: z.literal('refunded'),
    ...sale,
    atMs,
    how: z.enum(['given-back', 'refund', 'elsewhere']),
  }),
  /** A manager, or a setting, decided to give the money back, and FEX does not say yet that it is done. */
  z.strictObject({
    kind: z.literal('refunding'),
    ...sale,
    /** `waiting`: nothing was sent. `asking`: sent, FEX is read. `on-its-way`: FEX accepted it. */
    stage: z.enum(['waiting', 'sending', 'asking', 'on-its-way']),
    /** Of the decision; of FEX's acceptance once it is on its way. */
    sinceMs: atMs,
    /** FEX cannot be reached: nothing was sent, and it goes out by itself. */
    offline: z.boolean(),
    /** It takes longer than it should. */
    stuck: z.boolean(),
    /** FEX is still asked; no longer after a day on its way without a word that it is finished. */
    watched: z.boolean(),
    canWithdraw: z.boolean(),
    looking: z.boolean(),
  }),
  /** The money was not given back. Watched on; a manager decides what follows. */
  z.strictObject({
    kind: z.literal('refund-failed'),
    ...sale,
    atMs,
    reason: z.enum(refundFailures),
    canSendAgain: z.boolean(),
    /** Nothing of it can be at FEX any more. */
    canWithdraw: z.boolean(),
    looking: z.boolean(),
  }),
  /** A manager recorded what became of it. Neither paid nor not charged. */
  z.strictObject({
    kind: z.literal('settled-by-hand'),
    ...sale,
    atMs,
    paid: z.boolean(),
    who: z.string().max(60),
  }),
  /** Money came for a sale that was closed: before the manager. It waits until no payment is open. */
  z.strictObject({
    kind: z.literal('paid-late'),
    ...sale,
    atMs,
    /** When its sale was closed. */
    closedAtMs: atMs,
    /** The sale had been paid before: the customer paid twice. */
    twice: z.boolean(),
    /** The number the customer holds, where it was released with one. */
    slip: z.number().int().positive().nullable(),
  }),
  z.strictObject({
    kind: z.literal('not-charged'),
    ...sale,
    atMs,
    reason: z.enum(notChargedReasons),
  }),
]);
export type PaymentView = z.infer<typeof paymentViewSchema>;
export type PaymentKind = PaymentView['kind'];
export type PaymentViewOf<K extends PaymentKind> = Extract<PaymentView, { kind: K }>;

/** The last finished sale, for the keypad's one line. */
export const lastSaleSchema = z.strictObject({
  attemptId: id,
  amountMinor: amount,
  currency: z.string().length(3),
  outcome: z.enum(['paid', 'not-charged', 'mismatch', 'refunded', 'released', 'settled', 'paid-late']),
  atMs,
  /** The number of a released sale. */
  slip: z.number().int().positive().nullable(),
});
export type LastSale = z.infer<typeof lastSaleSchema>;

/** A released sale that has an end by now: what the customer with its number is told. */
export const settledSlipSchema = z.strictObject({
  attemptId: id,
  reference: id,
  amountMinor: amount,
  currency: z.string().length(3),
  slip: z.number().int().positive(),
  sentAtMs: atMs,
  outcome: lastSaleSchema.shape.outcome,
  atMs,
});
export type SettledSlip = z.infer<typeof settledSlipSchema>;

/** A sale that was released: the till serves the next customer, and FEX is asked on about this one. */
export const unsettledSaleSchema = z.strictObject({
  attemptId: id,
  reference: id,
  flow: flowSchema,
  amountMinor: amount,
  currency: z.string().length(3),
  /** What cashier and customer call it by; null where it was rebuilt from FEX's list, which ended it already. */
  slip: z.number().int().positive().nullable(),
  sentAtMs: atMs,
  releasedAtMs: atMs,
  /** After this nobody new can be charged, and a manager may settle it by hand. */
  chargeableUntilMs: atMs,
  /** Only FEX's list tells of it: who took it is not known. */
  rebuilt: z.boolean(),
  /** Somebody asked, and FEX is being read for it. */
  checking: z.boolean(),
});
export type UnsettledSale = z.infer<typeof unsettledSaleSchema>;
