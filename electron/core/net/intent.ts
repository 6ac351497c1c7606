import { z } from 'zod';
import { withoutKeys } from './fex-words.ts';

/**
 * A payment intent as the counter reads it. Every field but id and status may be absent, because FEX's
 * guides and API pages disagree on which are sent; an id is an opaque string. A field that is journaled or shown
 * and is not of its kind reads `?`: it might be a wallet code.
 */
export interface Intent {
  id: string;
  status: string;
  /** Source text of the amount, or null. */
  amountText: string | null;
  currency: string | null;
  counterId: string | null;
  /** `reference`, or the copy of it we send in `metadata`. */
  reference: string | null;
  merchantName: string | null;
  createdAtMs: number | null;
  expiresAtMs: number | null;
  qrData: string | null;
  qrPng: string | null;
  /** FEX's word for how far a refund is; `initiated` and `pending` are the documented ones. */
  refundStatus: string | null;
  /** The refund's row in the ledger; it stands there as soon as the refund is on its way. */
  refundLedgerTxId: string | null;
  /** Of a pairing, this till's or another's: no sale. */
  isTest: boolean;
}

/** What a pairing's test payments are called at FEX. */
export const testDescription = 'Test, nothing to pay';

const text = z.string().nullish().catch(null);

const rawIntent = z.object({
  id: z.string().min(1).max(200),
  status: z.string().min(1).max(60),
  amount: text,
  currency: text,
  counter_id: text,
  reference: text,
  metadata: z.object({ reference: text }).nullish().catch(null),
  merchant_name: text,
  created_at: text,
  expires_at: text,
  qr_data: text,
  qr_code_url: text,
  refund_status: text,
  refund_ledger_tx_id: text,
  description: text,
});

const statusWord = /^[a-z\d]+(?:[_ -][a-z\d]+)*$/i;
const amount = /^[-+]?[\d.,' ]+(?:e[-+]?\d{1,3})?(?: ?[a-z]{3})?$/i;
const currency = /^[a-z]{1,10}$/i;

function kept(field: string, kind: RegExp): string {
  // Digits alone are no key in an amount.
  return kind.test(field) && (kind === amount || withoutKeys(field) === field) ? field : '?';
}

/** Null where the value is no intent. Unknown keys are ignored. */
export function readIntent(value: unknown): Intent | null {
  const parsed = rawIntent.safeParse(value);
  if (!parsed.success) return null;
  const raw = parsed.data;
  return {
    id: raw.id,
    status: kept(raw.status, statusWord),
    amountText: raw.amount == null ? null : kept(raw.amount, amount),
    currency: raw.currency == null ? null : kept(raw.currency, currency),
    counterId: raw.counter_id ?? null,
    reference: raw.reference || raw.metadata?.reference || null,
    merchantName: withoutKeys(raw.merchant_name?.trim() ?? '').slice(0, 200) || null,
    createdAtMs: instant(raw.created_at),
    expiresAtMs: instant(raw.expires_at),
    qrData: raw.qr_data || null,
    qrPng: raw.qr_code_url || null,
    refundStatus: raw.refund_status?.trim().slice(0, 60) || null,
    refundLedgerTxId: raw.refund_ledger_tx_id?.trim().slice(0, 200) || null,
    isTest: raw.description === testDescription,
  };
}

function instant(iso: string | null | undefined): number | null {
  if (!iso) return null;
  const ms = Date.parse(iso);
  return Number.isFinite(ms) ? ms : null;
}
