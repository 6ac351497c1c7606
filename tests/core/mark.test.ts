import { describe, expect, test } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import { backUp } from '../fakes/backup.ts';
import { ada, control, intents, openTill, snapshot, till } from '../fakes/one-till.ts';
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
