import { describe, expect, test } from 'vitest';
import { ada, control, fault, openTill, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { second } from '../fakes/times.ts';

/** Keys that FEX's API no longer takes, though its sign-in still gives a token for them. */
async function open(options: TillOptions = {}) {
  await openTill(options);
  await till.clock.advance(second);
}
const stopped = { ok: false, failure: 'charging-stopped' };
const halt = async () => ((await till.call('app.snapshot')) as { halt: { reason: string } | null }).halt;
const refuseReads = (status: number) => {
  fault({ endpoint: 'intents.list', status });
  fault({ endpoint: 'intents.get', status });
};

describe.each([401, 403])('%i on reads, in FEX’s shape', (status) => {
  test('stops charging, is said, outlives new tokens, and lifts once the keys work again', async () => {
    await open();
    refuseReads(status);
    await till.clock.advance(31 * second);
    expect(await halt()).toMatchObject({ reason: 'credentials-refused' });
    expect(await till.charge(100)).toEqual(stopped);
    expect(await till.scan(100, ada())).toEqual(stopped);
    expect(till.fex.posts('/payment-intents')).toHaveLength(0);
    const told = () => till.events.filter(({ event }) => event === 'halt.changed').length;
    const before = told();
    // Twice as long as a token lives.
    await till.clock.advance(600 * second);
    expect(await halt()).toMatchObject({ reason: 'credentials-refused' });
    expect(told()).toBe(before);
    control().clearFaults();
    await till.clock.advance(16 * second);
    expect(await halt()).toBeNull();
    expect(await till.charge(100)).toEqual({ ok: true });
    expect(till.kind()).toBe('showing-qr');
  });

  test('leaves the open payment watched by public reads, and it is paid', async () => {
    await open();
    await till.charge(2999);
    refuseReads(status);
    await till.clock.advance(4 * second);
    expect(await halt()).toMatchObject({ reason: 'credentials-refused' });
    expect(till.kind()).toBe('showing-qr');
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('showing-qr');
    control().pay(ada(), { intentId: control().intents()[0]?.id ?? '' });
    await till.clock.advance(2 * second);
    expect(till.kind()).toBe('paid');
    expect(await till.charge(500)).toEqual(stopped);
  });

  test('does not ask for a token at every poll', async () => {
    await open();
    await till.charge(2999);
    refuseReads(status);
    const before = till.fex.posts('/token').length;
    await till.clock.advance(60 * second);
    expect(till.fex.posts('/token').length - before).toBeLessThanOrEqual(6);
  });

  test('on a create: a read decides at once', async () => {
    await open();
    refuseReads(status);
    fault({ endpoint: 'intents.create', status });
    await till.charge(100);
    await till.clock.advance(second);
    expect(till.kind()).toBe('not-charged');
    expect(await halt()).toMatchObject({ reason: 'credentials-refused' });
  });

  test('on a create alone is about that create', async () => {
    await open();
    fault({ endpoint: 'intents.create', status });
    await till.charge(100);
    await till.clock.advance(40 * second);
    expect(till.kind()).toBe('not-charged');
    expect(await halt()).toBeNull();
  });

  test('in HTML is a gateway’s and says nothing about the keys', async () => {
    await open();
    fault({ endpoint: 'intents.list', status, body: 'html' });
    await till.clock.advance(31 * second);
    expect(await halt()).toBeNull();
  });
});

test('one 401 is an expired token: a new one is fetched and nothing stops', async () => {
  await open();
  fault({ endpoint: 'intents.list', status: 401, times: 1 });
  const before = till.fex.posts('/token').length;
  await till.clock.advance(31 * second);
  expect(till.fex.posts('/token').length).toBe(before + 1);
  expect(till.events.map(({ event }) => event)).not.toContain('halt.changed');
});

test('what a counter’s token may not do is no reason to stop: scans and the ledger', async () => {
  await open({ settings: { scanByCounterToken: '403' } });
  await till.scan(500, ada());
  await till.clock.advance(second);
  expect(till.view('not-charged').reason).toBe('refused-scan');
  // The answer to this one is lost, and the ledger is the last place it is looked for.
  fault({ endpoint: 'scan', cut: 'after' });
  await till.scan(500, ada());
  await till.clock.advance(300 * second);
  const ledger = till.fex.seen.filter(({ path }) => path.includes('/transactions'));
  expect(ledger.length).toBeGreaterThan(0);
  expect(till.events.map(({ event }) => event)).not.toContain('halt.changed');
});

test('a single payment that FEX refuses to show is no reason to stop', async () => {
  await open();
  await till.charge(2999);
  fault({ endpoint: 'intents.get', status: 403 });
  await till.clock.advance(11 * second);
  expect(till.view('unknown').cause).toBe('unreachable');
  expect(await halt()).toBeNull();
});
