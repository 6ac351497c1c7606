import { describe, expect, test } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import { backUp } from '../fakes/backup.ts';
import { ada, control, intents, openTill, snapshot, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { minute, second } from '../fakes/times.ts';

const halt = async () => (await snapshot()).halt;
const stopped = { ok: false, failure: 'charging-stopped' };
const looksCopied = (detail: string) => ({ reason: 'copied-or-restored', detail });
/** What the keychain holds of this installation. */
const kept = async () => JSON.parse((await till.vault.get(vaultNames.installation)) ?? '{}');

/** A sale that is open, the backup of that moment, and what the till wrote after it. */
async function sellOnAfterBackup() {
  await till.clock.advance(2 * second);
  await till.charge(100);
  await till.clock.advance(second);
  const putBack = backUp(till.memory.disk);
  control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
  await till.clock.advance(4 * second);
  await till.call('payment.next', { attemptId: till.view('paid').attemptId });
  await till.clock.advance(second);
  return putBack;
}

describe('a record that was put back while the keychain was closed', () => {
  test('is told once it opens, however many rows were written meanwhile', async () => {
    await openTill({ keychain: true });
    const putBack = await sellOnAfterBackup();
    const { mark } = await kept();
    till.vault.closeAs('locked');
    await till.restart(({ disk }) => putBack(disk));
    await till.clock.advance(2 * minute);
    expect(till.memory.disk.rows.length).toBeGreaterThan(mark.seq);
    till.vault.closeAs(null);
    await till.restart();
    await till.clock.advance(5 * second);
    expect(await halt()).toMatchObject(looksCopied('mark-differs'));
    expect(await till.charge(100)).toEqual(stopped);
    // What tells it stays as it is until a manager confirmed.
    expect((await kept()).mark).toEqual(mark);
  });

  test('sends nothing either in the moment between the keychain’s opening and the next start', async () => {
    await openTill({ keychain: true });
    await till.charge(100);
    await till.clock.advance(second);
    till.vault.closeAs('locked');
    await till.restart();
    await till.clock.advance(10 * minute);
    till.vault.closeAs(null);
    await till.clock.advance(10 * minute);
    expect(till.reopenings).toBeGreaterThan(0);
    expect(till.fex.posts('/cancel')).toEqual([]);
  });

  test('stops nothing where the rows are its own', async () => {
    await openTill({ keychain: true });
    await sellOnAfterBackup();
    await till.charge(300);
    await till.clock.advance(second);
    const { mark } = await kept();
    till.vault.closeAs('locked');
    await till.restart();
    await till.clock.advance(10 * minute);
    expect(till.memory.disk.rows.length).toBeGreaterThan(mark.seq);
    till.vault.closeAs(null);
    await till.restart();
    expect(await halt()).toBeNull();
  });
});

test('a mark is compared where it was made, not at the end of the record', async () => {
  await openTill();
  await sellOnAfterBackup();
  await till.counter.dispose();
  const mark = JSON.parse(till.store.values.get('mark') ?? '{}');
  till.store.values.set('mark', JSON.stringify({ seq: mark.seq - 2, hash: mark.hash }));
  await till.restart();
  expect(await halt()).toMatchObject(looksCopied('mark-differs'));
});

test('while a record looks copied its mark is never moved', async () => {
  await openTill();
  await sellOnAfterBackup();
  await till.charge(100);
  await till.clock.advance(second);
  const mark = till.store.read('mark');
  till.machine = 'machine-2';
  await till.restart();
  expect(await halt()).toMatchObject(looksCopied('other-machine'));
  await till.clock.advance(20 * minute);
  expect(till.memory.disk.rows.length).toBeGreaterThan((mark as { seq: number }).seq);
  await till.restart();
  await till.clock.advance(minute);
  expect(till.store.read('mark')).toEqual(mark);
  // A manager confirmed: from there it goes on.
  expect(await till.call('counter.take-over', { confirmed: true })).toEqual({ ok: true });
  await till.clock.advance(second);
  expect(till.store.read('mark')).toMatchObject({ seq: till.memory.disk.rows.length });
});

describe('a record whose mark is missing', () => {
  async function lose(how: () => Promise<void>, options: TillOptions = { keychain: true }) {
    await openTill(options);
    const putBack = await sellOnAfterBackup();
    await how();
    await till.restart(({ disk }) => putBack(disk));
    await till.clock.advance(5 * second);
  }

  test.each([
    ['is gone', () => till.vault.delete(vaultNames.installation)],
    ['cannot be read', () => till.vault.set(vaultNames.installation, '{broken')],
    [
      'lacks the mark',
      async () => {
        const { mark: _mark, ...rest } = await kept();
        await till.vault.set(vaultNames.installation, JSON.stringify(rest));
      },
    ],
    [
      'lacks the id',
      async () => {
        const { installationId: _id, ...rest } = await kept();
        const first = till.memory.disk.rows[0];
        const mark = { seq: 1, hash: first?.hash };
        await till.vault.set(vaultNames.installation, JSON.stringify({ ...rest, mark }));
      },
    ],
  ])('stops charging where the keychain’s item %s', async (_what, how) => {
    await lose(how);
    expect(await halt()).toMatchObject(looksCopied('mark-missing'));
    expect(await till.charge(300)).toEqual(stopped);
    // Nor does the next start take for its own what this one wrote.
    await till.restart();
    await till.clock.advance(5 * second);
    expect(await halt()).toMatchObject(looksCopied('mark-missing'));
    expect(await till.charge(300)).toEqual(stopped);
    expect(till.fex.posts('/payment-intents')).toHaveLength(1);
  });

  test('stops charging where the settings file keeps it', async () => {
    await lose(async () => void till.store.values.delete('mark'), {});
    expect(await halt()).toMatchObject(looksCopied('mark-missing'));
    expect(await till.charge(300)).toEqual(stopped);
  });

  test('is told again where its sign was taken away as well', async () => {
    await lose(() => till.vault.delete(vaultNames.installation));
    till.store.values.delete('copySign');
    await till.restart();
    expect(await halt()).toMatchObject(looksCopied('mark-missing'));
  });

  test('goes on under a new id once a manager confirmed, with the sales that it lacked', async () => {
    await openTill({ keychain: true });
    await till.clock.advance(2 * second);
    await till.charge(100);
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(5 * second);
    await till.call('payment.next', { attemptId: till.view('not-charged').attemptId });
    const putBack = backUp(till.memory.disk);
    await till.clock.advance(minute);
    await till.charge(200);
    const { reference } = till.view('showing-qr');
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(5 * second);
    const before = (await kept()).installationId;
    await till.vault.delete(vaultNames.installation);
    await till.restart(({ disk }) => putBack(disk));
    await till.clock.advance(10 * second);
    expect(await halt()).toMatchObject(looksCopied('mark-missing'));
    const of = () => till.memory.disk.rows.filter((row) => row.reference === reference);
    expect(of().map(({ type }) => type)).toEqual(expect.arrayContaining(['attempt.rebuilt', 'outcome.paid']));
    expect(await till.call('counter.take-over', { confirmed: true })).toEqual({ ok: true });
    expect((await kept()).installationId).not.toBe(before);
    expect(till.store.read('retiredInstallations')).toMatchObject([{ id: before }]);
    await till.restart();
    await till.clock.advance(5 * second);
    expect(await halt()).toBeNull();
    expect(await till.charge(300)).toEqual({ ok: true });
  });
});

describe('a first start', () => {
  test.each([[{ keychain: true }], [{}]])('has its mark before its first row (%o)', async (options) => {
    await openTill(options);
    const mark = 'keychain' in options ? (await kept()).mark : till.store.read('mark');
    expect([till.rows().length, mark]).toEqual([0, { seq: 0, hash: '' }]);
  });

  test('that finds its keychain closed judges nothing', async () => {
    await openTill({ keychain: true });
    await sellOnAfterBackup();
    till.vault.closeAs('locked');
    await till.restart();
    expect((await halt())?.reason).toBe('keychain-locked');
    expect(till.store.read('copySign') ?? null).toBeNull();
  });
});

describe('a manager’s word on a damaged record', () => {
  const damage = {
    kind: 'changed',
    sentence: 'Row 1 was changed after it was written.',
    throughSeq: 1,
  } as const;

  test('is marked with its row at once', async () => {
    await openTill();
    await sellOnAfterBackup();
    till.memory.damage(damage);
    await till.clock.advance(5 * second);
    expect(await till.call('counter.take-over', { confirmed: true })).toEqual({ ok: true });
    expect(till.rows().at(-1)).toBe('journal.acknowledged');
    expect(till.store.read('mark')).toMatchObject({ seq: till.rows().length });
    await till.restart();
    expect(await halt()).toBeNull();
  });

  test('that was not said to this till stops charging', async () => {
    await openTill();
    await sellOnAfterBackup();
    await till.restart(async ({ journal }) => {
      const at = {
        actor: 'cashier',
        atMs: 0,
        serverMs: null,
        saleId: null,
        attemptId: null,
        reference: null,
      } as const;
      void journal.append([{ ...at, type: 'journal.acknowledged', body: { throughSeq: 1e9 } }]);
    });
    expect(await halt()).toMatchObject(looksCopied('mark-differs'));
    expect(await till.charge(100)).toEqual(stopped);
  });
});
