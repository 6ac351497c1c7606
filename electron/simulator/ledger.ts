import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

/** Writes one row; a refund runs from merchant to customer. */
export function record(
  sim: Sim,
  intent: IntentRecord,
  type: 'payment' | 'refund',
  transactionId: string,
): void {
  const merchant = sim.state.merchants.get(intent.merchantId);
  const merchantAccount = merchant?.accountId ?? intent.merchantId;
  const customerAccount = intent.completedBy ?? 'unknown';
  const payment = type === 'payment';
  sim.state.ledger.push({
    transactionId,
    merchantId: intent.merchantId,
    type,
    intentId: intent.id,
    amountMinor: intent.amountMinor,
    currency: intent.currency,
    fromAccountId: payment ? customerAccount : merchantAccount,
    toAccountId: payment ? merchantAccount : customerAccount,
    description: `${payment ? 'Payment to' : 'Refund from'} ${merchant?.name ?? intent.merchantId}`,
    createdAtMs: sim.clock.nowMs(),
  });
}
