import { expect, test } from 'vitest';
import { api, counter, createShop, createTestSim, merchant, seededRandom, wallets } from './support.ts';

const overJson = (value: unknown) => JSON.parse(JSON.stringify(value));

test('a restored simulator has the same open intents, secrets, wallets and settings, and expires them in time', async () => {
  const { sim, as, create, control } = createShop({ declineBecomes: 'declined' });
  const made = sim.call(as, 'POST', `${api}/counters`, { name: 'Till 2' }).json;
  const open = create({ reference: 'open' });
  control.pay(wallets.ada, { intentId: create().id });
  const state = overJson(sim.engine.snapshot());
  expect(state.intents[0].qrPng).toBeNull();

  const again = createShop({}, { state, random: seededRandom(2) });
  expect(again.control.settings().declineBecomes).toBe('declined');
  expect(again.read(open.id)).toEqual(open);
  expect(again.control.wallets()).toEqual(control.wallets());
  expect(again.control.ledger()).toEqual(control.ledger());
  expect(again.sim.token({ clientId: made.client_id, clientSecret: made.client_secret })).toBeTypeOf(
    'string',
  );
  expect(again.create({ expires_in: 9_999_999 }).id).not.toBe(open.id);
  await again.sim.pass(1_800_000);
  expect(again.sim.hooks.map(({ body }) => JSON.parse(body).event)).toEqual(['payment.expired']);
});

test('a refund on its way settles after a restore', async () => {
  const { sim, as, create, control } = createShop();
  const { id } = create();
  control.pay(wallets.ada, { intentId: id });
  sim.call(as, 'POST', `${api}/payment-intents/${id}/refund`);
  const again = createShop({}, { state: overJson(sim.engine.snapshot()) });
  await again.sim.pass(3_000);
  expect(again.read(id).refund_status).toBe('completed');
});

test('a snapshot holds at most 500 intents, open ones before others', () => {
  const { sim, create, control } = createShop();
  const open = create({ reference: 'old but open' });
  for (let n = 0; n < 600; n++) control.plantIntent({ amountMinor: 1, status: 'cancelled' });
  const { intents } = sim.engine.snapshot();
  expect(intents).toHaveLength(500);
  expect(intents[0]?.id).toBe(open.id);
  expect(intents.at(-1)?.id).toBe(control.intents()[0]?.id);
});

test('memory is bounded too, and open intents are spared', () => {
  const { create, control } = createShop({}, { maxIntents: 10 });
  const open = create();
  for (let n = 0; n < 50; n++) control.plantIntent({ amountMinor: 1, status: 'cancelled' });
  expect(control.intents().length).toBeLessThanOrEqual(11);
  expect(control.intent(open.id)?.status).toBe('pending');
});

test.each([null, 7, {}, { version: 2 }, { version: 1 }, { version: 1, merchants: 'torn' }])(
  'anything else than a snapshot (%j) starts from the seed',
  (state) => {
    const sim = createTestSim({}, { state });
    expect(sim.engine.control.wallets()).toHaveLength(4);
    expect(sim.token(merchant)).toBeTypeOf('string');
  },
);

test('changes are announced, and reset goes back to the seed', () => {
  let changes = 0;
  const { sim, create, control } = createShop(
    { scanByCounterToken: 'accept' },
    {
      onStateChange: () => {
        changes++;
      },
    },
  );
  let heard = 0;
  const stop = control.subscribe(() => {
    heard++;
  });
  create();
  expect([changes, heard]).toEqual([1, 1]);
  stop();
  control.set({ scanByCounterToken: '403' });
  control.addFault({ endpoint: '*', status: 500 });
  control.reset();
  expect(heard).toBe(1);
  expect(control.intents()).toEqual([]);
  expect(control.faults()).toEqual([]);
  expect(control.settings().scanByCounterToken).toBe('accept');
  expect(sim.clock.pending()).toBe(0);
  expect(sim.token(counter)).toBeTypeOf('string');
});

test('close calls off every timer and delivery', async () => {
  const { sim, create, control } = createShop();
  sim.receive = () => new Promise(() => {});
  control.pay(wallets.ada, { intentId: create().id });
  create();
  sim.engine.close();
  await sim.engine.quiet();
  expect(sim.clock.pending()).toBe(0);
  const sent = sim.hooks.length;
  control.bendIntent(control.intents()[0]?.id ?? '', { status: 'pending' });
  control.pay(wallets.ada, { intentId: control.intents()[0]?.id ?? '' });
  await sim.engine.quiet();
  expect([sim.clock.pending(), sim.hooks.length]).toEqual([0, sent]);
});

test('the same dice, clock and requests give the same history', async () => {
  const history = async () => {
    const { sim, create, scan, control } = createShop({ listOrder: 'shuffled' });
    control.addFault({ endpoint: 'intents.create', probability: 0.5, status: 500, when: 'after' });
    for (let n = 0; n < 20; n++) create({ reference: `r${n}` });
    control.approve(wallets.ada, scan().id);
    await sim.pass(2_000_000);
    return JSON.stringify([sim.engine.snapshot(), control.deliveries()]);
  };
  expect(await history()).toBe(await history());
});
