import { z } from 'zod';

/** How news from FEX reach this counter: what a manager set up, whether it is proved to work, and what arrived. */

export const newsModes = ['off', 'loopback', 'address'] as const;
export type NewsMode = (typeof newsModes)[number];

/** What a manager types. An empty text is nothing. */
export const newsSetupSchema = z.strictObject({
  /** `loopback`: behind a tunnel or a reverse proxy on this computer. `address`: on the address that is named. */
  mode: z.enum(newsModes),
  /** An address of this computer; for `address` only. */
  address: z.string().trim().max(253),
  /** 0: any free port. */
  port: z.number().int().min(0).max(65_535),
  /** Where FEX reaches the listener from outside; `/webhooks/…` is appended. */
  publicUrl: z.string().trim().max(500),
  /** PEM files on this computer: the paths alone are kept. Both or neither. */
  certFile: z.string().trim().max(1000),
  keyFile: z.string().trim().max(1000),
});
export type NewsSetup = z.infer<typeof newsSetupSchema>;

/** Why nothing listens although somebody wants it; payments are polled for. Each has a sentence of its own. */
export const listenTroubles = [
  'port-in-use',
  'address-not-ours',
  'not-permitted',
  'certificate-unreadable',
  'certificate-expired',
  'certificate-not-yet',
  'certificate-other-name', // not for the host of the public address
  'key-unreadable',
  'key-open-to-others', // others on this computer can read the key's file
  'key-password',
  'key-not-matching', // the key of another certificate
  'listener-failed',
] as const;
export type ListenTrouble = (typeof listenTroubles)[number];

/** Why the self-test did not prove the way. */
export const newsTestTroubles = [
  'dns',
  'refused',
  'unreachable',
  'tls',
  'proxy',
  'proxy-password',
  'time-out',
  'redirect', // another address was named; FEX does not follow those
  'elsewhere', // something answered, and nothing arrived here
  'answer-changed', // it arrived, and the answer on the way back was not this till's
  'no-secret', // without the webhook secret nothing can be verified
] as const;
export type NewsTestTrouble = (typeof newsTestTroubles)[number];

export const newsTestSchema = z.strictObject({
  state: z.enum(['none', 'running', 'proved', 'failed']),
  /** When the last one ended, in FEX's time. */
  atMs: z.number().int().nullable(),
  /** From the post to its answer. */
  roundTripMs: z.number().int().nonnegative().nullable(),
  why: z.enum(newsTestTroubles).nullable(),
});
export type NewsTestView = z.infer<typeof newsTestSchema>;

/** What became of something that was posted to the listener. */
export const deliveryOutcomes = [
  'verified',
  'again', // verified, and the same as before
  'self-test',
  'unsigned',
  'forged',
  'unreadable', // signed, and not what FEX sends
  'not-stored', // the disk; FEX sends it again
  'no-secret',
  'other-path',
] as const;
export type DeliveryOutcome = (typeof deliveryOutcomes)[number];

export const deliverySchema = z.strictObject({
  /** FEX's time. */
  atMs: z.number().int(),
  outcome: z.enum(deliveryOutcomes),
  /** As FEX calls it; only of what was verified. */
  event: z.string().max(60).nullable(),
  /** The last characters of the payment intent's id; only of what was verified. */
  tail: z.string().max(4).nullable(),
  /** How many of the same kind came one after the other; a flood is one line. */
  count: z.number().int().positive(),
});
export type DeliveryView = z.infer<typeof deliverySchema>;
export const mostDeliveries = 50;

export const newsSchema = z.strictObject({
  setup: newsSetupSchema,
  /** False in training, where the program plays FEX and sets this up itself. */
  canChange: z.boolean(),
  /** Where it listens now, or null. */
  listensAt: z.string().max(500).nullable(),
  trouble: z.enum(listenTroubles).nullable(),
  /** The whole address that FEX has to be told, or null where no public one is set up. */
  fexUrl: z.string().max(1000).nullable(),
  test: newsTestSchema,
  /** The last payment was read as paid and FEX's own webhook about it did not come. */
  missed: z.boolean(),
  /** Since the counter was started, the newest first. */
  deliveries: z.array(deliverySchema).max(mostDeliveries),
});
export type NewsView = z.infer<typeof newsSchema>;

export const newsArgs = {
  save: newsSetupSchema.extend({ confirmed: z.boolean() }),
} as const;
