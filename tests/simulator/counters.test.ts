import { expect, test } from 'vitest';
import { api, counter, createShop, createTestSim, merchant, otherMerchant, wallets } from './support.ts';

const path = `${api}/counters`;

test('create answers 201 with secrets at the top, and never shows them again', () => {
  const { sim, as } = createShop();
  const made = sim.call(as, 'POST', path, { name: 'Till 2', webhook_url: 'https://shop.invalid/h' });
  expect(made.status).toBe(201);
  const { id } = made.json.counter;
  expect(made.json).toMatchObject({
    client_id: `counter-${id}`,
    counter: { keycloak_client_id: `counter-${id}`, status: 'active', location: null },
  });
  expect(made.json.webhook_secret).toMatch(/^[0-9a-f]{64}$/);
  expect(made.json.counter).not.toHaveProperty('webhook_secret');
  expect(sim.call(as, 'GET', `${path}/${id}`).json).toEqual({ success: true, counter: made.json.counter });
  const list = sim.call(as, 'GET', path);
  expect(list.json).toMatchObject({ success: true, total: 2, counters: [{ id }, { id: counter.counterId }] });
  expect(list.answer.body).not.toContain(made.json.client_secret);
  const own = sim.token({ clientId: made.json.client_id, clientSecret: made.json.client_secret });
  const intent = sim.call(own, 'POST', `${api}/payment-intents`, { amount: 1 });
  expect(intent.json.payment_intent.counter_id).toBe(id);
  expect(sim.call(as, 'POST', path, {}).status).toBe(400);
});

test('create can answer as the guide shows it', () => {
  const { sim, as } = createShop({ counterCreateShape: 'guide' });
  const { json } = sim.call(as, 'POST', path, { name: 'Till 2' });
  expect(Object.keys(json)).toEqual(['success', 'counter']);
  expect(json.counter.webhook_secret).toMatch(/^whsec_/);
});

test.each(['PUT', 'PATCH'])('%s merges', (verb) => {
  const { sim, as } = createShop();
  const { json, status } = sim.call(as, verb, `${path}/${counter.counterId}`, { name: 'Back door' });
  expect(status).toBe(200);
  expect(json.counter).toMatchObject({ name: 'Back door', location: 'Front door' });
});

test('one verb of the two can be missing', () => {
  const { sim, as } = createShop({ counterUpdateVerb: 'patch' });
  expect(sim.call(as, 'PUT', `${path}/${counter.counterId}`, { name: 'x' }).status).toBe(405);
  expect(sim.call(as, 'PATCH', `${path}/${counter.counterId}`, { name: 'x' }).status).toBe(200);
});

test('a deactivated counter is listed, its tokens die, and nothing new can be charged for it', () => {
  const { sim, as, create, control } = createShop();
  const own = sim.token(counter);
  const { id } = create();
  expect(sim.call(as, 'DELETE', `${path}/${counter.counterId}`)).toMatchObject({
    status: 200,
    json: { success: true, message: expect.any(String) },
  });
  expect(sim.call(as, 'GET', path).json.counters[0].status).toBe('inactive');
  expect(sim.call(own, 'GET', `${api}/payment-intents`).status).toBe(401);
  expect(sim.token(counter)).toBeUndefined();
  const charge = { amount: 1, counter_id: counter.counterId, scan_token: wallets.ada };
  expect(sim.call(as, 'POST', `${api}/payment-intents`, charge).status).toBe(409);
  expect(sim.call(as, 'POST', `${api}/scan-payment`, charge).status).toBe(409);
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('paid');
});

test('rotation gives a new secret', () => {
  const { sim, as } = createShop();
  const { json, status } = sim.call(as, 'POST', `${path}/${counter.counterId}/rotate-secret`);
  expect(status).toBe(200);
  expect(Object.keys(json)).toEqual(['success', 'webhook_secret', 'note']);
  expect(json.webhook_secret).not.toBe(counter.webhookSecret);
});

test.each([{ idForm: 'prefixed' }, { counterCreateShape: 'guide' }] as const)(
  'a webhook secret has the guides’ prefix with %j, new and rotated',
  (settings) => {
    const { sim, as } = createShop(settings);
    const { json } = sim.call(as, 'POST', path, { name: 'Till 2' });
    expect(json.webhook_secret ?? json.counter.webhook_secret).toMatch(/^whsec_[0-9a-f]{64}$/);
    const rotated = sim.call(as, 'POST', `${path}/${json.counter.id}/rotate-secret`);
    expect(rotated.json.webhook_secret).toMatch(/^whsec_[0-9a-f]{64}$/);
  },
);

test('foreign counters are 404', () => {
  const { sim, as } = createShop();
  for (const verb of ['GET', 'PUT', 'DELETE']) {
    expect(sim.call(as, verb, `${path}/${otherMerchant.counterId}`, { name: 'mine' }).status).toBe(404);
  }
});

test('a counter token sees intents only, unless the house is open', () => {
  const sim = createTestSim();
  const as = sim.token(counter);
  const statuses = () => [
    sim.call(as, 'GET', path).status,
    sim.call(as, 'POST', path, { name: 'x' }).status,
    sim.call(as, 'GET', `${api}/transactions`).status,
    sim.call(as, 'POST', `${api}/register`, { email: 'a@b', business_name: 'x' }).status,
    sim.call(as, 'GET', `${api}/payment-intents`).status,
  ];
  expect(statuses()).toEqual([403, 403, 403, 403, 200]);
  sim.engine.control.set({ counterTokenAccess: 'everything' });
  expect(statuses()).toEqual([200, 201, 200, 403, 200]);
  expect(sim.token(merchant)).toBeTypeOf('string');
});
