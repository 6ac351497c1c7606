import { expect, test } from 'vitest';
import { admin, api, createShop, merchant, otherMerchant, wallets } from './support.ts';

const path = `${api}/transactions`;

test('the ledger has decimal strings, joins by intent, and turns round for refunds', async () => {
  const { sim, as, create, control } = createShop();
  const { id } = create({ amount: 49.9 });
  control.pay(wallets.ada, { intentId: id });
  sim.call(as, 'POST', `${api}/payment-intents/${id}/refund`);
  await sim.pass(3_000);
  const { json } = sim.call(sim.token(merchant), 'GET', path);
  expect(json).toMatchObject({
    merchant_id: merchant.merchantId,
    page: 1,
    limit: 20,
    total: 2,
    total_pages: 1,
  });
  const [refund, payment] = json.transactions;
  expect(payment).toMatchObject({
    transaction_type: 'payment',
    status: 'completed',
    amount: '49.90',
    from_account_id: wallets.ada,
    description: `Payment to ${merchant.name}`,
    metadata: { payment_intent_id: id },
    completed_at: '2026-01-15T12:00:00Z',
  });
  expect(refund).toMatchObject({
    transaction_type: 'refund',
    amount: '49.90',
    from_account_id: payment.to_account_id,
    to_account_id: wallets.ada,
  });
});

test('pages of the ledger count', () => {
  const { sim, as, create, control } = createShop();
  for (let n = 0; n < 5; n++) control.pay(wallets.ada, { intentId: create({ amount: 1 }).id });
  const { json } = sim.call(as, 'GET', `${path}?page=2&limit=2`);
  expect([json.transactions.length, json.total, json.total_pages]).toEqual([2, 5, 3]);
});

test('an admin names the merchant, here and nowhere else', () => {
  const { sim, as } = createShop();
  const chief = sim.token(admin);
  expect(sim.call(chief, 'GET', path).status).toBe(400);
  expect(sim.call(chief, 'GET', `${path}?merchant_id=${merchant.merchantId}`).status).toBe(200);
  expect(sim.call(chief, 'GET', `${api}/payment-intents?merchant_id=${merchant.merchantId}`).status).toBe(
    403,
  );
  expect(sim.call(as, 'GET', `${path}?merchant_id=${otherMerchant.merchantId}`).status).toBe(403);
});

test('only an admin registers merchants, and the new one can work', () => {
  const { sim, as } = createShop();
  const body = { email: 'new@shop.invalid', business_name: 'New shop' };
  expect(sim.call(as, 'POST', `${api}/register`, body).status).toBe(403);
  const { status, json } = sim.call(sim.token(admin), 'POST', `${api}/register`, body);
  expect(status).toBe(201);
  expect(json.client_id).toBe(`merchant-${json.merchant_id}`);
  const own = sim.token({ clientId: json.client_id, clientSecret: json.client_secret });
  expect(
    sim.call(own, 'POST', `${api}/payment-intents`, { amount: 1 }).json.payment_intent.merchant_name,
  ).toBe('New shop');
  expect(sim.call(sim.token(admin), 'POST', `${api}/register`, { ...body, email: 'x' }).status).toBe(400);
});

test('anyone can read an intent, whole or reduced', () => {
  const { sim, create, control } = createShop();
  const intent = create({ metadata: { k: 'v' } });
  const read = () => sim.call(null, 'GET', `${api}/public/payment-intents/${intent.id}`).json.payment_intent;
  expect(read()).toEqual(intent);
  control.set({ publicIntent: 'reduced' });
  expect(read()).not.toHaveProperty('metadata');
  expect(read()).toMatchObject({ id: intent.id, status: 'pending' });
  expect(sim.call(null, 'GET', `${api}/public/payment-intents/none`).status).toBe(404);
});

test('anyone can ask for merchants and health', () => {
  const { sim } = createShop();
  expect(sim.call(null, 'GET', `${api}/public/merchants`).json.merchants[0]).toEqual({
    id: merchant.merchantId,
    business_name: merchant.name,
  });
  expect(sim.call(null, 'GET', '/health').status).toBe(200);
  expect(sim.call(null, 'GET', '/merchant/health').status).toBe(200);
});
