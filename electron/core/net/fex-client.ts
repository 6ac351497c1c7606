import { z } from 'zod';
import { majorText } from '../../../shared/money.ts';
import type { TokenFailure, TokenSource } from '../auth/token-source.ts';
import type { Clock, Http, HttpRequest, HttpResult } from '../ports.ts';
import {
  asRecord,
  type CancelSent,
  classifyCancel,
  classifyRefund,
  classifySend,
  fexError,
  type RefundSent,
  retryAfterMs,
  type Sent,
} from './classify.ts';
import { decimalLiteral, parseAnswer } from './fex-json.ts';
import { type Intent, readIntent } from './intent.ts';
import { type LedgerPage, readLedgerPage } from './ledger.ts';
import { statedLimit } from './pages.ts';
import { isTrustedUrl } from './secure-url.ts';
import type { ServerClock } from './server-clock.ts';

/** What is asked for; money in minor units with the currency's exponent. */
export interface Order {
  amountMinor: number;
  currency: string;
  exponent: number;
  expiresInS: number;
  reference: string;
  description: string | null;
}

/** A read either says something verified about FEX's state or it failed. */
export type Read<T> =
  | { kind: 'read'; value: T }
  /** FEX itself said no: 404, 403 … in its own shape. */
  | { kind: 'refused'; status: number }
  | { kind: 'failed'; why: ReadFailure; retryAfterMs: number | null }
  | { kind: 'no-token'; why: TokenFailure };

/**
 * `unreachable`: nothing was sent. `silent`: it was, and the connection was cut or the time ran out. `error`: FEX, or
 * what stands before it, says that it fails. `not-fex`: an answer that is none of FEX's, such as a login page.
 */
type ReadFailure = 'unreachable' | 'silent' | 'error' | 'not-fex';

export interface Page {
  intents: Intent[];
  /** The limit FEX says it used; null where it says none, and only an empty page is the last. */
  limit: number | null;
}

/** A payment or a refund in FEX's ledger, as far as it says which intent it belongs to. */
export interface LedgerRow {
  intentId: string;
  /** `payment` or `refund`; FEX documents no other. */
  type: string | null;
  /** It moved money: completed, or FEX says nothing else of it. */
  isFinal: boolean;
  createdAtMs: number | null;
}

const ledgerRow = z.object({
  transaction_type: z.string().nullish().catch(null),
  status: z.unknown(),
  created_at: z.string().nullish().catch(null),
  metadata: z.object({ payment_intent_id: z.string().min(1).max(200) }),
});

/** Times-outs of money rule 0; cancel and refund have create's. */
export const createTimeoutMs = 10_000;
export const scanTimeoutMs = 15_000;
const getTimeoutMs = 4_000;

/** Calls FEX; sends are classified and never repeated here, reads are repeated once after a 401. */
export interface FexClient {
  create(token: string, order: Order): Promise<Sent>;
  scan(token: string, order: Order, walletCode: string): Promise<Sent>;
  cancel(intentId: string): Promise<CancelSent | { kind: 'no-token'; why: TokenFailure }>;
  /** The whole amount goes back; FEX has no partial refund. Sent once here, whatever comes back. */
  refund(intentId: string): Promise<RefundSent | { kind: 'no-token'; why: TokenFailure }>;
  /** With a token or not at all: a public view may leave out what a refund left on the intent. */
  getOwn(intentId: string): Promise<Read<Intent>>;
  /** Without a token that FEX takes it is read publicly, over TLS or from this computer only. */
  get(intentId: string): Promise<Read<Intent>>;
  list(page: number, limit: number): Promise<Read<Page>>;
  /** Newest rows of the ledger; refused where this token may not read it. */
  ledger(): Promise<Read<LedgerRow[]>>;
  /** One page of the ledger; refused where this token may not read it. */
  ledgerPage(page: number, limit: number): Promise<Read<LedgerPage>>;
  /** Hears whether each answer proved that FEX is reachable. */
  onContact(hear: (good: boolean) => void): void;
  /** Hears what an answer in FEX's shape said of the token; see `Credentials.heardApi`. */
  onKeys(hear: (said: KeysVerdict) => void): void;
}

type KeysVerdict = 'accepted' | 'refused' | 'doubtful';

