import { answer, refuse } from './answers.ts';
import { optionalText, optionalUrl, requiredText } from './body-fields.ts';
import { managingMerchantOf } from './caller.ts';
import type { Call, Handler } from './endpoint.ts';
import { isoSeconds, newId, newSecret } from './ids.ts';
import { readPage, sliceOf } from './paging.ts';
import type { Sim } from './sim.ts';
import type { CounterRecord } from './state.ts';

/** The counter object (FEX docs: counters); never holds a secret. */
function counterJson(counter: CounterRecord): Record<string, unknown> {
  return {
    id: counter.counterId,
    merchant_id: counter.merchantId,
    name: counter.name,
    status: counter.status,
    location: counter.location,
    keycloak_client_id: counter.clientId,
    webhook_url: counter.webhookUrl,
    created_at: isoSeconds(counter.createdAtMs),
    updated_at: isoSeconds(counter.updatedAtMs),
  };
}

/** Plain as on the API pages, or as in the guides, where it is prefixed like the ids. */
function newWebhookSecret(sim: Sim): string {
  const { counterCreateShape, idForm } = sim.settings;
  const prefix = counterCreateShape === 'guide' || idForm === 'prefixed' ? 'whsec_' : '';
  return prefix + newSecret(sim.random);
}

/** `POST /counters` → 201; the only time the secrets are shown. */
export const createCounter: Handler = (sim, call) => {
  const merchant = managingMerchantOf(sim, call.caller());
  const body = call.json();
  const name = requiredText(body, 'name');
  const location = optionalText(body, 'location');
  const webhookUrl = optionalUrl(body, 'webhook_url');
  const guide = sim.settings.counterCreateShape === 'guide';
  const counterId = newId(sim.random, 'ctr', sim.settings.idForm);
  const nowMs = sim.clock.nowMs();
  const counter: CounterRecord = {
    counterId,
    merchantId: merchant.merchantId,
    name,
    location,
    webhookUrl,
    status: 'active',
    clientId: `counter-${counterId}`,
    clientSecret: newSecret(sim.random),
    webhookSecret: newWebhookSecret(sim),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  sim.state.counters.set(counterId, counter);
  sim.changed();
  if (guide) {
    const shown = { ...counterJson(counter), webhook_secret: counter.webhookSecret };
    return answer(201, { success: true, counter: shown });
  }
  return answer(201, {
    success: true,
    counter: counterJson(counter),
    client_id: counter.clientId,
    client_secret: counter.clientSecret,
    webhook_secret: counter.webhookSecret,
    note: 'Store client_secret and webhook_secret securely — they are only shown once.',
  });
};

/** `GET /counters` → 200, newest first, deactivated ones too. */
export const listCounters: Handler = (sim, call) => {
  const { merchantId } = managingMerchantOf(sim, call.caller());
  const counters = [...sim.state.counters.values()].filter((one) => one.merchantId === merchantId).reverse();
  const rows = pageOf(sim, call, counters);
  return answer(200, { success: true, counters: rows.map(counterJson), total: counters.length });
};

/** FEX documents a total and no way to ask for a page. */
function pageOf(sim: Sim, call: Call, counters: readonly CounterRecord[]): readonly CounterRecord[] {
  const { counterPaging } = sim.settings;
  if (counterPaging === 'ignored' || call.query.limit === undefined) return counters;
  return counterPaging === 'refused'
    ? refuse(400, 'unknown parameter')
    : sliceOf(counters, readPage(call.query));
}

function ownCounter(sim: Sim, call: Call): CounterRecord {
  const { merchantId } = managingMerchantOf(sim, call.caller());
  const counter = sim.state.counters.get(call.id);
  return counter?.merchantId === merchantId ? counter : refuse(404, 'counter not found');
}

/** `GET /counters/{id}` → 200. */
export const getCounter: Handler = (sim, call) =>
  answer(200, { success: true, counter: counterJson(ownCounter(sim, call)) });

/** `PUT` or `PATCH /counters/{id}` → 200. FEX names no verb, so both merge. */
export const updateCounter: Handler = (sim, call) => {
  const verb = call.request.method.toLowerCase();
  const { counterUpdateVerb } = sim.settings;
  if (counterUpdateVerb !== 'both' && counterUpdateVerb !== verb) refuse(405, 'method not allowed');
  const counter = ownCounter(sim, call);
  const body = call.json();
  const name = body.name === undefined ? counter.name : requiredText(body, 'name');
  const location = body.location === undefined ? counter.location : optionalText(body, 'location');
  const webhookUrl = body.webhook_url === undefined ? counter.webhookUrl : optionalUrl(body, 'webhook_url');
  Object.assign(counter, { name, location, webhookUrl, updatedAtMs: sim.clock.nowMs() });
  sim.changed();
  return answer(200, { success: true, counter: counterJson(counter) });
};

/** `DELETE /counters/{id}` → 200; its tokens are refused from now on, open intents live on. */
export const deactivateCounter: Handler = (sim, call) => {
  const counter = ownCounter(sim, call);
  counter.status = 'inactive';
  counter.updatedAtMs = sim.clock.nowMs();
  sim.changed();
  return answer(200, { success: true, message: 'Counter deactivated successfully' });
};

/** `POST /counters/{id}/rotate-secret` → 200; the old secret is invalid at once. */
export const rotateSecret: Handler = (sim, call) => {
  const counter = ownCounter(sim, call);
  counter.webhookSecret = newWebhookSecret(sim);
  counter.updatedAtMs = sim.clock.nowMs();
  sim.changed();
  return answer(200, {
    success: true,
    webhook_secret: counter.webhookSecret,
    note: 'Update your webhook handler immediately — the old secret is no longer valid.',
  });
};
