import { expect, test } from 'vitest';
import { createManualClock } from '../../electron/simulator/manual-clock.ts';
import { createShop, wallets } from './support.ts';

test('an unpaid intent expires at expires_at by a job, with an event', async () => {
  const { sim, create, control } = createShop();
  const { id, expires_at: expiresAt } = create({ expires_in: 60 });
  sim.clock.moveTo(Date.parse(expiresAt) - 1);
  expect(control.intents()[0]?.status).toBe('pending');
  await sim.pass(1);
  expect(sim.hooks.map(({ body }) => JSON.parse(body))).toMatchObject([
    { event: 'payment.expired', status: 'expired', payment_intent_id: id, completed_at: null },
  ]);
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('expired');
});

test('a late job changes nothing for readers: reading expires it too', () => {
  const timers = createManualClock(0);
  let nowMs = Date.UTC(2026, 0, 1);
  // A clock whose timers never fire: only reading can notice.
  const clock = { nowMs: () => nowMs, after: timers.after };
  const { create, read } = createShop({}, { clock });
  const { id } = create({ expires_in: 60 });
  nowMs += 60_000;
  expect(read(id).status).toBe('expired');
});

test('the switch to expired can lag behind', async () => {
  const { sim, create, read, control } = createShop({ expiryDelayMs: 5_000 });
  const { id } = create({ expires_in: 60 });
  await sim.pass(60_000);
  expect(read(id).status).toBe('pending');
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('expired');
  await sim.pass(5_000);
  expect(read(id).status).toBe('expired');
});

test('a delay raised while an intent is open counts for it, event included', async () => {
  const { sim, create, control } = createShop();
  create({ expires_in: 60 });
  control.set({ expiryDelayMs: 5_000 });
  await sim.pass(64_500);
  expect(sim.hooks).toHaveLength(0);
  await sim.pass(500);
  expect(sim.hooks).toHaveLength(1);
});

test('an intent can be completed just after it expired', async () => {
  const { sim, create, read, control } = createShop({ payableAfterExpiryMs: 3_000 });
  const { id } = create({ expires_in: 60 });
  await sim.pass(60_000);
  expect(read(id).status).toBe('expired');
  expect(control.pay(wallets.ada, { intentId: id }).result).toBe('paid');
  expect(read(id).status).toBe('completed');
  const late = create({ expires_in: 60 });
  await sim.pass(63_000);
  expect(control.pay(wallets.ada, { intentId: late.id }).result).toBe('expired');
});

test('completed_at is in webhook and ledger, and in the intent only on request', async () => {
  const { sim, create, read, control } = createShop();
  const { id } = create();
  control.pay(wallets.ada, { intentId: id });
  await sim.engine.quiet();
  expect(read(id)).not.toHaveProperty('completed_at');
  expect(JSON.parse(sim.hooks[0]?.body ?? '').completed_at).toBe('2026-01-15T12:00:00Z');
  control.set({ completedAtInIntent: true });
  expect(read(id).completed_at).toBe('2026-01-15T12:00:00Z');
});

test('timers fire in order of their time, also those set on the way', () => {
  const clock = createManualClock(0);
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name}@${clock.nowMs()}`);
  clock.after(30, note('c'));
  clock.after(10, () => {
    note('a')();
    clock.after(10, note('b'));
  });
  const cancel = clock.after(15, note('never'));
  cancel();
  clock.advance(40);
  expect(seen).toEqual(['a@10', 'b@20', 'c@30']);
  expect(clock.nowMs()).toBe(40);
});
