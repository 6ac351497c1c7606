import { answer, refuse } from './answers.ts';
import { optionalText, readChargeFields, requiredText } from './body-fields.ts';
import type { Caller } from './caller.ts';
import { merchantOf } from './caller.ts';
import type { Call, Handler } from './endpoint.ts';
import { uuidPattern } from './ids.ts';
import { createdIntentJson, intentJson } from './intent-json.ts';
import { addIntent, expireIfDue, setStatus } from './intent-life.ts';
import type { Sim } from './sim.ts';
import type { CounterRecord, IntentRecord } from './state.ts';

/** `POST /payment-intents` → 201 (FEX docs: create payment intent). */
export const createIntent: Handler = (sim, call) => {
  const caller = call.caller();
  const merchant = merchantOf(sim, caller);
  const body = call.json();
  const fields = readChargeFields(sim, body, { minS: 60, defaultS: 1800 });
  const counterId = counterFor(caller, optionalText(body, 'counter_id') || null);
  if (counterId !== null) chargingCounter(sim, merchant.merchantId, counterId);
  const intent = addIntent(sim, {
    ...fields,
    counterId,
    merchantId: merchant.merchantId,
    targetWalletId: null,
  });
  sim.changed();
  return answer(201, { success: true, payment_intent: createdIntentJson(sim, intent) });
};

/** `POST /scan-payment` → 201 (FEX docs: counter scan). Asks the wallet's owner; see the control surface's approvals. */
export const scanPayment: Handler = (sim, call) => {
  const caller = call.caller();
  const merchant = merchantOf(sim, caller);
  if (caller.kind === 'counter' && sim.settings.scanByCounterToken === '403') {
    refuse(403, 'scan-payment requires a merchant token');
  }
  const body = call.json();
  const scanToken = requiredText(body, 'scan_token');
  if (!uuidPattern.test(scanToken) && !sim.state.wallets.has(scanToken))
    refuse(400, 'scan_token must be a uuid');
  const counterId = counterFor(caller, requiredText(body, 'counter_id'));
  const fields = readChargeFields(sim, body, { minS: 30, defaultS: 300 });
  chargingCounter(sim, merchant.merchantId, counterId ?? '');
  const wallet = sim.state.wallets.get(scanToken) ?? sim.state.wallets.get(scanToken.toLowerCase());
  if (wallet === undefined) refuse(404, 'wallet not found');
  const targetWalletId = wallet.walletId;
  const intent = addIntent(sim, { ...fields, counterId, merchantId: merchant.merchantId, targetWalletId });
  sim.changed();
  return answer(201, { success: true, payment_intent: createdIntentJson(sim, intent) });
};

/** A counter token's claim fills an absent `counter_id`; one that differs is refused. */
function counterFor(caller: Caller, asked: string | null): string | null {
  if (caller.counterId !== null && asked !== null && asked !== caller.counterId) {
    refuse(403, 'counter_id does not match the token');
  }
  return asked ?? caller.counterId;
}

function chargingCounter(sim: Sim, merchantId: string, counterId: string): CounterRecord {
  const counter = sim.state.counters.get(counterId);
  if (counter === undefined) refuse(404, 'counter not found');
  if (counter.merchantId !== merchantId) refuse(403, 'counter belongs to another merchant');
  if (counter.status !== 'active') refuse(409, 'counter is deactivated');
  return counter;
}

/** The merchant's own intent of that id, brought up to date; anybody else's is a 404. */
export function ownIntent(sim: Sim, call: Call): IntentRecord {
  const merchant = merchantOf(sim, call.caller());
  const intent = sim.state.intents.get(call.id);
  if (intent === undefined || intent.merchantId !== merchant.merchantId)
    refuse(404, 'payment intent not found');
  expireIfDue(sim, intent);
  return intent;
}

/** `GET /payment-intents/{id}` → 200. */
export const getIntent: Handler = (sim, call) =>
  answer(200, { success: true, payment_intent: intentJson(sim, ownIntent(sim, call)) });

/** `POST /payment-intents/{id}/cancel` → 200; only `pending` may be cancelled (FEX docs: cancel). */
export const cancelIntent: Handler = (sim, call) => {
  const intent = ownIntent(sim, call);
  const allowed =
    intent.status === 'pending' ||
    (intent.status === 'pending_approval' && sim.settings.cancelPendingApproval === 'allow');
  if (!allowed) {
    refuse(sim.settings.wrongStatusCode, `payment intent cannot be cancelled in status ${intent.status}`);
  }
  setStatus(sim, intent, 'cancelled');
  if (sim.settings.cancelledWebhook) sim.webhooks.emit('payment.cancelled', intent);
  return answer(200, { success: true, message: 'Payment intent cancelled successfully' });
};