export function createFexClient(options: {
  apiUrl: string;
  counterId: string;
  http: Http;
  clock: Clock;
  serverClock: ServerClock;
  tokens: TokenSource;
  /** FEX's API refused the keys: what can be read publicly is. */
  keysRefused(): boolean;
}): FexClient {
  const { apiUrl, counterId, http, clock, serverClock, tokens, keysRefused } = options;
  const base = `${apiUrl.replace(/\/+$/, '')}/merchant/api/v1`;
  const trusted = isTrustedUrl(apiUrl);
  let contact: (good: boolean) => void = () => {};
  let keys: (said: KeysVerdict) => void = () => {};

  async function send(request: Omit<HttpRequest, 'headers'>, token: string | null): Promise<HttpResult> {
    const sentAt = clock.monotonicMs();
    const result = await http.send({
      ...request,
      headers: {
        accept: 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    const verified = isVerified(result);
    if (verified && result.kind === 'answer') serverClock.observe(result.headers.date, sentAt, trusted);
    contact(verified);
    return result;
  }

  function orderBody(order: Order) {
    return {
      amount: decimalLiteral(majorText(order.amountMinor, order.exponent)),
      currency: order.currency,
      counter_id: counterId,
      expires_in: order.expiresInS,
      reference: order.reference,
      metadata: { reference: order.reference },
      ...(order.description === null ? {} : { description: order.description }),
    };
  }

  function post(path: string, body: unknown, timeoutMs: number): Omit<HttpRequest, 'headers'> {
    return {
      method: 'POST',
      url: `${base}${path}`,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
      fresh: true,
    };
  }

  async function read<T>(
    path: string,
    refusals: Refusals,
    parse: (body: Record<string, unknown>) => T | null,
  ): Promise<Read<T>> {
    let refused: string | undefined;
    for (;;) {
      const token = await tokens.get(refused);
      if (!token.ok) return { kind: 'no-token', why: token.why };
      const result = await send(
        { method: 'GET', url: `${base}${path}`, timeoutMs: getTimeoutMs, fresh: false },
        token.token,
      );
      const read = classifyRead(result, parse);
      if (read.kind === 'refused' && read.status === 401 && refused === undefined) {
        refused = token.token;
        continue;
      }
      const said = read.kind === 'read' ? 'accepted' : read.kind === 'refused' ? refusals[read.status] : null;
      if (said) keys(said);
      return read;
    }
  }

  /** A refused send is only a reason to look: which tokens may scan FEX does not say (403 there is its own). */
  function sendSaid<S extends CancelSent | Sent>(sent: S, doubtful: readonly number[]): S {
    if (sent.kind === 'not-executed' && sent.why === 'refused' && doubtful.includes(sent.status))
      keys('doubtful');
    return sent;
  }

  /** A POST without a body on one intent. A 401 in FEX's shape was not executed and goes out once more. */
  async function act<T extends CancelSent>(
    intentId: string,
    verb: 'cancel' | 'refund',
    classify: (result: HttpResult) => T,
    doubtful: readonly number[],
  ): Promise<T | { kind: 'no-token'; why: TokenFailure }> {
    let refused: string | undefined;
    for (;;) {
      const token = await tokens.get(refused);
      if (!token.ok) return { kind: 'no-token', why: token.why };
      const path = `${intentPath(intentId)}/${verb}`;
      const sent = classify(await send(post(path, undefined, createTimeoutMs), token.token));
      const unauthorised = sent.kind === 'not-executed' && sent.why === 'refused' && sent.status === 401;
      if (!unauthorised || refused !== undefined) return sendSaid(sent, doubtful);
      refused = token.token;
    }
  }

  return {
    create: async (token, order) =>
      sendSaid(
        classifySend(await send(post('/payment-intents', orderBody(order), createTimeoutMs), token)),
        [401, 403],
      ),
    scan: async (token, order, walletCode) =>
      sendSaid(
        classifySend(
          await send(
            post('/scan-payment', { scan_token: walletCode, ...orderBody(order) }, scanTimeoutMs),
            token,
          ),
          walletCode,
        ),
        [401],
      ),
    cancel: (intentId) => act(intentId, 'cancel', classifyCancel, [401, 403]),
    // Which tokens may refund FEX does not say either.
    refund: (intentId) => act(intentId, 'refund', classifyRefund, [401]),
    getOwn: (intentId) => read(intentPath(intentId), ofOne, intentOf(intentId)),
    async get(intentId) {
      const path = intentPath(intentId);
      const parse = intentOf(intentId);
      // While the sign-in server is out, or the keys are, nobody waits; both are asked again in the background.
      const known = trusted && (tokens.isOut() || keysRefused());
      const withToken = known ? null : await read(path, ofOne, parse);
      if (withToken !== null && (!trusted || !lacksKeys(withToken))) return withToken;
      const url = `${base}/public${path}`;
      return classifyRead(
        await send({ method: 'GET', url, timeoutMs: getTimeoutMs, fresh: false }, null),
        parse,
      );
    },
    ledger: () =>
      read('/transactions?page=1&limit=100', ofLedger, (body) => {
        if (!Array.isArray(body.transactions)) return null;
        return body.transactions.flatMap((row: unknown) => {
          const parsed = ledgerRow.safeParse(row);
          if (!parsed.success) return [];
          const createdAtMs = Date.parse(parsed.data.created_at ?? '');
          const intentId = parsed.data.metadata.payment_intent_id;
          const { transaction_type: type = null, status } = parsed.data;
          const isFinal = status === undefined || status === null || status === 'completed';
          return [
            { intentId, type, isFinal, createdAtMs: Number.isFinite(createdAtMs) ? createdAtMs : null },
          ];
        });
      }),
    ledgerPage: (page, limit) =>
      read(`/transactions?page=${page}&limit=${limit}`, ofLedger, (body) => readLedgerPage(body, limit)),
    list: (page, limit) =>
      read(`/payment-intents?page=${page}&limit=${limit}`, ofOwn, (body) => {
        const rows = body.payment_intents;
        if (!Array.isArray(rows)) return null;
        const intents: Intent[] = [];
        for (const row of rows) {
          const intent = readIntent(row);
          // One unreadable row makes the page unreadable: it might be the one looked for.
          if (!intent) return null;
          intents.push(intent);
        }
        return { intents, limit: statedLimit(body, limit) };
      }),
    onContact(hear) {
      contact = hear;
    },
    onKeys(hear) {
      keys = hear;
    },
  };
}

/** What a refusal in FEX's shape says of the keys, by status, once a new token was refused as well. */
type Refusals = Readonly<Record<number, KeysVerdict>>;
/** The list of this merchant's payments is open to every token of ours. */
const ofOwn: Refusals = { 401: 'refused', 403: 'refused' };
/** A single payment may be another merchant's, for which a webhook named it. */
const ofOne: Refusals = { 401: 'refused', 403: 'doubtful' };
/** A counter's token may be refused here and good everywhere else. */
const ofLedger: Refusals = { 401: 'doubtful' };

function lacksKeys(read: Read<unknown>): boolean {
  return read.kind === 'no-token' || (read.kind === 'refused' && read.status === 401);
}

const intentPath = (intentId: string) => `/payment-intents/${encodeURIComponent(intentId)}`;

function intentOf(intentId: string) {
  return (body: Record<string, unknown>): Intent | null => {
    const intent = readIntent(body.payment_intent);
    // An answer about another intent says nothing about ours.
    return intent?.id === intentId ? intent : null;
  };
}

function classifyRead<T>(result: HttpResult, parse: (body: Record<string, unknown>) => T | null): Read<T> {
  if (result.kind !== 'answer')
    return { kind: 'failed', why: result.kind === 'lost' ? 'silent' : 'unreachable', retryAfterMs: null };
  const body = asRecord(parseAnswer(result));
  if (result.status >= 200 && result.status < 300 && body?.success === true) {
    const value = parse(body);
    if (value !== null) return { kind: 'read', value };
  }
  if (
    result.status >= 400 &&
    result.status < 500 &&
    ![408, 429].includes(result.status) &&
    fexError(body) !== null
  ) {
    return { kind: 'refused', status: result.status };
  }
  return { kind: 'failed', why: failureOf(result.status, body), retryAfterMs: retryAfterMs(result.headers) };
}

/** A server that fails may do so in any words; 511 is a network's, which wants to be signed in to. */
function failureOf(status: number, body: Record<string, unknown> | null): ReadFailure {
  const fails = status >= 500 && status !== 511;
  return fails || typeof body?.success === 'boolean' ? 'error' : 'not-fex';
}

/** Readable and in FEX's shape: then its `Date` is FEX's, and FEX can be reached. */
function isVerified(result: HttpResult): boolean {
  if (result.kind !== 'answer') return false;
  const body = asRecord(parseAnswer(result));
  return typeof body?.success === 'boolean' && result.status < 500;
}
