import { expect, it } from 'vitest';
import { openTill } from '../fakes/one-till.ts';
import type { Till } from '../fakes/till.ts';

/** The manager's word, after FEX's list was read. */
const confirm = async (from: Till) => {
  await from.clock.advance(1_000);
  return from.call('counter.take-over', { confirmed: true });
};

const haltOf = async (from: Till) =>
  ((await from.call('app.snapshot')) as { halt: { reason: string; detail: string } | null }).halt;

it('stops new charges when the journal is found damaged, and goes on once a manager has seen it', async () => {
  const shop = await openTill();
  shop.memory.damage({ kind: 'changed', sentence: 'Row 3 was changed.', throughSeq: 7 });
  expect(await haltOf(shop)).toMatchObject({ reason: 'journal-damaged', detail: 'Row 3 was changed.' });
  expect(await shop.charge(500)).toEqual({ ok: false, failure: 'charging-stopped' });
  expect(await confirm(shop)).toEqual({ ok: true });
  expect(await haltOf(shop)).toBeNull();
  const row = shop.memory.disk.rows.at(-1);
  expect(row).toMatchObject({
    type: 'journal.acknowledged',
    actor: 'manager (unproved)',
    body: { kinds: 'changed', throughSeq: 7 },
  });
  expect(await shop.charge(500)).toEqual({ ok: true });
});

it('goes on watching an open payment while charging is stopped', async () => {
  const shop = await openTill();
  await shop.charge(500);
  shop.memory.damage({ kind: 'changed', sentence: 'Row 3 was changed.', throughSeq: 7 });
  expect(shop.kind()).toBe('showing-qr');
  const { seed, intents, pay } = shop.fex.engine.control;
  pay(seed().wallets[0]?.walletId ?? '', { intentId: intents().at(-1)?.id ?? '' });
  await shop.clock.advance(5_000);
  expect(shop.kind()).toBe('paid');
});

it('asks for a manager where a journal was set aside, also when nothing was charged since', async () => {
  const shop = await openTill();
  shop.memory.damage({ kind: 'set-aside', sentence: 'It is kept as x.db.', throughSeq: 1 });
  expect(await haltOf(shop)).toMatchObject({ reason: 'journal-set-aside' });
  expect(await confirm(shop)).toEqual({ ok: true });
  expect(await haltOf(shop)).toBeNull();
});

it('lets nobody wave through a file that is broken, nor a journal that is sound', async () => {
  const shop = await openTill();
  const refused = { ok: false, failure: 'not-possible-now' };
  expect(await confirm(shop)).toEqual(refused);
  shop.memory.damage({ kind: 'broken', sentence: 'A page rotted.', throughSeq: 7 });
  expect(await confirm(shop)).toEqual(refused);
  expect(await haltOf(shop)).toMatchObject({ reason: 'journal-damaged' });
});

it('keeps charging stopped where the manager’s word cannot be recorded', async () => {
  const shop = await openTill();
  shop.memory.damage({ kind: 'changed', sentence: 'Row 3 was changed.', throughSeq: 7 });
  shop.memory.failWith('disk-full');
  expect(await confirm(shop)).toMatchObject({ ok: false });
  shop.memory.failWith(null);
  expect(await haltOf(shop)).toMatchObject({ reason: 'journal-damaged' });
});
