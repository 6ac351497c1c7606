import type { HttpResult } from '../ports.ts';
import { parseAnswer } from './fex-json.ts';
import { type Intent, readIntent } from './intent.ts';

/**
 * Money rule 0: what a send with an effect may have done. *Not executed* only where nothing left this
 * computer or FEX refused in its own words; *executed* only on a readable success with an id; everything
 * else once a byte was written is *unknown*.
 */
export type Sent =
  | { kind: 'executed'; intent: Intent }
  | { kind: 'not-executed'; why: 'not-sent' }
  | { kind: 'not-executed'; why: 'refused'; status: number; said: string; retryAfterMs: number | null }
  | { kind: 'unknown' };

/** For create and scan: the answer must carry the intent. */
export function classifySend(result: HttpResult): Sent {
  const common = classify(result);
  if (common.kind !== 'success') return common;
  const intent = readIntent(common.body.payment_intent);
  return intent ? { kind: 'executed', intent } : { kind: 'unknown' };
}

/** For cancel: the answer carries no intent, and a read follows in any case. */
export type CancelSent = { kind: 'accepted' } | Exclude<Sent, { kind: 'executed' }>;

export function classifyCancel(result: HttpResult): CancelSent {
  const common = classify(result);
  return common.kind === 'success' ? { kind: 'accepted' } : common;
}

/** For refund: accepted only where FEX says that it was initiated; a read decides in any case (money rule 12). */
export type RefundSent = CancelSent;

export function classifyRefund(result: HttpResult): RefundSent {
  const common = classify(result);
  if (common.kind !== 'success') return common;
  return common.body.refund_initiated === true ? { kind: 'accepted' } : { kind: 'unknown' };
}

type Common = { kind: 'success'; body: Record<string, unknown> } | Exclude<Sent, { kind: 'executed' }>;

function classify(result: HttpResult): Common {
  if (result.kind === 'not-sent') return { kind: 'not-executed', why: 'not-sent' };
  if (result.kind === 'lost') return { kind: 'unknown' };
  const body = asRecord(parseAnswer(result));
  if (result.status >= 200 && result.status < 300) {
    return body?.success === true ? { kind: 'success', body } : { kind: 'unknown' };
  }
  if (result.status >= 400 && result.status < 500 && result.status !== 408) {
    const said = fexError(body);
    if (said !== null) {
      return {
        kind: 'not-executed',
        why: 'refused',
        status: result.status,
        said,
        retryAfterMs: retryAfterMs(result.headers),
      };
    }
  }
  return { kind: 'unknown' };
}

/** FEX may name a wallet in its words, and those are journaled and shown. */
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** FEX's error shape is `{success: false, error: text}`; null for anything else. */
export function fexError(body: Record<string, unknown> | null): string | null {
  if (body?.success !== false) return null;
  const said = body.error;
  return typeof said === 'string' ? said.replace(uuid, '…').slice(0, 200) : null;
}

export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** `Retry-After` in seconds, bounded to two minutes; null where absent or a date. */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const value = headers['retry-after'];
  if (value === undefined || !/^\d{1,6}$/.test(value.trim())) return null;
  return Math.min(Number(value.trim()) * 1000, 120_000);
}
