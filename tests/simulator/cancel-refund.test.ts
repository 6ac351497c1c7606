import { expect, test } from 'vitest';
import { api, createShop, wallets } from './support.ts';

function shop(settings: Parameters<typeof createShop>[0] = {}) {
  const base = createShop(settings);
  const post = (id: string, verb: string) =>
    base.sim.call(base.as, 'POST', `${api}/payment-intents/${id}/${verb}`);
  const paid = (): string => {
    const { id } = base.create();
    base.control.pay(wallets.ada, { intentId: id });
    return id;
  };
  return { ...base, post, paid };
}

test('cancel answers 200 without the intent and is final', () => {
  const { create, post, read, control } = shop();
  const { id } = create();
  expect(post(id, 'cancel')).toMatchObject({
    status: 200,
    json: { success: true, message: 'Payment intent cancelled successfully' },
  });
  expect(read(id).status).toBe('cancelled');
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('already-final');
});

test.each([409, 400, 422] as const)('cancel and refund in the wrong status are %i', (wrongStatusCode) => {
  const { create, post, paid } = shop({ wrongStatusCode });
  expect(post(paid(), 'cancel').status).toBe(wrongStatusCode);
  expect(post(create().id, 'refund').status).toBe(wrongStatusCode);
});

test('a request on the phone cannot be cancelled unless that is switched on', () => {
  const { scan, post, read, control } = shop();
  const { id } = scan();
  expect(post(id, 'cancel').status).toBe(409);
  expect(read(id).status).toBe('pending_approval');
  control.set({ cancelPendingApproval: 'allow' });
  expect(post(id, 'cancel').status).toBe(200);
  expect(read(id).status).toBe('cancelled');
});

test('a refund is accepted at once and reaches ledger and wallet later', async () => {
  const { sim, post, read, paid, control } = shop();
  const balance = () => control.wallet(wallets.ada)?.allocations[0]?.amountMinor;
  const before = balance();
  const id = paid();
  const answer = post(id, 'refund');
  expect(answer).toMatchObject({ status: 200, json: { success: true, refund_initiated: true } });
  expect(answer.json.payment_intent).toEqual({
    id,
    status: 'refunded',
    refund_status: 'initiated',
    refund_ledger_tx_id: expect.any(String),
  });
  expect(control.ledger().map(({ type }) => type)).toEqual(['payment']);
  expect(balance()).toBe((before ?? 0) - 2999);
  await sim.pass(3_000);
  expect(read(id)).toMatchObject({ status: 'refunded', refund_status: 'completed' });
  expect(control.ledger().map(({ type }) => type)).toEqual(['payment', 'refund']);
  expect(control.ledger()[1]?.transactionId).toBe(answer.json.payment_intent.refund_ledger_tx_id);
  expect(balance()).toBe(before);
  expect(post(id, 'refund').status).toBe(409);
});

test.each([
  ['stays-initiated', 'refunded', 'initiated', 2],
  ['stuck', 'refunded', 'initiated', 1],
  ['fails', 'completed', 'failed', 1],
] as const)('a refund can go wrong: %s', async (refund, status, refundStatus, rows) => {
  const { sim, post, read, paid, control } = shop({ refund });
  const id = paid();
  expect(post(id, 'refund').json.refund_initiated).toBe(true);
  await sim.pass(60_000);
  expect(read(id)).toMatchObject({ status, refund_status: refundStatus });
  expect(control.ledger()).toHaveLength(rows);
});

test.each([
  ['refuse-409', 409],
  ['refuse-422', 422],
] as const)('a refund can be refused: %s', (refund, code) => {
  const { post, read, paid } = shop({ refund });
  const id = paid();
  expect(post(id, 'refund').status).toBe(code);
  expect(read(id)).toMatchObject({ status: 'completed', refund_status: null });
});

test('a refund can read pending and completed while it runs, and show the whole intent', async () => {
  const { sim, post, read, paid } = shop({
    refundFirstStatus: 'pending',
    refundIntentStatus: 'completed',
    refundAnswer: 'full',
  });
  const id = paid();
  expect(post(id, 'refund').json.payment_intent).toMatchObject({ refund_status: 'pending', amount: 29.99 });
  expect(read(id).status).toBe('completed');
  expect(post(id, 'refund').status).toBe(409);
  await sim.pass(3_000);
  expect(read(id)).toMatchObject({ status: 'refunded', refund_status: 'completed' });
});

test('a refund can hide its ledger id until it settles, and is still made only once', async () => {
  const { sim, post, read, paid, control } = shop({
    refundIntentStatus: 'completed',
    refundLedgerId: 'when-settled',
  });
  const id = paid();
  expect(post(id, 'refund').json.payment_intent).toMatchObject({
    refund_status: 'initiated',
    refund_ledger_tx_id: null,
  });
  expect(read(id)).toMatchObject({ status: 'completed', refund_ledger_tx_id: null });
  expect(post(id, 'refund').status).toBe(409);
  await sim.pass(3_000);
  expect(read(id)).toMatchObject({ status: 'refunded', refund_ledger_tx_id: expect.any(String) });
  expect(control.ledger()[1]?.transactionId).toBe(read(id).refund_ledger_tx_id);
});

test('a counter’s own token may be kept from refunding; the merchant’s is not', () => {
  const { post, paid, sim } = shop({ refundByCounterToken: '403' });
  const id = paid();
  const counter = sim.token(sim.engine.control.seed().counter);
  expect(sim.call(counter, 'POST', `${api}/payment-intents/${id}/refund`)).toMatchObject({ status: 403 });
  expect(post(id, 'refund').status).toBe(200);
});
