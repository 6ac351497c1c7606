import { giveBack } from './allocations.ts';
import { answer, refuse } from './answers.ts';
import type { Handler } from './endpoint.ts';
import { ownIntent } from './endpoint-intents.ts';
import { newId } from './ids.ts';
import { intentJson } from './intent-json.ts';
import { setStatus } from './intent-life.ts';
import { record } from './ledger.ts';
import type { Sim } from './sim.ts';
import type { IntentRecord } from './state.ts';

/**
 * `POST /payment-intents/{id}/refund` → 200: full amount, once, completed intents only (FEX docs: refunds).
 * Accepted at once, in the ledger `refundSettleMs` later.
 */
export const refundIntent: Handler = (sim, call) => {
  const intent = ownIntent(sim, call);
  const { refund, wrongStatusCode, refundByCounterToken } = sim.settings;
  if (refundByCounterToken === '403' && call.caller().kind === 'counter')
    refuse(403, 'refund requires a merchant token');
  if (intent.refundLedgerTxId !== null || intent.status === 'refunded' || isUnderWay(intent)) {
    refuse(409, 'refund already issued for this payment intent');
  }
  if (intent.status !== 'completed') {
    refuse(wrongStatusCode, `payment intent cannot be refunded in status ${intent.status}`);
  }
  if (refund === 'refuse-409') refuse(409, 'refund already issued for this payment intent');
  const wallet = intent.completedBy === null ? undefined : sim.state.wallets.get(intent.completedBy);
  if (refund === 'refuse-422' || wallet === undefined) refuse(422, 'no customer wallet on file to refund');

  intent.refundStatus = sim.settings.refundFirstStatus;
  if (sim.settings.refundLedgerId === 'at-once')
    intent.refundLedgerTxId = newId(sim.random, 'ltx', sim.settings.idForm);
  if (refund !== 'stuck') intent.refundDueAtMs = sim.clock.nowMs() + sim.settings.refundSettleMs;
  if (sim.settings.refundIntentStatus === 'refunded') setStatus(sim, intent, 'refunded');
  sim.webhooks.emit('payment.refunded', intent);
  watchRefund(sim, intent);
  sim.changed();
  const { id, status, refundStatus: refund_status, refundLedgerTxId: refund_ledger_tx_id } = intent;
  return answer(200, {
    success: true,
    refund_initiated: true,
    message: "Refund initiated successfully. Funds will be returned to the customer's wallet.",
    payment_intent:
      sim.settings.refundAnswer === 'full'
        ? intentJson(sim, intent)
        : { id, status, refund_status, refund_ledger_tx_id },
  });
};

/** Once per intent, also while nothing but `refund_status` says that one was taken. */
const isUnderWay = ({ refundStatus }: IntentRecord) =>
  refundStatus === 'initiated' || refundStatus === 'pending';

export function watchRefund(sim: Sim, intent: IntentRecord): void {
  if (intent.refundDueAtMs === null) return;
  sim.at(intent.refundDueAtMs, () => {
    if (sim.state.intents.get(intent.id) === intent) settleRefund(sim, intent);
  });
}

function settleRefund(sim: Sim, intent: IntentRecord): void {
  intent.refundDueAtMs = null;
  if (sim.settings.refund === 'fails') {
    intent.refundStatus = 'failed';
    intent.refundLedgerTxId = null;
    // Not `setStatus`: the moment of payment stays what it was.
    intent.status = 'completed';
    intent.updatedAtMs = sim.clock.nowMs();
    sim.changed();
    return;
  }
  intent.refundLedgerTxId ??= newId(sim.random, 'ltx', sim.settings.idForm);
  record(sim, intent, 'refund', intent.refundLedgerTxId);
  giveBack(sim, intent);
  if (sim.settings.refund !== 'stays-initiated') intent.refundStatus = 'completed';
  setStatus(sim, intent, 'refunded');
}
