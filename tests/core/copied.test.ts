import { describe, expect, test } from 'vitest';
import { counterTag, newReference, readReference, ulid } from '../../electron/core/payments/reference.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { control, openTill as open, till } from '../fakes/one-till.ts';
import { minute, second } from '../fakes/times.ts';

const halt = async () => ((await till.call('app.snapshot')) as Snapshot).halt;
const confirm = (confirmed: boolean) => till.call('counter.take-over', { confirmed });
const ownId = () => JSON.parse(till.store.values.get('installationId') ?? '""') as string;
const random = createFakeRandom(5);
const stopped = { ok: false, failure: 'charging-stopped' };

/** A row at FEX, as some till that calls itself this counter would have made it. */
function plant(installationId: string, more: { createdAtMs?: number; tag?: string; status?: string } = {}) {
  const { counter } = control().seed();
  const tag = more.tag ?? counterTag(counter.counterId, createHasher());
  const id = ulid(till.clock.wallMs(), random);
  return control().plantIntent({
    amountMinor: 100,
    status: more.status ?? 'completed',
    reference: newReference({ tag, installationId, id }),
    ...(more.createdAtMs === undefined ? {} : { createdAtMs: more.createdAtMs }),
  });
}

/** One sale, so that there is a journal with a mark. */
async function sell() {
  await till.charge(500);
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(2 * second);
  await till.call('payment.next', { attemptId: till.view('not-charged').attemptId });
}

/** A restart goes through the list once and changes nothing. */
async function settle() {
  await till.restart();
  await till.clock.advance(2 * second);
}

test('an honest restart stops nothing', async () => {
  await open();
  await sell();
  for (let round = 0; round < 3; round += 1) await settle();
  await till.clock.advance(10 * minute);
  expect(await halt()).toBeNull();
});

