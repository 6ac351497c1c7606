import { describe, expect, test } from 'vitest';
import type { Intent } from '../../electron/core/net/intent.ts';
import { type Verdict, verdictOf } from '../../electron/core/payments/verdict.ts';
import { anAttempt, anIntent } from '../fakes/one-attempt.ts';

const attempt = anAttempt();
const paid = anIntent();

describe('the verdict on a status', () => {
  test.each<[string, Verdict['kind']]>([
    ['completed', 'paid'],
    ['refunded', 'refunded'],
    ['cancelled', 'cancelled'],
    ['expired', 'expired'],
    ['pending', 'waiting'],
    ['pending_approval', 'waiting'],
    ['declined', 'declined'],
    ['rejected', 'declined'],
    ['failed', 'declined'],
    ['canceled', 'declined'],
  ])('%s is %s', (status, kind) => {
    expect(verdictOf({ ...paid, status }, attempt)).toEqual({ kind });
  });

  test('a ledger id of a refund on a completed intent is refunded', () => {
    expect(verdictOf({ ...paid, refundLedgerTxId: 'L1' }, attempt)).toEqual({ kind: 'refunded' });
    expect(verdictOf({ ...paid, refundStatus: 'pending' }, attempt)).toEqual({ kind: 'paid' });
    expect(verdictOf({ ...paid, status: 'cancelled', refundLedgerTxId: 'L1' }, attempt).kind).toBe(
      'cancelled',
    );
  });

  test.each([
    'paid',
    'Paid',
    'Completed',
    'COMPLETED',
    'completed ',
    ' completed',
    'complete',
    'success',
    'succeeded',
    'successful',
    'settled',
    'settling',
    'approved',
    'captured',
    'ok',
    'Cancelled',
    'EXPIRED',
  ])('“%s” decides nothing', (status) => {
    expect(verdictOf({ ...paid, status }, attempt)).toEqual({ kind: 'undecided', status });
  });
});

describe('completed', () => {
  test.each<[string, Partial<Intent>, Verdict['kind']]>([
    ['with all of ours', {}, 'paid'],
    ['with an amount in other figures', { amountText: '29.990' }, 'paid'],
    ['without counter or reference', { counterId: null, reference: null }, 'paid'],
    ['without an amount', { amountText: null }, 'undecided'],
    ['without a currency', { currency: null }, 'undecided'],
    ['with less', { amountText: '29.98' }, 'mismatch'],
    ['with more', { amountText: '30.00' }, 'mismatch'],
    ['with no number', { amountText: 'all' }, 'mismatch'],
    ['in another currency', { currency: 'EUR' }, 'mismatch'],
    ['at another counter', { counterId: 'C2' }, 'mismatch'],
    ['under another reference', { reference: 'R2' }, 'mismatch'],
    ['in another currency and no amount', { currency: 'EUR', amountText: null }, 'mismatch'],
  ])('%s', (_what, over, kind) => {
    expect(verdictOf({ ...paid, ...over }, attempt).kind).toBe(kind);
  });
});
