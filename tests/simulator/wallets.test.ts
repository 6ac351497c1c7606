import { expect, test } from 'vitest';
import { createShop, merchant, otherMerchant, startMs, wallets } from './support.ts';

const balances = (shop: ReturnType<typeof createShop>, walletId: string) =>
  Object.fromEntries(
    (shop.control.wallet(walletId)?.allocations ?? []).map((one) => [one.name, one.amountMinor]),
  );

test('the most restrictive money goes first: bound to merchants, then expiring, then free', () => {
  const shop = createShop();
  const { id } = shop.create({ amount: 40 });
  expect(shop.control.pay(wallets.cleo, { intentId: id }).result).toBe('paid');
  expect(balances(shop, wallets.cleo)).toEqual({
    Money: 9_500,
    'Gift card of the shop': 0,
    'Voucher that expires': 0,
  });
});

test('fewer merchants before more, sooner expiry before later', () => {
  const shop = createShop();
  const both = [merchant.merchantId, otherMerchant.merchantId];
  const { walletId } = shop.control.createWallet({
    name: 'Eve',
    allocations: [
      { name: 'free', amountMinor: 100 },
      { name: 'later', amountMinor: 100, expiresAtMs: startMs + 2_000_000 },
      { name: 'both', amountMinor: 100, merchantIds: both },
      { name: 'sooner', amountMinor: 100, expiresAtMs: startMs + 1_000_000 },
      { name: 'here', amountMinor: 100, merchantIds: [merchant.merchantId] },
    ],
  });
  const paid = (amount: number) => {
    shop.control.pay(walletId, { intentId: shop.create({ amount }).id });
    return Object.entries(balances(shop, walletId)).flatMap(([name, left]) => (left === 0 ? [name] : []));
  };
  expect(paid(1)).toEqual(['here']);
  expect(paid(1)).toEqual(['both', 'here']);
  expect(paid(1)).toEqual(['both', 'sooner', 'here']);
  expect(paid(1)).toEqual(['later', 'both', 'sooner', 'here']);
});

test('balance that is not for here does not pay, and nothing happens to the intent', () => {
  const shop = createShop();
  const { id } = shop.create({ amount: 10 });
  expect(shop.control.pay(wallets.ben, { intentId: id })).toEqual({
    result: 'insufficient-here',
    intentId: id,
    status: 'pending',
  });
  expect(shop.control.pay(wallets.dan, { intentId: id }).result).toBe('insufficient');
  expect(balances(shop, wallets.ben)).toEqual({ 'Bakery voucher': 25_000 });
  expect(shop.sim.hooks).toEqual([]);
});

test('expired money and other currencies do not count', async () => {
  const shop = createShop();
  const { walletId } = shop.control.createWallet({
    name: 'Eve',
    allocations: [
      { name: 'voucher', amountMinor: 1_000, expiresAtMs: startMs + 60_000 },
      { name: 'euros', amountMinor: 1_000, currency: 'EUR' },
    ],
  });
  await shop.sim.pass(60_000);
  expect(shop.control.pay(walletId, { intentId: shop.create({ amount: 1 }).id }).result).toBe('insufficient');
  const euros = shop.create({ amount: 1, currency: 'EUR' });
  expect(shop.control.pay(walletId, { intentId: euros.id }).result).toBe('paid');
});

test.each(['json', 'uri'] as const)('a scanned %s code pays', (qrData) => {
  const { create, control } = createShop({ qrData });
  expect(control.pay(wallets.ada, { qrData: create().qr_data }).result).toBe('paid');
});

test('odd codes and ids are told apart', () => {
  const { control, create } = createShop();
  expect(control.pay(wallets.ada, { qrData: 'hello' }).result).toBe('unreadable');
  expect(control.pay(wallets.ada, { qrData: '{"payment_intent_id":"x"}' }).result).toBe('not-found');
  expect(control.pay('nobody', { intentId: create().id }).result).toBe('no-such-wallet');
  const { id } = create();
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('paid');
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('already-final');
});
