import { z } from 'zod';

const ms = z.number().int().min(0);

/** Where FEX's documents leave a choice, a setting makes it. The comment names the gap. */
export const simulatorSettingsSchema = z.strictObject({
  /** Currency of the seeded wallets' money. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** What `qr_data` looks like: the API pages' JSON, the guide's `fex://pay` link, or nothing at all. */
  qrData: z.enum(['json', 'uri', 'absent']),
  /** Whether the PNG says the same as `qr_data`; the last three are misbehaviour for tests. */
  qrPng: z.enum(['agrees', 'differs', 'absent', 'broken']),
  /** Bare UUIDs as on the API pages, or `pi_`, `ctr_`, `ltx_` prefixes as in the guides. */
  idForm: z.enum(['uuid', 'prefixed']),
  /** Create-counter answer as on the API page, or as in the guide (secret inside `counter`, no credentials). */
  counterCreateShape: z.enum(['api', 'guide']),
  /** Status of a fresh scan payment. */
  scanStatus: z.enum(['pending_approval', 'pending']),
  /** What a customer's "no" does; FEX documents nothing, so by default nothing happens until expiry. */
  declineBecomes: z.enum(['nothing', 'cancelled', 'declined', 'rejected', 'failed']),
  /** Amounts as shortest doubles, or one step beside (`29.990000000000002`). */
  amountStyle: z.enum(['plain', 'ugly']),
  /** Whether a counter's own token may call scan-payment. */
  scanByCounterToken: z.enum(['accept', '403']),
  /** Whether a counter's own token may manage counters and read the ledger. */
  counterTokenAccess: z.enum(['intents-only', 'everything']),
  /** Signature of a webhook for an intent with `callback_url` but no counter. */
  unboundWebhook: z.enum(['merchant-secret', 'unsigned']),
  /** Which verbs update a counter; the others answer 405. */
  counterUpdateVerb: z.enum(['both', 'put', 'patch']),
  /** Whether the list of counters heeds `page` and `limit`, gives everything at once, or refuses them; none is documented. */
  counterPaging: z.enum(['ignored', 'pages', 'refused']),
  /** How a refund goes on after it was accepted, or how it is refused. */
  refund: z.enum(['normal', 'stays-initiated', 'stuck', 'fails', 'refuse-409', 'refuse-422']),
  /** `refund_status` right after acceptance: the guide's or the API page's word. */
  refundFirstStatus: z.enum(['initiated', 'pending']),
  /** `status` of the intent between acceptance and settlement of a refund. */
  refundIntentStatus: z.enum(['refunded', 'completed']),
  /** Whether `refund_ledger_tx_id` stands on the intent from acceptance on, or from the ledger row on. */
  refundLedgerId: z.enum(['at-once', 'when-settled']),
  /** Whether a counter's own token may refund; FEX's documents name the merchant that was paid. */
  refundByCounterToken: z.enum(['accept', '403']),
  /** Fields of `payment_intent` in a refund answer. */
  refundAnswer: z.enum(['guide', 'full']),
  /** Time from acceptance of a refund to its ledger row. */
  refundSettleMs: ms,
  /** Cancel of an intent that waits for approval. */
  cancelPendingApproval: z.enum(['refuse', 'allow']),
  /** Status code of cancel and refund in a wrong state. */
  wrongStatusCode: z.literal([409, 400, 422]),
  /** Emit the undocumented `payment.cancelled` / `payment.declined` events. */
  cancelledWebhook: z.boolean(),
  /** Deliveries after the first one. */
  webhookRetries: z.number().int().min(0).max(20),
  /** First pause between deliveries; each next one doubles. */
  webhookRetryBaseMs: ms,
  /** How long a receiver may take. */
  webhookTimeoutMs: ms.min(1),
  /** Requests per client and minute before 429; 0 = no limit. */
  rateLimitPerMinute: z.number().int().min(0),
  /** Seconds in `Retry-After` of such a 429. */
  rateLimitRetryAfterS: z.number().int().min(0),
  /** Public (unauthenticated) view of an intent. */
  publicIntent: z.enum(['full', 'reduced']),
  /** Signature of deliveries that were already queued when the secret was rotated. */
  rotatedRetries: z.enum(['new-secret', 'old-signature']),
  /** Writing of the signature header. */
  signatureStyle: z.enum(['hex', 'upper', 'prefixed']),
  /** Text of the customer's wallet code. */
  walletQr: z.enum(['uuid', 'json', 'uri']),
  /** Accepted currencies. */
  currencies: z.enum(['any', 'usd']),
  /** Order of the rows of the intent list, over all pages. */
  listOrder: z.enum(['newest', 'oldest', 'shuffled']),
  /** A new intent is missing from the list for this long. */
  listLagMs: ms,
  /** Rows of the list with or without their `reference` and `metadata`. */
  listReference: z.enum(['kept', 'dropped']),
  /** The largest page; a larger `limit` is cut to it, and the answer says so. */
  listMaxLimit: z.number().int().min(1).max(100),
  /** Fields of an intent in the answers to create and scan: all, or the guide's few. */
  createAnswer: z.enum(['full', 'guide']),
  /** Show `completed_at` in intents; documented for webhook and ledger only. */
  completedAtInIntent: z.boolean(),
  /** How long after `expires_at` an unpaid intent turns `expired`. */
  expiryDelayMs: ms,
  /** How long after `expires_at` a customer can still pay, even if it already reads `expired`. */
  payableAfterExpiryMs: ms,
  /** Largest request body; beyond it 413. */
  bodyLimitBytes: z.number().int().min(1),
  /** Life of an access token. */
  tokenLifetimeS: z.number().int().min(1),
  /** Whether answers carry a `Date`. */
  dateHeader: z.enum(['clock', 'absent']),
});
export type SimulatorSettings = z.infer<typeof simulatorSettingsSchema>;
export const simulatorSettingsPatchSchema = simulatorSettingsSchema.partial();

/** The literal reading of FEX's documents. */
export const defaultSimulatorSettings: SimulatorSettings = {
  currency: 'USD',
  qrData: 'json',
  qrPng: 'agrees',
  idForm: 'uuid',
  counterCreateShape: 'api',
  scanStatus: 'pending_approval',
  declineBecomes: 'nothing',
  amountStyle: 'plain',
  scanByCounterToken: '403',
  counterTokenAccess: 'intents-only',
  unboundWebhook: 'merchant-secret',
  counterUpdateVerb: 'both',
  counterPaging: 'ignored',
  refund: 'normal',
  refundFirstStatus: 'initiated',
  refundIntentStatus: 'refunded',
  refundLedgerId: 'at-once',
  refundByCounterToken: 'accept',
  refundAnswer: 'guide',
  refundSettleMs: 3_000,
  cancelPendingApproval: 'refuse',
  wrongStatusCode: 409,
  cancelledWebhook: false,
  webhookRetries: 5,
  webhookRetryBaseMs: 1_000,
  webhookTimeoutMs: 10_000,
  rateLimitPerMinute: 0,
  rateLimitRetryAfterS: 5,
  publicIntent: 'full',
  rotatedRetries: 'new-secret',
  signatureStyle: 'hex',
  walletQr: 'uuid',
  currencies: 'any',
  listOrder: 'newest',
  listLagMs: 0,
  listReference: 'kept',
  listMaxLimit: 100,
  createAnswer: 'full',
  completedAtInIntent: false,
  expiryDelayMs: 0,
  payableAfterExpiryMs: 0,
  bodyLimitBytes: 65_536,
  tokenLifetimeS: 300,
  dateHeader: 'clock',
};
