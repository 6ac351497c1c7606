import { z } from 'zod';
import { statedLimit } from './pages.ts';

/** A row of FEX’s ledger that belongs to a payment intent, and is final. */
export interface LedgerEntry {
  transactionId: string;
  type: 'payment' | 'refund';
  intentId: string;
  /** As FEX wrote it. */
  amountText: string | null;
  currency: string | null;
  createdAtMs: number | null;
}

export interface LedgerPage {
  entries: LedgerEntry[];
  /** Every row of the page, those that belong to no payment among them. */
  rows: { transactionId: string; createdAtMs: number | null }[];
  /** The limit FEX says it used; null where it says none. */
  limit: number | null;
}

const text = z.string().nullish().catch(null);

const rawRow = z.object({
  transaction_id: z.string().min(1).max(200),
  transaction_type: text,
  status: text,
  amount: text,
  currency: text,
  metadata: z.object({ payment_intent_id: text }).nullish().catch(null),
  created_at: text,
});

/** Null where the body is no page, or holds a row that cannot be read: it might be the one that matters. */
export function readLedgerPage(body: Record<string, unknown>, asked: number): LedgerPage | null {
  if (!Array.isArray(body.transactions)) return null;
  const page: LedgerPage = { entries: [], rows: [], limit: statedLimit(body, asked) };
  for (const row of body.transactions) {
    const parsed = rawRow.safeParse(row);
    if (!parsed.success) return null;
    const { transaction_id: transactionId, transaction_type: type, status, metadata, ...raw } = parsed.data;
    const made = Date.parse(raw.created_at ?? '');
    const createdAtMs = Number.isFinite(made) ? made : null;
    page.rows.push({ transactionId, createdAtMs });
    const intentId = metadata?.payment_intent_id;
    // Payouts, fees and the like belong to no payment; what is not final moved no money yet.
    if (!intentId || (type !== 'payment' && type !== 'refund')) continue;
    if (status && status !== 'completed') continue;
    const [amountText, currency] = [raw.amount ?? null, raw.currency ?? null];
    page.entries.push({ transactionId, type, intentId, amountText, currency, createdAtMs });
  }
  return page;
}
