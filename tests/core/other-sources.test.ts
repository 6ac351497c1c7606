import { describe, expect, test } from 'vitest';
import { isLoopbackUrl, isTrustedUrl } from '../../electron/core/net/secure-url.ts';
import { ada, control, fault, intents, openTill as open, snapshot, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { minute, second } from '../fakes/times.ts';

const asked = (path: string) => till.fex.seen.filter((one) => one.path.includes(path));

describe('the sign-in server is out', () => {
  async function withoutTokens(options: TillOptions = {}) {
    await open({ settings: { tokenLifetimeS: 40 }, ...options });
    await till.charge(2999);
    fault({ endpoint: 'token', status: 503, body: 'html' });
    await till.clock.advance(60 * second);
  }

  test('an open payment is still watched, and is paid', async () => {
    await withoutTokens();
    expect(till.kind()).toBe('showing-qr');
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('paid');
    expect(asked('/public/payment-intents/')[0]?.authorization).toBeUndefined();
  });

  test('without amount or currency it is not called paid', async () => {
    await withoutTokens({ settings: { tokenLifetimeS: 40, publicIntent: 'full' } });
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    const send = till.fex.http.send;
    till.fex.http.send = async (request) => {
      const result = await send(request);
      if (result.kind !== 'answer' || !request.url.includes('/public/')) return result;
      return { ...result, text: result.text.replace(/"amount":[\d.]+,/, '') };
    };
    await till.clock.advance(5 * second);
    expect(till.kinds()).not.toContain('paid');
  });

  test('over plain http to another computer a public read is not made at all', async () => {
    await withoutTokens({ identity: { apiUrl: 'http://fex.example' } });
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(10 * second);
    expect(asked('/public/')).toHaveLength(0);
    expect(till.kinds()).not.toContain('paid');
  });

  test('a cancel waits for a token and does not storm', async () => {
    await withoutTokens();
    const before = till.fex.seen.length;
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('cancelling');
    expect(till.fex.seen.length - before).toBeLessThan(40);
    control().clearFaults();
    await till.clock.advance(10 * second);
    expect(till.view('not-charged').reason).toBe('cancelled');
  });
});

test.each([
  ['https://api.example/x', true, false],
  ['http://127.0.0.1:4000', true, true],
  ['http://[::1]:4000/', true, true],
  ['http://localhost', true, true],
  ['http://localhost.example', false, false],
  ['http://127.0.0.1.example', false, false],
  ['http://user@127.0.0.1', true, true],
  ['http://127.0.0.1@evil.example', false, false],
  ['http://api.example', false, false],
])('%s is trusted: %s, on this computer: %s', (url, trusted, loopback) => {
  expect([isTrustedUrl(url), isLoopbackUrl(url)]).toEqual([trusted, loopback]);
});

describe('the ledger', () => {
  test('finds a payment that the list does not show', async () => {
    await open({ settings: { counterTokenAccess: 'everything', listLagMs: 60 * minute } });
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.scan(2999, ada());
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(4 * second);
    expect(till.kind()).toBe('paid');
  });

  test('refused once it is not asked again', async () => {
    await open({ settings: { listLagMs: 60 * minute } });
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.scan(2999, ada());
    await till.clock.advance(minute);
    expect(asked('/transactions')).toHaveLength(1);
  });

  test('that shows nothing is no absence, and another’s payment is not ours', async () => {
    await open({ settings: { counterTokenAccess: 'everything' } });
    fault({ endpoint: 'intents.list', status: 503 });
    fault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(2999, ada());
    const other = control().plantIntent({
      amountMinor: 2999,
      reference: 'SOMEONE-ELSE',
      status: 'pending',
    });
    control().pay(ada(), { intentId: other.id });
    await till.clock.advance(10 * minute);
    expect(till.kind()).toBe('unknown');
  });
});

test('an API that cannot be reached while the sign-in can is told once each time', async () => {
  await open();
  fault({ endpoint: 'intents.list', status: 503 });
  await till.clock.advance(5 * minute);
  const told = () => till.log.lines.filter(({ event }) => event === 'fex.offline');
  expect(told()).toHaveLength(1);
  control().clearFaults();
  await till.clock.advance(2 * minute);
  fault({ endpoint: 'intents.list', status: 503 });
  await till.clock.advance(5 * minute);
  expect(told()).toHaveLength(2);
});

test('refused keys are not told as a FEX that is gone', async () => {
  await open();
  fault({ endpoint: 'token', status: 401 });
  await till.clock.advance(10 * minute);
  expect((await snapshot()).halt).toMatchObject({ reason: 'credentials-refused' });
  expect(till.log.has('fex.offline')).toBe(false);
});
