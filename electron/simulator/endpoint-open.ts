import { answer, refuse } from './answers.ts';
import type { Handler } from './endpoint.ts';
import { intentJson } from './intent-json.ts';
import { expireIfDue } from './intent-life.ts';

const reducedFields = ['id', 'merchant_name', 'amount', 'currency', 'status', 'description', 'expires_at'];

/** `GET /public/payment-intents/{id}` → 200 without a token: the whole object, as FEX's example shows it. */
export const publicIntent: Handler = (sim, call) => {
  const intent = sim.state.intents.get(call.id) ?? refuse(404, 'payment intent not found');
  expireIfDue(sim, intent);
  const whole = intentJson(sim, intent);
  const shown =
    sim.settings.publicIntent === 'full'
      ? whole
      : Object.fromEntries(reducedFields.map((field) => [field, whole[field]]));
  return answer(200, { success: true, payment_intent: shown });
};

/** `GET /health` and `/merchant/health` → 200. */
export const health: Handler = () => answer(200, { success: true, status: 'ok' });