describe('a profile that was copied or restored', () => {
  test('restored from a backup: the mark is ahead, charging stops until a manager confirms', async () => {
    await open();
    await sell();
    const before = ownId();
    till.memory.disk.rows.splice(2);
    await settle();
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored', detail: 'mark-ahead' });
    expect(await till.charge(100)).toEqual(stopped);
    const wallet = control().seed().wallets[0]?.walletId ?? '';
    expect(await till.scan(100, wallet)).toEqual(stopped);
    // A restart, or a row written meanwhile, does not forget it.
    await settle();
    expect(await till.charge(100)).toEqual(stopped);
    expect(await confirm(false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await till.charge(100)).toEqual(stopped);
    expect(await confirm(true)).toEqual({ ok: true });
    expect(ownId()).not.toBe(before);
    expect(await till.charge(100)).toEqual({ ok: true });
    expect(readReference(till.view('showing-qr').reference)?.installationId).toBe(ownId());
    expect(till.memory.disk.rows.find((row) => row.type === 'installation.renewed')).toMatchObject({
      actor: 'manager (unproved)',
      body: { before, now: ownId() },
    });
    await settle();
    await till.clock.advance(2 * minute);
    expect(await halt()).toBeNull();
  });

  test('another history of the same length is told by its hash', async () => {
    await open();
    await sell();
    await till.stop();
    const mark = JSON.parse(till.store.values.get('mark') ?? '{}');
    till.store.values.set('mark', JSON.stringify({ ...mark, hash: 'f'.repeat(64) }));
    await till.restart();
    expect(await halt()).toMatchObject({ detail: 'mark-differs' });
  });

  test('on another machine', async () => {
    await open();
    await sell();
    till.machine = 'machine-2';
    await settle();
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored', detail: 'other-machine' });
    expect(await till.charge(100)).toEqual(stopped);
    expect(await confirm(true)).toEqual({ ok: true });
    await settle();
    expect(await halt()).toBeNull();
  });

  test('a machine without a name is no other machine', async () => {
    await open();
    await sell();
    till.machine = null;
    await settle();
    expect(await halt()).toBeNull();
    till.machine = 'machine-1';
    await settle();
    expect(await halt()).toBeNull();
  });

  test('what was open goes on being watched while charging is stopped', async () => {
    await open();
    await till.charge(500);
    till.machine = 'machine-2';
    await settle();
    expect(await halt()).not.toBeNull();
    control().pay(control().seed().wallets[0]?.walletId ?? '', {
      intentId: control().intents()[0]?.id ?? '',
    });
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
  });

  test('off this computer nobody can confirm it yet', async () => {
    await open({ identity: { environment: 'live', apiUrl: 'https://api.example' } });
    await sell();
    till.machine = 'machine-2';
    await settle();
    expect(await confirm(true)).toEqual({ ok: false, failure: 'needs-manager' });
    expect(await till.charge(100)).toEqual(stopped);
  });

  test('nothing to confirm is not confirmed', async () => {
    await open();
    expect(await confirm(true)).toEqual({ ok: false, failure: 'not-possible-now' });
  });
});

describe('a new id that the keychain does not keep', () => {
  /** Another till sold as this counter, and what it sold is in the record. */
  async function suspected() {
    await open({ keychain: true });
    await sell();
    plant('ABCDEFGHJK');
    await settle();
    await till.clock.advance(2 * minute);
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored' });
  }

  test('is still to be confirmed after a restart: nothing is sold under the one that was given up', async () => {
    await suspected();
    till.vault.closeAs('locked');
    expect(await confirm(true)).toEqual({ ok: false, failure: 'settings-not-saved' });
    till.vault.closeAs(null);
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored' });
    await settle();
    await till.clock.advance(5 * minute);
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored' });
    expect(await till.charge(100)).toEqual(stopped);
    expect(await confirm(true)).toEqual({ ok: true });
    await settle();
    expect(await halt()).toBeNull();
    expect(await till.charge(200)).toEqual({ ok: true });
  });

  test('the sign stays in the settings until it does, so that a power cut forgets nothing', async () => {
    await suspected();
    till.vault.delayMs = 3 * second;
    const confirmed = confirm(true);
    await till.clock.advance(2 * second);
    const whileItIsKept = till.store.read('copySign');
    till.vault.delayMs = 0;
    await till.clock.advance(10 * second);
    expect(await confirmed).toEqual({ ok: true });
    expect(whileItIsKept).toBe('foreign-intent');
    expect(till.store.read('copySign') ?? null).toBeNull();
  });

  test('nor does the settings file know this computer before', async () => {
    await open({ keychain: true });
    await sell();
    till.machine = 'machine-2';
    await settle();
    await till.clock.advance(minute);
    const known = till.store.read('machine');
    till.vault.closeAs('locked');
    expect(await confirm(true)).toEqual({ ok: false, failure: 'settings-not-saved' });
    till.vault.closeAs(null);
    expect(till.store.read('machine')).toBe(known);
  });
});

describe('another till that uses this counter', () => {
  test('is seen at start, in the background, and stops charging', async () => {
    await open();
    await till.clock.advance(second);
    const intent = plant('ABCDEFGHJK');
    await settle();
    const held = await halt();
    expect(held).toMatchObject({ reason: 'copied-or-restored' });
    expect(held?.detail).toContain(intent.reference?.slice(-4));
    expect(await till.charge(100)).toEqual(stopped);
    // Confirmed, it lies before the new id's first use.
    expect(await confirm(true)).toEqual({ ok: true });
    await settle();
    expect(await halt()).toBeNull();
  });

  test('what it sold is put into the record: one counter is one till', async () => {
    await open();
    await till.clock.advance(second);
    const paid = plant('ABCDEFGHJK');
    const shown = plant('ABCDEFGHJK', { status: 'pending' });
    await settle();
    await till.clock.advance(minute);
    const rows = till.memory.disk.rows;
    const of = (reference: string | null) => rows.filter((row) => row.reference === reference);
    expect(of(paid.reference).map((row) => row.type)).toContain('outcome.paid');
    expect(of(shown.reference).map((row) => row.type)).toContain('attempt.rebuilt');
    // Somebody may be paying it there: cancelled only once a manager said that no other till sells.
    expect(till.fex.posts(`/${shown.id}/cancel`)).toHaveLength(0);
    expect(await confirm(true)).toEqual({ ok: true });
    await till.clock.advance(2 * minute);
    expect(till.fex.posts(`/${shown.id}/cancel`)).not.toHaveLength(0);
    expect(await halt()).toBeNull();
  });

  test('is not forgotten by a start without FEX', async () => {
    await open();
    await till.clock.advance(second);
    plant('ABCDEFGHJK');
    await settle();
    till.fex.link = 'refused';
    await settle();
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored', detail: 'foreign-intent' });
    expect(await confirm(true)).toEqual({ ok: false, failure: 'offline' });
  });

  test('under our own id with a reference the journal lacks', async () => {
    await open();
    await till.clock.advance(second);
    plant(ownId());
    await settle();
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored' });
  });

  test('under an id we gave up, after we did', async () => {
    await open();
    await sell();
    const old = ownId();
    till.machine = 'machine-2';
    await settle();
    await confirm(true);
    await till.clock.advance(5 * second);
    await settle();
    expect(await halt()).toBeNull();
    plant(old);
    await settle();
    expect(await halt()).toMatchObject({ reason: 'copied-or-restored' });
  });

  test('rows from before, of other counters and without our format are no till', async () => {
    await open();
    await till.clock.advance(second);
    plant('ABCDEFGHJK', { createdAtMs: till.clock.wallMs() - minute });
    plant('ABCDEFGHJK', { tag: 'FFFFFF' });
    for (const reference of [null, 'ORDER-17']) control().plantIntent({ amountMinor: 5, reference });
    await settle();
    expect(await halt()).toBeNull();
    expect(await till.charge(100)).toEqual({ ok: true });
  });

  test.each([
    ['after this installation', 0, true],
    ['before it', -10 * minute, false],
  ])(
    'of whose row FEX does not say when it was made: its reference was made %s',
    async (_when, byMs, told) => {
      await open();
      await till.clock.advance(second);
      const { counter } = control().seed();
      const tag = counterTag(counter.counterId, createHasher());
      const id = ulid(till.clock.wallMs() + byMs, random);
      const reference = newReference({ tag, installationId: 'ABCDEFGHJK', id });
      control().plantIntent({ amountMinor: 100, status: 'completed', reference });
      const { send } = till.fex.http;
      till.fex.http.send = async (request) => {
        const result = await send(request);
        if (result.kind !== 'answer' || !request.url.includes('/payment-intents')) return result;
        return { ...result, text: result.text.replaceAll('"created_at"', '"made_at"') };
      };
      await settle();
      await till.clock.advance(minute);
      expect((await halt())?.reason ?? null).toBe(told ? 'copied-or-restored' : null);
    },
  );

  test('found while an unanswered create is looked for: no fresh create follows', async () => {
    await open();
    await till.clock.advance(second);
    plant('ABCDEFGHJK');
    control().addFault({ endpoint: 'intents.create', times: 1, cut: 'before' });
    await till.charge(2999);
    await till.clock.advance(second);
    expect(till.fex.posts('/payment-intents')).toHaveLength(1);
    expect(till.view('not-charged').reason).toBe('unanswered');
  });
});
