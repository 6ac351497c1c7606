/**
 * The words spoken on the FEX simulator's control surface (`/__sim/…`, or `engine.control` in process).
 *
 * FEX itself offers no way to play the customer (FEX docs: no sandbox wallet is documented), so this surface is the
 * simulator's own and never part of what the counter may call. Money is integer minor units, times are epoch ms
 * of the simulated clock unless a name says `Wall`.
 */
import { z } from 'zod';

/** Every door of the simulated API that a fault can be hung on; `*` is all of them. */
export const endpointNames = [
  'token',
  'jwks',
  'register',
  'counters.create',
  'counters.list',
  'counters.get',
  'counters.update',
  'counters.deactivate',
  'counters.rotate',
  'intents.create',
  'intents.list',
  'intents.get',
  'intents.cancel',
  'intents.refund',
  'scan',
  'transactions',
  'public.intent',
  'public.merchants',
  'health',
  'unknown',
] as const;
export type EndpointName = (typeof endpointNames)[number];

const ms = z.number().int().min(0);

/**
 * One fault on one endpoint. Parts combine: `{ latencyMs: 500, status: 503, when: 'after' }` waits, does the work and
 * then claims not to have. The first fault in the list that matches a request and has uses left is the one applied.
 */
export const faultSchema = z.strictObject({
  endpoint: z.enum([...endpointNames, '*']),
  /** Uses left; absent = until it is removed. */
  times: z.number().int().min(1).optional(),
  /** Matching requests that pass untouched first. */
  skip: z.number().int().min(0).optional(),
  /** Chance per matching request, 0…1; absent = always. */
  probability: z.number().min(0).max(1).optional(),
  /** Wait between the request's arrival and its effect. */
  latencyMs: ms.optional(),
  /** Wait between the effect and the answer. */
  answerDelayMs: ms.optional(),
  /** Cut the connection without an answer, before or after the effect, or halfway through the body. */
  cut: z.enum(['before', 'after', 'in-body']).optional(),
  /** Lose the request (no effect) or the answer (effect); the connection just stays silent. */
  partition: z.enum(['request', 'answer']).optional(),
  /** Answer with this status instead. */
  status: z.number().int().min(200).max(599).optional(),
  /** Whether a `status` replaces the work (`before`, the default) or only its answer (`after`). */
  when: z.enum(['before', 'after']).optional(),
  /** What the body becomes; `fex` is FEX's error shape and the default of a `status`. */
  body: z.enum(['fex', 'html', 'empty', 'truncated', 'success-false']).optional(),
  /** The body trickles over this time. */
  slowBodyMs: ms.optional(),
  /** `Retry-After` in seconds. */
  retryAfterS: z.number().int().min(0).optional(),
  /** `Location` of a redirect. */
  location: z.string().optional(),
});
export type Fault = z.infer<typeof faultSchema>;
export interface InstalledFault extends Fault {
  readonly faultId: string;
}

/** What happens to the next webhooks of one event (`*` = any). */
export const webhookDialSchema = z.strictObject({
  event: z.string().min(1),
  times: z.number().int().min(1).optional(),
  /** Wait before the first delivery. */
  delayMs: ms.optional(),
  /** Further copies after the first delivery. */
  duplicates: z.number().int().min(1).max(50).optional(),
  /** Hold it back until the next webhook has been delivered, so that the two arrive in the wrong order. */
  reorder: z.literal(true).optional(),
  /** Send it again, byte for byte, this long after the first delivery. */
  replayAfterMs: ms.optional(),
  /** Never send it. */
  never: z.literal(true).optional(),
  /** Send it with a wrong or missing signature, or with changed content under a wrong signature. */
  forge: z.enum(['signature', 'unsigned', 'amount', 'status']).optional(),
});
export type WebhookDial = z.infer<typeof webhookDialSchema>;
export interface InstalledWebhookDial extends WebhookDial {
  readonly dialId: string;
}

