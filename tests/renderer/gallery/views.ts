import QRCode from 'qrcode';
import type {
  NotChargedReason,
  PaymentView,
  QrPicture,
  RefundFailure,
} from '../../../shared/payment-view.ts';

export function codeOf(text: string): QrPicture {
  const at = (errorCorrectionLevel: 'M' | 'L') => QRCode.create(text, { errorCorrectionLevel }).modules;
  // As the counter draws them: M while it is comfortable.
  const robust = at('M');
  const { size, data } = robust.size <= 69 ? robust : at('L');
  return { size, bits: Array.from(data, (bit) => (bit ? '1' : '0')).join('') };
}

const payload = JSON.stringify({
  type: 'fex_payment',
  intent_id: '6f1c2a9e-8a57-4a0e-9b7e-2d2f5c7f3a10',
  amount: 29.99,
  currency: 'USD',
  merchant: 'Corner Cafe',
  expires: '2025-06-01T12:00:00Z',
  v: 1,
});

/** One view for a name; the rest of the query string bends it. */
export function viewOf(query: URLSearchParams, now: number): PaymentView {
  const state = query.get('state') ?? 'idle';
  const flow = query.get('flow') === 'reverse' || state === 'waiting-for-approval' ? 'reverse' : 'standard';
  const sale = {
    attemptId: 'attempt-1',
    saleId: 'sale-1',
    reference: 'T1-01HZX3KQ-01HZX3KQJ8M4N7F3A',
    flow,
    amountMinor: Number(query.get('amount') ?? 2999),
    currency: query.get('currency') ?? 'USD',
    note: null,
  } as const;
  const left = Number(query.get('left') ?? 282) * 1000;
  switch (state) {
    case 'sending':
      return {
        kind: 'sending',
        ...sale,
        stage: (query.get('stage') ?? 'sending') as 'sending',
        cancelWanted: query.has('cancelled'),
      };
    case 'showing-qr':
      return {
        kind: 'showing-qr',
        ...sale,
        merchantName: query.get('merchant') ?? 'Corner Café',
        qr: codeOf(payload.padEnd(Number(query.get('bytes') ?? 0), '.')),
        sentAtMs: now - (300_000 - left),
        expiresAtMs: now + left,
      };
    case 'waiting-for-approval':
      return {
        kind: 'waiting-for-approval',
        ...sale,
        sentAtMs: now - 8000,
        expiresAtMs: now + Number(query.get('left') ?? 82) * 1000,
        cancel: query.get('cancel') === 'refused' ? 'refused' : 'possible',
      };
    case 'cancelling':
      return {
        kind: 'cancelling',
        ...sale,
        reason: (query.get('reason') ?? 'cashier') as 'cashier',
        sinceMs: now - 3000,
      };
    case 'unknown':
      return {
        kind: 'unknown',
        ...sale,
        sentAtMs: now - 42_000,
        cause: (query.get('cause') ?? 'unanswered') as 'unanswered',
        found: (query.get('found') ?? 'asking') as 'asking',
        status: query.get('status'),
        chargeableUntilMs: now + Number(query.get('left') ?? 108) * 1000,
        settledByMs: query.has('unsettled') ? null : now + 138_000,
        canRelease: query.has('release'),
        canSettle: query.has('settle'),
        checking: query.has('checking'),
      };
    case 'paid':
      return { kind: 'paid', ...sale, atMs: now, afterCancel: query.has('after-cancel') };
    case 'mismatch':
      return { kind: 'mismatch', ...sale, atMs: now, charged: { amount: '92.99', currency: 'USD' } };
    case 'paid-late':
      return {
        kind: 'paid-late',
        ...sale,
        atMs: now,
        closedAtMs: now - 240_000,
        twice: query.has('twice'),
        slip: query.has('slip') ? 12 : null,
      };
    case 'settled-by-hand':
      return { kind: 'settled-by-hand', ...sale, atMs: now, paid: query.has('was-paid'), who: 'Maria Lopez' };
    case 'refunded':
      return { kind: 'refunded', ...sale, atMs: now, how: (query.get('how') ?? 'given-back') as 'refund' };
    case 'refunding':
      return {
        kind: 'refunding',
        ...sale,
        stage: (query.get('stage') ?? 'on-its-way') as 'waiting',
        sinceMs: now - 90_000,
        offline: query.has('offline'),
        stuck: query.has('stuck') || query.has('unwatched'),
        watched: !query.has('unwatched'),
        canWithdraw: query.has('withdraw'),
        looking: query.has('looking'),
      };
    case 'refund-failed':
      return {
        kind: 'refund-failed',
        ...sale,
        atMs: now,
        reason: (query.get('reason') ?? 'forbidden') as RefundFailure,
        canSendAgain: !query.has('final'),
        canWithdraw: !query.has('may-come'),
        looking: false,
      };
    case 'not-charged':
      return {
        kind: 'not-charged',
        ...sale,
        atMs: now,
        reason: (query.get('reason') ?? 'expired') as NotChargedReason,
      };
    default:
      return { kind: 'idle' };
  }
}
