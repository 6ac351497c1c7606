import { z } from 'zod';
import { firstManagerSchema } from './staff.ts';

/** Making a till the merchant's own: what the pairing screens show and what the settings file remembers of it. */

/** What a manager types before anything is asked of FEX. */
export const whereSchema = z.strictObject({
  environment: z.enum(['sandbox', 'live']),
  apiUrl: z.string().trim().max(2000),
  tokenUrl: z.string().trim().max(2000),
  /** Sandbox only: http off this computer, by a manager's explicit switch. */
  plainHttp: z.boolean(),
});
export type Where = z.infer<typeof whereSchema>;

/** Which token asks a customer's phone for approval: FEX's documents disagree on who may. */
export const scanKeys = ['own', 'merchant', 'none'] as const;

/** In the settings file; holds no secret. A later version is not guessed at. */
export const pairingRecordSchema = z.object({
  version: z.literal(1),
  environment: z.enum(['sandbox', 'live']),
  apiUrl: z.string().min(1).max(2000),
  tokenUrl: z.string().min(1).max(2000),
  counterId: z.string().min(1).max(200),
  counterName: z.string().min(1).max(400),
  location: z.string().max(400).nullable(),
  merchantName: z.string().max(400).nullable(),
  /** Whose keys the counter signs in with: its own, or the merchant's where FEX gave it none. */
  signsInAs: z.enum(['counter', 'merchant']),
  clientId: z.string().min(1).max(300),
  /** The merchant's client, where its key is kept for scanning. */
  merchantClientId: z.string().min(1).max(300).nullable(),
  scanWith: z.enum(scanKeys),
  currency: z.string().regex(/^[A-Z]{3}$/),
  pairedAtMs: z.number().int(),
  /** Given up by a manager: its keys are gone, what was open is still watched. */
  unpairedAtMs: z.number().int().nullable(),
});
export type PairingRecord = z.infer<typeof pairingRecordSchema>;

/** In the settings file from when FEX made the counter until it is paired; holds no secret. */
export const begunPairingSchema = z.object({
  apiUrl: z.string().min(1).max(2000),
  tokenUrl: z.string().min(1).max(2000),
  environment: z.enum(['sandbox', 'live']),
  counterId: z.string().min(1).max(200),
  atMs: z.number().int(),
});
export type BegunPairing = z.infer<typeof begunPairingSchema>;

/** Why pairing does not go on; each has a sentence that says what to do. */
export const pairingTroubles = [
  'address-wrong', // not an http(s) address
  'address-insecure', // http, where https is needed
  'address-not-here', // this window is driven from outside: only this computer's own FEX may be paired
  'sign-in-unreachable',
  'sign-in-tls',
  'sign-in-not-fex', // something else answers there: a network's login page, a wrong address
  'sign-in-realm', // it answers, but has no such realm or path
  'api-unreachable',
  'api-tls',
  'api-not-fex',
  'proxy-password',
  'keys-refused',
  'keys-not-merchant', // a counter's keys, or keys that may not see counters
  'keychain-locked',
  'keychain-missing',
  'keychain-plain',
  'profile-taken', // this folder holds another counter's sales
  'settings-not-saved',
  'journal-unwritable',
  'name-empty',
  'currency-unproved', // live takes money of two decimals only
  'create-refused',
  'create-unanswered', // FEX did not answer, and no new counter is to be seen
  'create-unknown', // FEX did not answer, and cannot be asked
  'counter-gone',
  'counter-inactive',
  'counter-open-payments',
  'counter-unread', // its payments could not be looked through
  'counter-secret-wrong',
  'paired-elsewhere', // somebody else paired it at the same moment
  'rotate-refused',
  'rotate-unanswered',
  'canary-refused',
  'canary-unanswered',
  'canary-not-cancelled',
  'probe-unanswered',
  'probe-refused', // the merchant's key may not scan either
] as const;
export type PairingTrouble = (typeof pairingTroubles)[number];

export const pairingChecks = [
  'keychain',
  'keys',
  'counters',
  'created',
  'rotated',
  'kept',
  'token',
  'payment',
  'scan',
  'ledger',
] as const;
const checkSchema = z.strictObject({
  name: z.enum(pairingChecks),
  /** `noted`: not as wished, and not in the way. */
  state: z.enum(['running', 'good', 'bad', 'noted']),
  /** A figure or a name; the words around it are the screen's. */
  detail: z.string().max(200).nullable(),
});
export type PairingCheck = z.infer<typeof checkSchema>;

/** What only a manager can decide. */
export const pairingQuestions = [
  'lost-answer', // the counter exists, its keys were lost: take it over, or make another
  'no-counter-keys', // FEX gave the counter no keys of its own: the merchant's have to be kept
  'no-webhook-secret', // FEX gave none: have it make one
  'sold-elsewhere', // another till sold as this counter not long ago
  'scan', // this counter's own key may not scan: keep the merchant's for it, or QR only
] as const;
export type PairingQuestion = (typeof pairingQuestions)[number];
export const pairingChoices = [
  'take-over',
  'another',
  'merchant-key',
  'rotate',
  'go-on',
  'qr-only',
  'stop',
] as const;

export const pairingViewSchema = z.strictObject({
  step: z.enum(['where', 'keys', 'counter', 'proof', 'done']),
  where: whereSchema,
  /** Only this computer's own FEX may be paired here. */
  loopbackOnly: z.boolean(),
  /** Something is under way; buttons rest. */
  busy: z.boolean(),
  merchant: z.strictObject({ clientId: z.string(), counters: z.number().int() }).nullable(),
  counter: z.strictObject({ id: z.string(), name: z.string(), location: z.string().nullable() }).nullable(),
  checks: z.array(checkSchema).max(20),
  question: z.enum(pairingQuestions).nullable(),
  trouble: z
    .strictObject({ code: z.enum(pairingTroubles), detail: z.string().max(200).nullable() })
    .nullable(),
  scanWith: z.enum(scanKeys).nullable(),
  /** The counter this folder was paired with before, whose sales it holds. */
  before: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** A counter this till had FEX make, whose pairing was not ended: it is to be taken over, not made again. */
  begun: z.strictObject({ id: z.string(), name: z.string(), atMs: z.number().int() }).nullable(),
});
export type PairingView = z.infer<typeof pairingViewSchema>;

/** A counter of the merchant, as the list shows it. */
export const listedCounterSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  location: z.string().nullable(),
  active: z.boolean(),
});
export type ListedCounter = z.infer<typeof listedCounterSchema>;
export const mostCounters = 2000;

const typed = z.string().max(4096);
const currency = z.string().regex(/^[A-Z]{3}$/);
export const pairingArgs = {
  keys: z.strictObject({ clientId: typed, clientSecret: typed }),
  create: z.strictObject({ name: z.string().max(200), location: z.string().max(200), currency }),
  takeOver: z.strictObject({
    counterId: z.string().min(1).max(200),
    /** The counter's own old secret, where somebody has it; else the merchant's key is kept. */
    clientSecret: typed.nullable(),
    currency,
  }),
  finish: z.strictObject({ manager: firstManagerSchema.nullable() }),
  choose: z.strictObject({ choice: z.enum(pairingChoices) }),
} as const;
