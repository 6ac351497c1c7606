import type { Intent } from '../../electron/core/net/intent.ts';
import type { Attempt } from '../../electron/core/payments/machine-types.ts';

/** A sale of 29.99 dollars, before anything left the till. */
export function anAttempt(over: Partial<Attempt> = {}): Attempt {
  return {
    attemptId: 'A1',
    saleId: 'S1',
    reference: 'R1',
    flow: 'standard',
    counterId: 'C1',
    amountMinor: 2999,
    currency: 'USD',
    exponent: 2,
    note: null,
    expiresInS: 300,
    generation: 1,
    sentAtMs: 0,
    unsure: false,
    chargeableUntilMs: 0,
    ...over,
  };
}

/** What FEX has of it once it is paid. */
export function anIntent(over: Partial<Intent> = {}): Intent {
  return {
    id: 'I1',
    status: 'completed',
    amountText: '29.99',
    currency: 'USD',
    counterId: 'C1',
    reference: 'R1',
    merchantName: null,
    createdAtMs: 0,
    expiresAtMs: null,
    qrData: null,
    qrPng: null,
    refundStatus: null,
    refundLedgerTxId: null,
    isTest: false,
    ...over,
  };
}
