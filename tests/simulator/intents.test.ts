import { expect, test } from 'vitest';
import { api, counter, createShop, createTestSim, merchant, otherMerchant, startMs } from './support.ts';

test('create answers 201 with the whole object, and reading it gives the same', () => {
  const { sim, as, read } = createShop();
  const answer = sim.call(as, 'POST', `${api}/payment-intents`, {
    amount: 29.99,
    description: 'Two coffees',
    reference: 'r-1',
    expires_in: 300,
    metadata: { a: [1] },
  });
  expect(answer.status).toBe(201);
  const intent = answer.json.payment_intent;
  expect(intent).toMatchObject({
    merchant_id: merchant.merchantId,
    merchant_name: merchant.name,
    amount: 29.99,
    currency: 'USD',
    status: 'pending',
    created_at: '2026-01-15T12:00:00Z',
    expires_at: '2026-01-15T12:05:00Z',
    reference: 'r-1',
    metadata: { a: [1] },
    counter_id: null,
    target_wallet_id: null,
    completed_by: null,
    refund_status: null,
  });
  expect(intent).not.toHaveProperty('completed_at');
  expect(read(intent.id)).toEqual(intent);
});

test('the same reference twice makes two intents', () => {
  const { create } = createShop();
  expect(create({ reference: 'same' }).id).not.toBe(create({ reference: 'same' }).id);
});

test.each([
  [{}, 'amount'],
  [{ amount: '29.99' }, 'amount'],
  [{ amount: 0 }, 'amount'],
  [{ amount: 0.001 }, 'amount'],
  [{ amount: 1.005 }, 'amount'],
  [{ amount: 1, expires_in: 59 }, 'expires_in'],
  [{ amount: 1, expires_in: 60.5 }, 'expires_in'],
  [{ amount: 1, currency: 'DOLLAR' }, 'currency'],
  [{ amount: 1, callback_url: 'nowhere' }, 'callback_url'],
  [{ amount: 1, metadata: [] }, 'metadata'],
  [{ amount: 1, reference: 7 }, 'reference'],
  ['not json', 'body'],
])('refuses %j with 400 naming the field', (body, word) => {
  const { sim, as } = createShop();
  const { status, json } = sim.call(as, 'POST', `${api}/payment-intents`, body);
  expect([status, json.success]).toEqual([400, false]);
  expect(json.error).toContain(word);
});

test('expires_in has a minimum, no maximum below the last date, and defaults to half an hour', () => {
  const { create } = createShop();
  const lifeS = (fields: object) => {
    const intent = create(fields);
    return (Date.parse(intent.expires_at) - Date.parse(intent.created_at)) / 1000;
  };
  expect([lifeS({}), lifeS({ expires_in: 60 }), lifeS({ expires_in: 9_999_999 })]).toEqual([
    1800, 60, 9_999_999,
  ]);
});

test('a life that ends after the last date is refused before anything is stored', () => {
  const { sim, as, create, control } = createShop();
  const path = `${api}/payment-intents`;
  const mostS = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 - Math.floor(startMs / 1000);
  for (const expires_in of [mostS + 1, 9007199254740991]) {
    const { status, json } = sim.call(as, 'POST', path, { amount: 1, expires_in });
    expect([status, json.error]).toEqual([400, `expires_in must be at most ${mostS}`]);
  }
  expect(control.intents()).toEqual([]);
  expect(create({ expires_in: mostS }).expires_at).toBe('9999-12-31T23:59:59Z');
  expect(sim.call(as, 'GET', path).status).toBe(200);
});

test('amounts are numbers, keep to minor units, and can be sent as ugly doubles', () => {
  const { create, control } = createShop();
  expect(create({ amount: 29.990000000000002 }).amount).toBe(29.99);
  expect(create({ amount: 1999, currency: 'JPY' }).amount).toBe(1999);
  expect(create({ amount: 1.234, currency: 'KWD' }).amount).toBe(1.234);
  control.set({ amountStyle: 'ugly' });
  expect(create({ amount: 29.99 }).amount).toBe(29.990000000000002);
});

test('any three letters are a currency unless only dollars are taken', () => {
  const { create, control } = createShop();
  expect(create({ currency: 'XYZ' }).currency).toBe('XYZ');
  control.set({ currencies: 'usd' });
  expect(create({ currency: 'EUR' })).toBeUndefined();
  expect(create({ currency: 'USD' }).currency).toBe('USD');
});

test('ids are UUIDs, or prefixed', () => {
  expect(createShop().create().id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(createShop({ idForm: 'prefixed' }).create().id).toMatch(/^pi_/);
});

test('the answer to create can be as short as the guide has it', () => {
  const { create, scan } = createShop({ createAnswer: 'guide' });
  expect(Object.keys(create())).toHaveLength(12);
  expect(Object.keys(scan())).toEqual(['id', 'status', 'amount', 'expires_at']);
});

test('a counter token fills in its counter and may not name another', () => {
  const sim = createTestSim();
  const as = sim.token(counter);
  const path = `${api}/payment-intents`;
  expect(sim.call(as, 'POST', path, { amount: 1 }).json.payment_intent.counter_id).toBe(counter.counterId);
  expect(sim.call(as, 'POST', path, { amount: 1, counter_id: otherMerchant.counterId }).status).toBe(403);
});

test('a foreign counter is 403, an unknown one 404, and foreign intents are 404', () => {
  const { sim, as, create } = createShop();
  const path = `${api}/payment-intents`;
  expect(sim.call(as, 'POST', path, { amount: 1, counter_id: otherMerchant.counterId }).status).toBe(403);
  expect(sim.call(as, 'POST', path, { amount: 1, counter_id: 'nobody' }).status).toBe(404);
  const { id } = create();
  expect(sim.call(sim.token(otherMerchant), 'GET', `${path}/${id}`).status).toBe(404);
  expect(sim.call(as, 'GET', `${path}/unknown`)).toMatchObject({ status: 404, json: { success: false } });
});

test('a body over the limit is 413', () => {
  const { sim, as } = createShop();
  const body = { amount: 1, description: 'x'.repeat(70_000) };
  expect(sim.call(as, 'POST', `${api}/payment-intents`, body).status).toBe(413);
});

test('answers carry the simulated time, unless they are told not to', () => {
  const { sim, as, control } = createShop();
  const date = () => sim.call(as, 'GET', `${api}/payment-intents`).answer.headers.date;
  expect(Date.parse(date() ?? '')).toBe(startMs - 250);
  sim.clock.advance(60_000);
  expect(Date.parse(date() ?? '')).toBe(startMs - 250 + 60_000);
  control.set({ dateHeader: 'absent' });
  expect(date()).toBeUndefined();
});
