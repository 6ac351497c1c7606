import { describe, expect, test } from 'vitest';
import { vaultNames } from '../../electron/core/ports.ts';
import { ada, control, fault, openTill, paidLate, till } from '../fakes/one-till.ts';
import { aPairingRecord } from '../fakes/pairing-record.ts';
import { minute, second } from '../fakes/times.ts';

const open = () =>
  openTill({ keychain: true, store: { pairing: aPairingRecord({ environment: 'sandbox' }) } });
const unpair = () => till.call('counter.unpair', { confirmed: true });
const refused = (failure: string) => ({ ok: false, failure });

/** A scan whose answer was lost, put aside while nobody knows whether FEX has it. */
async function lostScan(cut: 'before' | 'after') {
  fault({ endpoint: 'scan', times: 1, cut });
  fault({ endpoint: 'intents.list', status: 503 });
  await till.clock.advance(2 * second);
  await till.scan(4950, ada());
  await till.clock.advance(3 * second);
  const { attemptId } = till.view('unknown');
  expect(await till.call('payment.next', { attemptId })).toEqual({ ok: true });
}

describe('a counter is not given up', () => {
  test('over a refund that was sent and not answered, and put aside', async () => {
    await open();
    const attemptId = await paidLate();
    fault({ endpoint: 'intents.refund', status: 503 });
    await till.call('refund.decide', { attemptId, confirmed: true });
    await till.clock.advance(second);
    await till.call('payment.next', { attemptId });
    expect([till.kind(), till.fex.posts('/refund').length]).toEqual(['idle', 1]);
    expect(await unpair()).toEqual(refused('refund-open'));
    expect(await till.vault.get(vaultNames.clientSecret)).not.toBeNull();
  });

  test('over a refund that is on its way, until it is done', async () => {
    await open();
    const attemptId = await paidLate();
    await till.call('refund.decide', { attemptId, confirmed: true });
    await till.clock.advance(0);
    expect(await unpair()).toEqual(refused('refund-open'));
    await till.clock.advance(10 * minute);
    expect(await unpair()).toEqual({ ok: true });
  });

  test.each(['before', 'after'] as const)('over a scan nobody has seen at FEX (cut %s)', async (cut) => {
    await open();
    await lostScan(cut);
    expect(await unpair()).toEqual(refused('sale-unknown'));
    expect(await till.vault.get(vaultNames.clientSecret)).not.toBeNull();
    // Once FEX's list tells of it, it is read publicly for as long as it takes; or it was not charged.
    control().clearFaults();
    await till.clock.advance(10 * minute);
    expect(await unpair()).toEqual({ ok: true });
  });

  test('beside a charge that begins while it is written down', async () => {
    await open();
    await till.clock.advance(2 * second);
    till.memory.beforeCommit(() => till.pause(second));
    const ended = till.call('counter.unpair', { confirmed: true });
    await till.clock.settle();
    const charged = till.call('payment.charge', { amountMinor: 100, note: null });
    await till.clock.advance(10 * second);
    expect([await ended, await charged]).toEqual([{ ok: true }, refused('charging-stopped')]);
    expect(till.fex.posts('/payment-intents')).toEqual([]);
  });

  test('under a charge that had begun before', async () => {
    await open();
    await till.clock.advance(2 * second);
    till.memory.beforeCommit(() => till.pause(second));
    const charged = till.call('payment.charge', { amountMinor: 100, note: null });
    const ended = till.call('counter.unpair', { confirmed: true });
    await till.clock.advance(10 * second);
    expect([await charged, await ended]).toEqual([{ ok: true }, refused('busy')]);
  });
});

test('a counter that was given up sends nothing more, not even a cancel', async () => {
  await open();
  await till.clock.advance(2 * second);
  await till.charge(100);
  fault({ endpoint: 'intents.get', status: 503 });
  fault({ endpoint: 'intents.list', status: 503 });
  await till.clock.advance(20 * second);
  await till.call('payment.next', { attemptId: till.view('unknown').attemptId });
  expect(await unpair()).toEqual({ ok: true });
  const before = till.fex.posts('/cancel').length;
  // FEX answers again, and would still take the token: what is open is looked at, and left.
  control().clearFaults();
  await till.clock.advance(20 * minute);
  expect(till.fex.posts('/cancel')).toHaveLength(before);
});
