import { expect, test } from 'vitest';
import { webhookSignature } from '../../electron/simulator/signature.ts';
import { api, counter, createShop, hookUrl, merchant, startMs, wallets } from './support.ts';

const key = '0123456789abcdef'.repeat(4);

test.each([
  [
    'a3f8',
    '{"event":"payment.completed"}',
    '676532c85629e64958498023e97aaf13bb3355f0a547baefe50f24b5f595e840',
  ],
  [
    key,
    '{"event":"payment.completed","payment_intent_id":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","amount":29.99,"currency":"USD","status":"completed"}',
    'e53939b1902e08fcaa7a2ad343bcf9ea4a48c17930342e58cb7652e8abcc04f4',
  ],
  [
    key,
    '{"event":"payment.expired","metadata":{"note":"café"}}',
    '6dc127c4d1f859a0df4423987b4520b345dd41091268f3ee5117f2d57ace02e4',
  ],
])('signs with the text of the key (%#)', (secret, body, digest) => {
  expect(webhookSignature(secret, body)).toBe(digest);
});

function shop(settings: Parameters<typeof createShop>[0] = {}) {
  const base = createShop(settings);
  const pay = (fields: object = {}): string => {
    const { id } = base.create(fields);
    base.control.pay(wallets.ada, { intentId: id });
    return id;
  };
  const events = () => base.sim.hooks.map(({ body }) => JSON.parse(body).event);
  const signatures = () => base.sim.hooks.map(({ headers }) => headers['x-webhook-signature']);
  return { ...base, pay, events, signatures };
}

test('payment.completed has exactly the documented fields and a lower-case hex signature', async () => {
  const { sim, pay } = shop();
  const id = pay({ reference: 'r', metadata: { k: 'v' } });
  await sim.engine.quiet();
  const [hook] = sim.hooks;
  expect(hook?.url).toBe(hookUrl);
  expect(JSON.parse(hook?.body ?? '')).toEqual({
    event: 'payment.completed',
    payment_intent_id: id,
    merchant_id: merchant.merchantId,
    amount: 29.99,
    currency: 'USD',
    status: 'completed',
    completed_at: '2026-01-15T12:00:00Z',
    reference: 'r',
    metadata: { k: 'v' },
  });
  expect(hook?.headers['x-webhook-signature']).toBe(
    webhookSignature(counter.webhookSecret, hook?.body ?? ''),
  );
});

test('the first delivery is followed by five more at 1, 2, 4, 8 and 16 s, with the same bytes', async () => {
  const { sim, pay, control } = shop();
  sim.receive = async () => ({ status: 500 });
  pay();
  await sim.pass(120_000);
  const log = control.deliveries();
  expect(log.map(({ atMs }) => (atMs - startMs) / 1000)).toEqual([0, 1, 3, 7, 15, 31]);
  expect(new Set(sim.hooks.map(({ body }) => body)).size).toBe(1);
  expect(log.every(({ outcome, status }) => outcome === 'refused' && status === 500)).toBe(true);
});

test.each([204, 299])('%i is accepted and not sent again', async (status) => {
  const { sim, pay } = shop();
  sim.receive = async () => ({ status });
  pay();
  await sim.pass(120_000);
  expect(sim.hooks).toHaveLength(1);
});

test('a redirect and a broken connection are retried until one is accepted', async () => {
  const { sim, pay, control } = shop({ webhookRetryBaseMs: 10 });
  const answers = [{ status: 302 }, { failure: 'refused' }, { status: 200 }];
  sim.receive = async () => answers.shift() ?? { status: 200 };
  pay();
  await sim.pass(1_000);
  expect(control.deliveries().map(({ outcome }) => outcome)).toEqual(['refused', 'failed', 'accepted']);
});

test('a receiver that never answers times out after 10 s', async () => {
  const { sim, pay, control } = shop({ webhookRetries: 0 });
  let aborted = false;
  sim.receive = ({ signal }) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return new Promise(() => {});
  };
  pay();
  sim.clock.advance(9_999);
  expect(control.deliveries()[0]?.outcome).toBe('under-way');
  sim.clock.advance(1);
  await sim.engine.quiet();
  expect(control.deliveries()[0]).toMatchObject({ outcome: 'failed', failure: 'timeout' });
  expect(aborted).toBe(true);
});

test('callback_url outranks the counter, and with neither nothing is sent', async () => {
  const { sim, pay, control, as } = shop();
  pay({ callback_url: 'http://own.invalid/cb' });
  const bare = sim.call(as, 'POST', `${api}/payment-intents`, { amount: 1 }).json.payment_intent;
  control.pay(wallets.ada, { intentId: bare.id });
  await sim.engine.quiet();
  expect(sim.hooks.map(({ url }) => url)).toEqual(['http://own.invalid/cb']);
  expect(control.deliveries()[1]).toMatchObject({ outcome: 'not-sent', failure: 'no receiver', url: null });
});

test('callback_url without a counter is signed for the merchant, or not at all', async () => {
  const { sim, pay, signatures, control } = shop();
  const unbound = { counter_id: null, callback_url: 'http://own.invalid/cb' };
  pay(unbound);
  control.set({ unboundWebhook: 'unsigned' });
  pay(unbound);
  await sim.engine.quiet();
  expect(signatures()).toEqual([
    webhookSignature(merchant.webhookSecret, sim.hooks[0]?.body ?? ''),
    undefined,
  ]);
});