/** A bucket of a wallet's money (FEX docs: allocations). */
export const newAllocationSchema = z.strictObject({
  name: z.string().min(1),
  amountMinor: z.number().int().min(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Merchants it may be spent at; absent or null = any. */
  merchantIds: z.array(z.string()).min(1).nullable().optional(),
  /** Last moment it may be spent; absent or null = never expires. */
  expiresAtMs: z.number().nullable().optional(),
});
export type NewAllocation = z.infer<typeof newAllocationSchema>;
export interface Allocation {
  readonly allocationId: string;
  readonly name: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly merchantIds: readonly string[] | null;
  readonly expiresAtMs: number | null;
}

export const newWalletSchema = z.strictObject({
  name: z.string().min(1),
  walletId: z.string().min(1).optional(),
  allocations: z.array(newAllocationSchema).optional(),
});
export type NewWallet = z.infer<typeof newWalletSchema>;
export interface WalletView {
  readonly walletId: string;
  readonly name: string;
  readonly allocations: readonly Allocation[];
  /** The code the customer shows, in the form the settings ask for. */
  readonly qrText: string;
}

/** Pay by what the customer scanned, or by intent id. */
export const payTargetSchema = z.union([
  z.strictObject({ qrData: z.string() }),
  z.strictObject({ intentId: z.string() }),
]);
export type PayTarget = z.infer<typeof payTargetSchema>;

/** `insufficient-here`: the wallet holds enough, but not for this merchant, currency or moment. */
export type WalletResult =
  | 'paid'
  | 'declined'
  | 'insufficient'
  | 'insufficient-here'
  | 'expired'
  | 'already-final'
  | 'not-for-this-wallet'
  | 'not-found'
  | 'unreadable'
  | 'no-such-wallet';
export interface WalletOutcome {
  readonly result: WalletResult;
  readonly intentId: string | null;
  /** Status of the intent afterwards, null when there is none. */
  readonly status: string | null;
}

export interface ApprovalView {
  readonly intentId: string;
  readonly walletId: string;
  readonly merchantName: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly description: string | null;
  readonly expiresAtMs: number;
}

/** One try to deliver a webhook. */
export interface DeliveryAttempt {
  readonly deliveryId: string;
  readonly intentId: string | null;
  readonly event: string;
  readonly attempt: number;
  readonly atMs: number;
  readonly url: string | null;
  readonly body: string;
  readonly signature: string | null;
  /** HTTP status of the receiver; null while under way, when it failed, or when nothing was sent. */
  readonly status: number | null;
  readonly failure: string | null;
  readonly outcome: 'under-way' | 'accepted' | 'refused' | 'failed' | 'not-sent';
}

export const forgeSchema = z.strictObject({
  intentId: z.string().optional(),
  url: z.string().optional(),
  event: z.string().optional(),
  /** Fields laid over the payload. */
  fields: z.record(z.string(), z.unknown()).optional(),
  /** Header value; absent = 64 zeros, null = no header. */
  signature: z.string().nullable().optional(),
});
export type ForgeOrder = z.infer<typeof forgeSchema>;

export const sendEventSchema = z.strictObject({ event: z.string().min(1), intentId: z.string() });
export type SendEventOrder = z.infer<typeof sendEventSchema>;

/** An intent put into the simulator's books as if someone else had made it. */
export const plantIntentSchema = z.strictObject({
  amountMinor: z.number().int().min(1),
  currency: z.string().optional(),
  merchantId: z.string().optional(),
  counterId: z.string().nullable().optional(),
  reference: z.string().nullable().optional(),
  status: z.string().optional(),
  createdAtMs: z.number().optional(),
  expiresInS: z.number().int().min(1).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
export type PlantedIntent = z.infer<typeof plantIntentSchema>;

/** Fields of an intent that can be bent by hand, for answers FEX should never give. */
export const bendIntentSchema = z.strictObject({
  status: z.string().optional(),
  amountMinor: z.number().int().optional(),
  currency: z.string().optional(),
  counterId: z.string().nullable().optional(),
  reference: z.string().nullable().optional(),
  refundStatus: z.string().nullable().optional(),
  refundLedgerTxId: z.string().nullable().optional(),
});
export type BentIntent = z.infer<typeof bendIntentSchema>;

export const advanceSchema = z.strictObject({ advanceMs: ms });

export interface IntentDump {
  readonly id: string;
  readonly merchantId: string;
  readonly counterId: string | null;
  readonly flow: 'standard' | 'scan';
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly qrData: string | null;
  readonly targetWalletId: string | null;
  readonly completedBy: string | null;
  readonly refundStatus: string | null;
  readonly refundLedgerTxId: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly updatedAtMs: number;
  readonly completedAtMs: number | null;
  /** The computer's own clock when it became `completed`; for measuring latency. */
  readonly completedAtWallMs: number | null;
}

export interface LedgerRow {
  readonly transactionId: string;
  readonly merchantId: string;
  readonly type: 'payment' | 'refund';
  readonly intentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly description: string;
  readonly createdAtMs: number;
}

/** Fixed, clearly fake credentials a counter can be started with. */
export interface SimulatorSeed {
  readonly merchant: {
    readonly merchantId: string;
    readonly name: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly webhookSecret: string;
  };
  readonly counter: {
    readonly counterId: string;
    readonly name: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly webhookSecret: string;
  };
  readonly admin: { readonly clientId: string; readonly clientSecret: string };
  readonly otherMerchant: {
    readonly merchantId: string;
    readonly name: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly counterId: string;
  };
  readonly wallets: readonly { readonly walletId: string; readonly name: string }[];
}
