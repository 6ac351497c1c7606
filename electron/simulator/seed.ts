import type { SimulatorSeed } from '../../shared/sim-control.ts';
import { exponentOf } from './money.ts';
import type { SimState } from './state.ts';
import { createEmptyState } from './state.ts';

/** `fa4e` reads "fake": every fixed id and secret of the simulator bears it. */
const fakeId = (n: number) => `fa4efa4e-0000-4000-8000-${String(n).padStart(12, '0')}`;
const merchantId = fakeId(1);
const otherMerchantId = fakeId(2);
const counterId = fakeId(101);
const otherCounterId = fakeId(102);
const walletId = (n: number) => fakeId(200 + n);

export const simulatorSeed: SimulatorSeed = {
  merchant: {
    merchantId,
    name: 'Fake Corner Shop',
    clientId: `merchant-${merchantId}`,
    clientSecret: 'fake-merchant-secret-only-for-the-simulator',
    webhookSecret: 'fa4e0001'.repeat(8),
  },
  counter: {
    counterId,
    name: 'Till 1',
    clientId: `counter-${counterId}`,
    clientSecret: 'fake-counter-secret-only-for-the-simulator',
    webhookSecret: 'fa4e0101'.repeat(8),
  },
  admin: { clientId: 'fake-platform-admin', clientSecret: 'fake-admin-secret-only-for-the-simulator' },
  otherMerchant: {
    merchantId: otherMerchantId,
    name: 'Fake Bakery Next Door',
    clientId: `merchant-${otherMerchantId}`,
    clientSecret: 'fake-other-merchant-secret-only-for-the-simulator',
    counterId: otherCounterId,
  },
  wallets: [
    { walletId: walletId(1), name: 'Ada (enough money)' },
    { walletId: walletId(2), name: 'Ben (money for the bakery only)' },
    { walletId: walletId(3), name: 'Cleo (vouchers and money)' },
    { walletId: walletId(4), name: 'Dan (almost nothing)' },
  ],
};

/** How long Cleo's voucher lasts after the simulator's first start. */
const voucherLifeMs = 30 * 86_400_000;

/** The state of a simulator nobody has used: two merchants, a counter each, four wallets. */
export function createSeededState(nowMs: number, currency: string, webhookUrl: string | null): SimState {
  const state = createEmptyState(simulatorSeed.admin);
  const { merchant, otherMerchant, counter } = simulatorSeed;
  state.merchants.set(merchantId, {
    ...merchant,
    email: 'shop@fake.invalid',
    accountId: fakeId(11),
  });
  state.merchants.set(otherMerchantId, {
    merchantId: otherMerchantId,
    name: otherMerchant.name,
    clientId: otherMerchant.clientId,
    clientSecret: otherMerchant.clientSecret,
    email: 'bakery@fake.invalid',
    accountId: fakeId(12),
    webhookSecret: 'fa4e0002'.repeat(8),
  });
  const times = { createdAtMs: nowMs, updatedAtMs: nowMs };
  state.counters.set(counterId, {
    ...counter,
    ...times,
    merchantId,
    location: 'Front door',
    webhookUrl,
    status: 'active',
  });
  state.counters.set(otherCounterId, {
    ...times,
    counterId: otherCounterId,
    merchantId: otherMerchantId,
    name: 'Bakery till',
    location: null,
    webhookUrl: null,
    status: 'active',
    clientId: `counter-${otherCounterId}`,
    clientSecret: 'fake-bakery-counter-secret-only-for-the-simulator',
    webhookSecret: 'fa4e0102'.repeat(8),
  });
  seedWallets(state, nowMs, currency);
  return state;
}

function seedWallets(state: SimState, nowMs: number, currency: string): void {
  let n = 300;
  const unit = 10 ** exponentOf(currency);
  const bucket = (
    name: string,
    amount: number,
    merchantIds: readonly string[] | null = null,
    expiresAtMs: number | null = null,
  ) => ({ allocationId: fakeId(n++), name, amountMinor: amount * unit, currency, merchantIds, expiresAtMs });
  const money = [
    [bucket('Money', 100_000)],
    [bucket('Bakery voucher', 250, [otherMerchantId])],
    [
      bucket('Money', 100),
      bucket('Gift card of the shop', 20, [merchantId]),
      bucket('Voucher that expires', 15, null, nowMs + voucherLifeMs),
    ],
    [bucket('Money', 1)],
  ];
  simulatorSeed.wallets.forEach((wallet, index) => {
    state.wallets.set(wallet.walletId, { ...wallet, allocations: money[index] ?? [] });
  });
}
