import { z } from 'zod';
import { booksSchema } from './books.ts';
import { cameraChoiceSchema } from './camera.ts';
import { counterRowsSchema, countersArgs, countersViewSchema } from './counters.ts';
import { diagnosticsSchema, diagnosticsTextSchema } from './diagnostics.ts';
import { doneSchema } from './failures.ts';
import { goLiveSchema } from './go-live.ts';
import { networkArgs, networkSchema } from './network.ts';
import { newsArgs, newsSchema } from './news.ts';
import { listedCounterSchema, mostCounters, pairingArgs, pairingViewSchema, whereSchema } from './pairing.ts';
import { lastSaleSchema, paymentViewSchema, settledSlipSchema, unsettledSaleSchema } from './payment-view.ts';
import { phoneSchema } from './phone.ts';
import { recoverySchema } from './recovery.ts';
import { transferArgs, transferFilesSchema, transferLookSchema } from './settings-file.ts';
import {
  connectionSchema,
  counterViewSchema,
  haltSchema,
  preferencesSchema,
  snapshotSchema,
} from './snapshot.ts';
import { staffArgs, staffViewSchema } from './staff.ts';

/**
 * THE table: every call a page may make and every event it may hear. Both transports, the renderer's
 * client and the tests are derived from it. Calls are named group.verb, events group.past-tense.
 */

const attemptId = z.string().min(1).max(100);
const none = z.null();
/** Minor units. Bounded here; the counter's own cap is checked behind the bridge. */
const amountMinor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const note = z.string().max(140).nullable();

const besides = {
  /** Said after *Same as the unsettled sale?*: it is another sale. */
  confirmed: z.boolean().optional(),
  /** The attempt on the screen that was not charged: this is another try to get the same sale paid. */
  again: attemptId.optional(),
};

function call<A extends z.ZodType, R extends z.ZodType>(args: A, result: R) {
  return { args, result } as const;
}

