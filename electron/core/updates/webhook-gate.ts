import { z } from 'zod';
import type { DeliveryOutcome } from '../../../shared/news.ts';
import type { Clock, Hasher, Inbox, IncomingWebhook, Log } from '../ports.ts';
import type { Deliveries } from './deliveries.ts';
import { webhookPath } from './news-setup.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/**
 * The door for webhooks: raw bytes are verified in constant time, the hint is stored durably, and only then
 * is 200 answered. Nothing in a webhook is believed; it only says which intent to read (money rule 8).
 * Source: FEX docs, webhooks (HMAC-SHA256 of the raw body, hex, keyed with the secret's text).
 */
export interface WebhookHint {
  bodyHash: string;
  intentId: string;
  event: string;
  reference: string | null;
}

const bodySchema = z.object({
  event: z.string().min(1).max(100),
  payment_intent_id: z.string().min(1).max(200),
  reference: z.string().max(200).nullish().catch(null),
  metadata: z
    .object({ reference: z.string().max(200).nullish().catch(null) })
    .nullish()
    .catch(null),
});

export function createWebhookGate(options: {
  counterId: string;
  secrets: Pick<WebhookSecrets, 'honoured' | 'verified'>;
  hasher: Hasher;
  inbox: Inbox;
  clock: Clock;
  log: Log;
  /** Whether it is the self-test that is under way; that is never looked at any further. */
  takeTest(request: IncomingWebhook, canVerify: boolean): boolean;
  /** What became of a request, for a manager to see. */
  note: Deliveries['note'];
  /** Called after the hint is on the disk; also for one that was stored before. */
  hear(hint: WebhookHint, isNew: boolean): void;
}): (request: IncomingWebhook) => Promise<number> {
  const { counterId, secrets, hasher, inbox, clock, log, takeTest, note, hear } = options;
  const ownPath = decoded(webhookPath(counterId));
  let rejected = 0;

  return async (request) => {
    if (decoded(request.path) !== ownPath) return told(404, 'other-path');
    const honoured = await secrets.honoured();
    if (takeTest(request, honoured.length > 0)) return told(200, 'self-test');
    // Without the secret nothing can be verified: FEX tries again later.
    if (honoured.length === 0) return told(503, 'no-secret');
    const secret = honoured.find((one) => isSigned(request, one, hasher));
    if (secret === undefined) {
      rejected += 1;
      // One line for the first and every hundredth: a flood must not fill the log.
      if (rejected % 100 === 1) log.warn('webhook.forged', { count: rejected });
      return told(401, request.headers['x-webhook-signature'] === undefined ? 'unsigned' : 'forged');
    }
    secrets.verified(secret);
    const parsed = parse(request.body);
    if (parsed === null) {
      log.warn('webhook.unreadable', {});
      return told(400, 'unreadable');
    }
    const hint: WebhookHint = {
      bodyHash: hasher.sha256Hex(request.body),
      intentId: parsed.payment_intent_id,
      event: parsed.event,
      reference: parsed.reference ?? parsed.metadata?.reference ?? null,
    };
    try {
      const isNew = await inbox.store({ ...hint, receivedAtMs: clock.wallMs() });
      note(isNew ? 'verified' : 'again', hint);
      hear(hint, isNew);
      return 200;
    } catch {
      // Not stored is not acknowledged.
      return told(503, 'not-stored');
    }
  };

  function told(status: number, outcome: DeliveryOutcome): number {
    note(outcome);
    return status;
  }
}

/** A path as it was meant: FEX, or what stands before us, may write any letter of it as its percent code. */
function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Lower or upper case, with or without `sha256=`; FEX does not say which. */
export function isSigned(request: IncomingWebhook, secret: string, hasher: Hasher): boolean {
  const header = request.headers['x-webhook-signature'];
  if (header === undefined) return false;
  const given = header
    .trim()
    .replace(/^sha256=/i, '')
    .toLowerCase();
  return hasher.equal(given, hasher.hmacSha256Hex(secret, request.body));
}

function parse(body: Uint8Array) {
  const text = utf8(body);
  if (text === null) return null;
  try {
    const parsed = bodySchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Core has no TextDecoder: percent-decoding is the language's own UTF-8 reader. */
function utf8(bytes: Uint8Array): string | null {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}
