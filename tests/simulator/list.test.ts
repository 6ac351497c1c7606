import { expect, test } from 'vitest';
import type { Json } from './support.ts';
import { api, createShop } from './support.ts';

function listOf({ sim, as }: ReturnType<typeof createShop>, query = ''): Json {
  return sim.call(as, 'GET', `${api}/payment-intents${query}`).json;
}
const references = (answer: Json) => answer.payment_intents.map((row: Json) => row.reference);

function shopWith(count: number, settings: Parameters<typeof createShop>[0] = {}) {
  const shop = createShop(settings);
  for (let n = 1; n <= count; n++) shop.create({ reference: `r${n}` });
  return shop;
}

test('the list is newest first, in pages, with page and limit and no total', () => {
  const shop = shopWith(25);
  const first = listOf(shop);
  expect(Object.keys(first)).toEqual(['success', 'payment_intents', 'page', 'limit']);
  expect([first.page, first.limit, first.payment_intents.length]).toEqual([1, 20, 20]);
  expect(references(first).slice(0, 2)).toEqual(['r25', 'r24']);
  expect(references(listOf(shop, '?page=2'))).toEqual(['r5', 'r4', 'r3', 'r2', 'r1']);
  expect(references(listOf(shop, '?page=9'))).toEqual([]);
});

test.each(['?page=0', '?limit=0', '?limit=101', '?limit=x'])('%s is 400', (query) => {
  const { sim, as } = createShop();
  expect(sim.call(as, 'GET', `${api}/payment-intents${query}`).status).toBe(400);
});

test('rows can come in another order, every one still once', () => {
  expect(references(listOf(shopWith(3, { listOrder: 'oldest' })))).toEqual(['r1', 'r2', 'r3']);
  const shuffled = shopWith(30, { listOrder: 'shuffled' });
  const rows = [...references(listOf(shuffled)), ...references(listOf(shuffled, '?page=2'))];
  const newest = Array.from({ length: 30 }, (_, n) => `r${30 - n}`);
  expect(rows).not.toEqual(newest);
  expect(rows.toSorted()).toEqual(newest.toSorted());
});

test('a new intent can be late in the list', () => {
  const shop = shopWith(1, { listLagMs: 5_000 });
  shop.sim.clock.advance(4_999);
  expect(references(listOf(shop))).toEqual([]);
  shop.sim.clock.advance(1);
  expect(references(listOf(shop))).toEqual(['r1']);
});

test('rows can lack their reference, and pages can be shorter than asked', () => {
  const shop = shopWith(7, { listReference: 'dropped', listMaxLimit: 5 });
  const answer = listOf(shop, '?limit=100');
  expect([answer.limit, answer.payment_intents.length]).toEqual([5, 5]);
  expect(answer.payment_intents[0]).not.toHaveProperty('reference');
  expect(answer.payment_intents[0]).not.toHaveProperty('metadata');
});

test('intents can be planted and bent by hand', () => {
  const shop = createShop();
  const planted = shop.control.plantIntent({
    amountMinor: 500,
    reference: 'foreign',
    createdAtMs: 1_700_000_000_000,
  });
  expect(shop.read(planted.id)).toMatchObject({
    amount: 5,
    reference: 'foreign',
    created_at: '2023-11-14T22:13:20Z',
  });
  shop.control.bendIntent(planted.id, { status: 'odd', amountMinor: 501 });
  expect(shop.read(planted.id)).toMatchObject({ amount: 5.01, status: 'odd' });
});