test.each([
  ['upper', /^[0-9A-F]{64}$/],
  ['prefixed', /^sha256=[0-9a-f]{64}$/],
] as const)('the signature can be written %s', async (signatureStyle, pattern) => {
  const { sim, pay, signatures } = shop({ signatureStyle });
  pay();
  await sim.engine.quiet();
  expect(signatures()[0]).toMatch(pattern);
});

test.each([
  ['new-secret', false],
  ['old-signature', true],
] as const)('after rotation queued retries carry: %s', async (rotatedRetries, same) => {
  const { sim, pay, signatures, as } = shop({ rotatedRetries });
  sim.receive = async () => ({ status: sim.hooks.length > 1 ? 200 : 503 });
  pay();
  await sim.engine.quiet();
  const rotated = sim.call(as, 'POST', `${api}/counters/${counter.counterId}/rotate-secret`).json
    .webhook_secret;
  await sim.pass(1_000);
  const [first, second] = signatures();
  expect(second === first).toBe(same);
  if (!same) expect(second).toBe(webhookSignature(rotated, sim.hooks[1]?.body ?? ''));
});

test('a refund has its event; cancel and decline have none unless switched on', async () => {
  const { sim, as, pay, create, scan, events, control } = shop({ declineBecomes: 'declined' });
  const post = (id: string, verb: string) => sim.call(as, 'POST', `${api}/payment-intents/${id}/${verb}`);
  post(pay(), 'refund');
  post(create().id, 'cancel');
  control.decline(wallets.ada, scan().id);
  await sim.engine.quiet();
  expect(events()).toEqual(['payment.completed', 'payment.refunded']);
  expect(JSON.parse(sim.hooks[1]?.body ?? '').status).toBe('refunded');
  control.set({ cancelledWebhook: true });
  post(create().id, 'cancel');
  control.decline(wallets.ada, scan().id);
  await sim.engine.quiet();
  expect(events().slice(2)).toEqual(['payment.cancelled', 'payment.declined']);
});

test('dials: delay, duplicates, replay later, never', async () => {
  const { sim, pay, control } = shop();
  const dial = (more: object) => control.addWebhookDial({ event: 'payment.completed', times: 1, ...more });
  dial({ delayMs: 5_000 });
  pay();
  await sim.pass(4_999);
  expect(sim.hooks).toHaveLength(0);
  await sim.pass(1);
  expect(sim.hooks).toHaveLength(1);
  dial({ duplicates: 2 });
  pay();
  await sim.pass(0);
  expect(sim.hooks).toHaveLength(4);
  expect(
    new Set(sim.hooks.slice(1).map(({ body, headers }) => body + headers['x-webhook-signature'])).size,
  ).toBe(1);
  dial({ replayAfterMs: 60_000 });
  pay();
  await sim.pass(60_000);
  expect(sim.hooks).toHaveLength(6);
  dial({ never: true });
  pay();
  await sim.pass(0);
  expect(sim.hooks).toHaveLength(6);
  expect(control.deliveries().at(-1)).toMatchObject({ outcome: 'not-sent', failure: 'dial: never' });
  expect(control.webhookDials()).toEqual([]);
});

test('dials: two events in the wrong order', async () => {
  const { sim, as, pay, events, control } = shop();
  control.addWebhookDial({ event: 'payment.completed', times: 1, reorder: true });
  const id = pay();
  await sim.pass(0);
  expect(events()).toEqual([]);
  sim.call(as, 'POST', `${api}/payment-intents/${id}/refund`);
  await sim.pass(0);
  expect(events()).toEqual(['payment.refunded', 'payment.completed']);
  expect(JSON.parse(sim.hooks[1]?.body ?? '').status).toBe('completed');
});

test.each(['signature', 'unsigned', 'amount', 'status'] as const)('dials: forge %s', async (forge) => {
  const { sim, pay, control } = shop();
  control.addWebhookDial({ event: '*', forge });
  pay();
  await sim.pass(0);
  const [hook] = sim.hooks;
  expect(hook?.headers['x-webhook-signature']).not.toBe(
    webhookSignature(counter.webhookSecret, hook?.body ?? ''),
  );
});

test('deliveries can be replayed, forged and sent by hand', async () => {
  const { sim, pay, events, control } = shop();
  const id = pay();
  await sim.pass(0);
  const [first] = control.deliveries();
  expect(control.replayDelivery(first?.deliveryId ?? '')).toBe(true);
  await sim.pass(0);
  expect(sim.hooks[1]).toMatchObject({ body: sim.hooks[0]?.body, headers: sim.hooks[0]?.headers ?? {} });
  expect(control.forgeWebhook({ intentId: id, fields: { amount: 1 } })).toBe(true);
  expect(control.sendEvent({ event: 'payment.odd', intentId: id })).toBe(true);
  await sim.pass(0);
  expect(JSON.parse(sim.hooks[2]?.body ?? '').amount).toBe(1);
  expect(sim.hooks[2]?.headers['x-webhook-signature']).toBe('0'.repeat(64));
  expect(events()[3]).toBe('payment.odd');
  expect(control.replayDelivery('none')).toBe(false);
  expect(control.sendEvent({ event: 'x', intentId: 'none' })).toBe(false);
});

test('amounts in webhooks follow the intent, also when ugly', async () => {
  const { sim, pay } = shop({ amountStyle: 'ugly' });
  pay();
  await sim.pass(0);
  expect(sim.hooks[0]?.body).toContain('"amount":29.990000000000002,');
});
