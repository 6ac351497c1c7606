import { exponentOf } from '../../../shared/money.ts';
import type { Flow, LastSale } from '../../../shared/payment-view.ts';
import type { RowTimes } from '../counter-row.ts';
import type { JournalRow, StoredRow } from '../ports.ts';
import type { Attempt, CancelReason, Fact } from './machine-types.ts';

/** Between the machine's facts and the journal's rows, both ways. */

export function rowOf(fact: Fact, times: RowTimes, extra: JournalRow['body'] = {}): JournalRow {
  const { attempt } = fact;
  return {
    type: fact.type,
    actor: fact.by ?? (fact.byCashier ? 'cashier' : 'counter'),
    atMs: times.wallMs,
    serverMs: times.serverMs,
    saleId: attempt.saleId,
    attemptId: attempt.attemptId,
    reference: attempt.reference,
    ...(fact.open === undefined ? {} : { open: fact.open }),
    // What every outcome needs to be told again without its first row.
    body: {
      amountMinor: attempt.amountMinor,
      currency: attempt.currency,
      flow: attempt.flow,
      ...fact.body,
      ...extra,
    },
  };
}

export function attemptFrom(row: StoredRow | JournalRow, counterId: string): Attempt | null {
  const { body } = row;
  const currency = body.currency;
  const flow = body.flow;
  const [amountMinor, expiresInS, sentAtMs, chargeableUntilMs] = [
    number(body.amountMinor),
    number(body.expiresInS),
    number(body.sentAtMs),
    number(body.chargeableUntilMs),
  ];
  if (row.attemptId === null || row.saleId === null || row.reference === null) return null;
  if (typeof currency !== 'string' || (flow !== 'standard' && flow !== 'reverse')) return null;
  if (amountMinor === null || expiresInS === null || sentAtMs === null || chargeableUntilMs === null)
    return null;
  return {
    attemptId: row.attemptId,
    saleId: row.saleId,
    reference: row.reference,
    flow: flow satisfies Flow,
    counterId,
    amountMinor,
    currency,
    exponent: exponentOf(currency),
    note: typeof body.note === 'string' ? body.note : null,
    expiresInS,
    generation: body.generation === 2 ? 2 : 1,
    sentAtMs,
    chargeableUntilMs,
    unsure: body.unsure === true,
  };
}

export function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function cancelReason(value: unknown): CancelReason {
  return value === 'time-out' || value === 'no-code' || value === 'bad-answer' ? value : 'cashier';
}

/** Row types that end a sale, for the keypad's *Last sale* line. */
export const endings: Readonly<Record<string, LastSale['outcome']>> = {
  'outcome.paid': 'paid',
  'outcome.not-charged': 'not-charged',
  'outcome.mismatch': 'mismatch',
  'outcome.refunded': 'refunded',
  'attempt.released': 'released',
  'outcome.settled-by-hand': 'settled',
  'outcome.paid-late': 'paid-late',
  'refund.done': 'refunded',
};

export function lastSaleFrom(row: StoredRow | JournalRow | null): LastSale | null {
  if (row === null || row.attemptId === null) return null;
  const outcome = endings[row.type];
  const amountMinor = number(row.body.amountMinor);
  const currency = row.body.currency;
  if (outcome === undefined || amountMinor === null || typeof currency !== 'string') return null;
  const slip = number(row.body.slip);
  return { attemptId: row.attemptId, amountMinor, currency, outcome, atMs: row.serverMs ?? row.atMs, slip };
}