export const calls = {
  /** What this window is: a counter, or the pairing of one. */
  'app.mode': call(
    none,
    z.strictObject({ mode: z.enum(['counter', 'pairing']), preferences: preferencesSchema }),
  ),
  /** Everything at once; asked for when a page opens. */
  'app.snapshot': call(none, snapshotSchema),
  /** The page has painted something a person can use. */
  'app.painted': call(none, none),
  /** From training to the pairing of a real counter. */
  'app.pair': call(none, doneSchema),
  'preferences.change': call(preferencesSchema.partial(), doneSchema),
  /** Which camera reads wallet codes, or none. */
  'camera.choose': call(cameraChoiceSchema, doneSchema),
  /** Standard flow: create a payment intent and show its code. */
  'payment.charge': call(z.strictObject({ amountMinor, note, ...besides }), doneSchema),
  /** Reverse flow: ask the wallet behind this code to approve. */
  'payment.scan': call(
    z.strictObject({ amountMinor, note, walletCode: z.string().max(4096), ...besides }),
    doneSchema,
  ),
  'payment.cancel': call(z.strictObject({ attemptId }), doneSchema),
  /** Ask FEX now instead of at the next planned moment, about the payment on the screen or one that was released. */
  'payment.check': call(z.strictObject({ attemptId }), doneSchema),
  /** Next sale: leaves a finished payment's screen, puts a late one or a refund aside, or releases one that is unknown. */
  'payment.next': call(z.strictObject({ attemptId }), doneSchema),
  /**
   * A manager records what became of an unknown payment that nobody can be charged for any more: the one on the
   * screen or one that was released.
   */
  'payment.settle': call(
    z.strictObject({
      attemptId,
      paid: z.boolean(),
      who: z.string().trim().min(1).max(60),
      why: z.string().trim().min(1).max(140),
      confirmed: z.boolean(),
    }),
    doneSchema,
  ),
  /**
   * A manager has seen what became of the record, and confirms that only this till uses this counter: after the
   * record was damaged or set aside, and after it looked copied or restored. Charging goes on.
   */
  'counter.take-over': call(z.strictObject({ confirmed: z.boolean() }), doneSchema),
  /** What stopped charging may be over: the keychain was unlocked, the keys are taken again. */
  'counter.try-again': call(none, doneSchema),
  /** A manager gives this counter up: its keys leave the keychain. What is open is watched on. */
  'counter.unpair': call(z.strictObject({ confirmed: z.boolean() }), doneSchema),
  /** People: who sells, and whose PIN decides. */
  'staff.sign-in': call(staffArgs.signIn, doneSchema),
  'staff.badge': call(staffArgs.badge, doneSchema),
  'staff.lock': call(none, none),
  /** Somebody touched the page. */
  'staff.active': call(none, none),
  /** A manager's PIN, for the one thing that is asked for next. */
  'staff.approve': call(staffArgs.approve, doneSchema),
  'staff.save': call(staffArgs.save, doneSchema),
  'staff.remove': call(staffArgs.remove, doneSchema),
  /** The last manager forgot the PIN: the merchant's keys prove who may name one. */
  'staff.recover': call(staffArgs.recover, doneSchema),
  /** Pairing: what it shows, then one call a step. A secret goes in here and never comes back. */
  'pairing.read': call(none, pairingViewSchema),
  'pairing.counters': call(none, z.array(listedCounterSchema).max(mostCounters)),
  'pairing.where': call(whereSchema, doneSchema),
  'pairing.keys': call(pairingArgs.keys, doneSchema),
  'pairing.create': call(pairingArgs.create, doneSchema),
  'pairing.take-over': call(pairingArgs.takeOver, doneSchema),
  'pairing.choose': call(pairingArgs.choose, doneSchema),
  'pairing.again': call(none, doneSchema),
  'pairing.back': call(none, doneSchema),
  /** Leaves the pairing for the counter that was paired; with its first manager, if one is named. */
  'pairing.finish': call(pairingArgs.finish, doneSchema),
  /**
   * The merchant's counters, in a visit that a manager begins: the merchant's keys go in once and never come back.
   */
  'counters.read': call(none, countersViewSchema),
  'counters.enter': call(countersArgs.enter, doneSchema),
  'counters.keys': call(countersArgs.keys, doneSchema),
  /** Reads all of them anew. */
  'counters.again': call(none, doneSchema),
  /** Ends the reading under way; what was read stays. */
  'counters.stop': call(none, doneSchema),
  'counters.list': call(countersArgs.list, counterRowsSchema),
  /** Looks at one of them, with what is open at it; null: at none. */
  'counters.choose': call(countersArgs.choose, doneSchema),
  /** Name, place and webhook URL; empty is none. */
  'counters.update': call(countersArgs.update, doneSchema),
  /** Has FEX make a new webhook secret for this very counter. */
  'counters.rotate': call(countersArgs.rotate, doneSchema),
  'counters.deactivate': call(countersArgs.deactivate, doneSchema),
  /** The visit is over: the keys are forgotten. */
  'counters.leave': call(none, doneSchema),
  /** FEX's checklist before going live, each point from what was seen here. */
  'go-live.read': call(none, goLiveSchema),
  /** Settings from till to till, through one folder of the profile. */
  'settings.files': call(none, transferFilesSchema),
  'settings.export': call(transferArgs.export, doneSchema),
  /** What a file would change here, or why it is not taken. */
  'settings.look': call(transferArgs.look, transferLookSchema),
  /** Takes exactly what was looked at; the counter opens anew with it. */
  'settings.import': call(transferArgs.import, doneSchema),
  /** A manager keeps money that came for a closed sale. `confirmed`: on a screen of its own. */
  'late.keep': call(z.strictObject({ attemptId, confirmed: z.boolean() }), doneSchema),
  /** A manager has seen a wrong amount; until then it waits, whoever left its screen. */
  'late.seen': call(z.strictObject({ attemptId, confirmed: z.boolean() }), doneSchema),
  /** A manager gives money back, in full, that came for a closed sale. */
  'refund.decide': call(z.strictObject({ attemptId, confirmed: z.boolean() }), doneSchema),
  /** A manager takes a refund back that was not sent, or that FEX would not make. */
  'refund.withdraw': call(z.strictObject({ attemptId, confirmed: z.boolean() }), doneSchema),
  /** A manager has a refund that failed sent again; FEX is read before. */
  'refund.again': call(z.strictObject({ attemptId, confirmed: z.boolean() }), doneSchema),
  /** Ask FEX now how far the refund is. */
  'refund.look': call(z.strictObject({ attemptId }), doneSchema),
  /** Shows the late payments and refunds again that were put aside. */
  'late.show': call(none, doneSchema),
  /** Holds the till’s record against FEX’s lists; the result comes with `books.changed`. */
  'books.check': call(none, doneSchema),
  /** Ends the check under way. */
  'books.stop': call(none, doneSchema),
  /** A manager has seen these unexplained lines. `confirmed`: on a screen of its own. */
  'books.seen': call(
    z.strictObject({ keys: z.array(z.string().min(1).max(400)).min(1).max(50), confirmed: z.boolean() }),
    doneSchema,
  ),
  /** How news from FEX arrive; `news.changed` keeps it current. */
  'news.read': call(none, newsSchema),
  /** A manager sets up where FEX's webhooks arrive. Files are named, never sent. */
  'news.save': call(newsArgs.save, doneSchema),
  /** Posts the self-test through the public address; what came of it is heard as `news.changed`. */
  'news.test': call(none, doneSchema),
  /** The way out of this computer: proxy and authorities. */
  'network.read': call(none, networkSchema),
  /** A manager sets it up; used from the next connection on. Files are named, never sent. */
  'network.save': call(networkArgs.save, doneSchema),
  /** One page for a call with support; `diagnostics.changed` keeps it current. */
  'diagnostics.read': call(none, diagnosticsSchema),
  'diagnostics.run': call(none, doneSchema),
  'diagnostics.stop': call(none, doneSchema),
  /** The same as text, without keys, tokens, whole ids or anything of a customer. */
  'diagnostics.text': call(none, diagnosticsTextSchema),
  /** A scanner typed something; what it was stays on the page. */
  'scanner.seen': call(none, none),
  /** A camera gave a picture; it stays on the page. */
  'camera.seen': call(none, none),
  /** Training only: the customer’s phone. */
  'phone.read': call(none, phoneSchema.nullable()),
  'phone.pay': call(z.strictObject({ walletId: attemptId, code: z.string().max(4096) }), doneSchema),
  'phone.approve': call(z.strictObject({ intentId: attemptId }), doneSchema),
  'phone.decline': call(z.strictObject({ intentId: attemptId }), doneSchema),
  /** Empties a wallet, or fills it again. */
  'phone.fund': call(z.strictObject({ walletId: attemptId, empty: z.boolean() }), doneSchema),
  /** Pays the code that is on the counter's screen, as a phone's camera would. */
  'phone.point': call(z.strictObject({ walletId: attemptId }), doneSchema),
} as const;

