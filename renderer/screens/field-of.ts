import type { PaymentKind, PaymentView } from '../../shared/payment-view.ts';

type Field = 'none' | 'waiting' | 'paid' | 'not' | 'unknown';

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
  // Money the till holds and has no sale for, and a person's word for it: neither is FEX's plain *paid*.
  'paid-late': 'unknown',
  'settled-by-hand': 'unknown',
  // It was paid and the money went back: the till holds nothing.
  refunded: 'not',
  'not-charged': 'not',
};

/** The colour that owns the window. */
export function fieldOf(payment: PaymentView): Field {
  return fields[payment.kind];
}
