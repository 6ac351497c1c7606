import type { PaymentKind, PaymentView, PaymentViewOf } from '../../shared/payment-view.ts';

type Field = 'none' | 'waiting' | 'paid' | 'late' | 'not' | 'back' | 'unknown';

const fields: Readonly<Record<PaymentKind, Field>> = {
  idle: 'none',
  sending: 'waiting',
  'showing-qr': 'waiting',
  'waiting-for-approval': 'waiting',
  cancelling: 'waiting',
  unknown: 'unknown',
  paid: 'paid',
  // Money moved, but not as asked: neither the green of paid nor the red of nothing taken.
  mismatch: 'unknown',
  // Green within an amber edge: the till holds the money and has no sale for it.
  'paid-late': 'late',
  // A person's word for it is not FEX's plain *paid*.
  'settled-by-hand': 'unknown',
  refunding: 'waiting',
  'refund-failed': 'unknown',
  // It was paid and the money went back: done, and no sale. Red is for money that never came.
  refunded: 'back',
  'not-charged': 'not',
};

/** The colour that owns the window. */
export function fieldOf(payment: PaymentView): Field {
  if (payment.kind === 'refunding' && isHeldUp(payment)) return 'unknown';
  return fields[payment.kind];
}

/** A refund that waits for something longer than a moment. */
export function isHeldUp({ stage, offline, stuck }: PaymentViewOf<'refunding'>): boolean {
  return stuck || (stage === 'waiting' && offline);
}
