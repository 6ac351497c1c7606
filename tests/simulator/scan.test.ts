import { expect, test } from 'vitest';
import { api, counter, createShop, createTestSim, otherMerchant, wallets } from './support.ts';

const path = `${api}/scan-payment`;
const body = { amount: 5, counter_id: counter.counterId, scan_token: wallets.ada };

test('a scan waits for the phone, and approval completes it', () => {
  const { scan, read, control } = createShop();
  const intent = scan({ reference: 'r', description: 'Bread' });
  expect(intent).toMatchObject({
    status: 'pending_approval',
    target_wallet_id: wallets.ada,
    qr_data: null,
    qr_code_url: null,
    expires_at: '2026-01-15T12:05:00Z',
  });
  expect(control.approvals(wallets.ada)).toMatchObject([
    { intentId: intent.id, amountMinor: 2999, description: 'Bread' },
  ]);
  expect(control.approve(wallets.dan, intent.id).result).toBe('not-for-this-wallet');
  expect(control.approve(wallets.ada, intent.id)).toEqual({
    result: 'paid',
    intentId: intent.id,
    status: 'completed',
  });
  expect(read(intent.id)).toMatchObject({ status: 'completed', completed_by: wallets.ada });
  expect(control.approvals()).toEqual([]);
});

test('a fresh scan can read plain pending, and is still on the phone', () => {
  const { scan, control } = createShop({ scanStatus: 'pending' });
  const intent = scan();
  expect(intent.status).toBe('pending');
  expect(control.approvals()).toHaveLength(1);
  expect(control.pay(wallets.dan, { intentId: intent.id }).result).toBe('not-for-this-wallet');
});

test('a counter token is refused by default and accepted on request, for its own counter only', () => {
  const sim = createTestSim();
  const as = sim.token(counter);
  expect(sim.call(as, 'POST', path, body)).toMatchObject({ status: 403, json: { success: false } });
  sim.engine.control.set({ scanByCounterToken: 'accept' });
  expect(sim.call(as, 'POST', path, body).status).toBe(201);
  expect(sim.call(as, 'POST', path, { ...body, counter_id: otherMerchant.counterId }).status).toBe(403);
});

test('wallet, counter and expiry are checked', () => {
  const { sim, as } = createShop();
  const status = (fields: object) => sim.call(as, 'POST', path, { ...body, ...fields }).status;
  expect(status({ scan_token: '00000000-0000-4000-8000-000000000000' })).toBe(404);
  expect(status({ scan_token: 'not a code' })).toBe(400);
  expect(status({ scan_token: undefined })).toBe(400);
  expect(status({ counter_id: undefined })).toBe(400);
  expect(status({ counter_id: otherMerchant.counterId })).toBe(403);
  expect(status({ expires_in: 29 })).toBe(400);
  expect(status({ expires_in: 30 })).toBe(201);
});

test('a wallet code can be used again and again', () => {
  const { scan } = createShop();
  expect(scan().id).not.toBe(scan().id);
});

test('by default a decline changes nothing until expiry', () => {
  const { sim, scan, read, control } = createShop();
  const { id } = scan();
  expect(control.decline(wallets.ada, id)).toMatchObject({ result: 'declined', status: 'pending_approval' });
  expect(read(id).status).toBe('pending_approval');
  sim.clock.advance(300_000);
  expect(read(id).status).toBe('expired');
});

test.each(['cancelled', 'declined', 'failed'] as const)('a decline can become %s', (declineBecomes) => {
  const { scan, read, control } = createShop({ declineBecomes });
  const { id } = scan();
  control.decline(wallets.ada, id);
  expect(read(id).status).toBe(declineBecomes);
  expect(control.decline(wallets.ada, id).result).toBe('already-final');
});

test('the wallet shows its code in three forms', () => {
  const { control } = createShop();
  const { ada } = wallets;
  expect(control.wallet(ada)?.qrText).toBe(ada);
  expect(JSON.parse(control.walletQr(ada, 'json') ?? '')).toEqual({ type: 'wallet', wallet_id: ada });
  control.set({ walletQr: 'uri' });
  expect(control.walletQr(ada)).toBe(`fex://wallet?id=${ada}`);
});