export const events = {
  /** The counter behind this page is another one now: the page begins anew. */
  'app.reopened': none,
  'payment.changed': z.strictObject({
    payment: paymentViewSchema,
    lastSale: lastSaleSchema.nullable(),
    lateCount: z.number().int().nonnegative(),
    unsettled: z.array(unsettledSaleSchema).max(50),
    /** Released sales that ended in the last twelve hours, the last one first. */
    settledSlips: z.array(settledSlipSchema).max(50),
    serverNowMs: z.number().int(),
  }),
  'connection.changed': z.strictObject({ connection: connectionSchema, serverNowMs: z.number().int() }),
  'counter.changed': z.strictObject({ counter: counterViewSchema }),
  'halt.changed': z.strictObject({ halt: haltSchema.nullable() }),
  'recovery.changed': z.strictObject({ recovery: recoverySchema.nullable() }),
  'staff.changed': staffViewSchema,
  'pairing.changed': pairingViewSchema,
  'books.changed': z.strictObject({ books: booksSchema }),
  'diagnostics.changed': z.strictObject({ diagnostics: diagnosticsSchema }),
  'news.changed': z.strictObject({ news: newsSchema }),
  'counters.changed': countersViewSchema,
  'preferences.changed': z.strictObject({ preferences: preferencesSchema }),
  'camera.changed': z.strictObject({ camera: cameraChoiceSchema }),
  'phone.changed': none,
} as const;

export type CallName = keyof typeof calls;
export type CallArgs<N extends CallName> = z.infer<(typeof calls)[N]['args']>;
export type CallResult<N extends CallName> = z.infer<(typeof calls)[N]['result']>;
export type EventName = keyof typeof events;
export type EventBody<N extends EventName> = z.infer<(typeof events)[N]>;

export const callNames = Object.keys(calls) as CallName[];
export const eventNames = Object.keys(events) as EventName[];

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name);
}

/** The longest serialised argument a page may send, in UTF-16 units. */
export const maxCallLength = 16_384;
