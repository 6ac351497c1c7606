import { describe, expect, test } from 'vitest';
import { ada, control, fault, intents, openTill as open, rowsOf, till, twin } from '../fakes/one-till.ts';
import { hour, minute, second } from '../fakes/times.ts';

/** A till that slept, or that thinks it is another day: nothing of it may move money (money rules 4, 7 and 9). */

/** The monotonic clock stands still; the wall clock and FEX's go on. */
function sleep(ms: number) {
  till.clock.jumpWall(ms);
  till.fex.aheadMs += ms;
}

/** A scan's request is swallowed on its way, and may leave when the computer wakes. */
async function requestUnderWay() {
  await open();
  await till.clock.advance(5 * second);
  fault({ endpoint: 'scan', partition: 'request', times: 1 });
  await till.scan(2999, ada());
  await till.clock.advance(2 * second);
}

/** It arrives at FEX only now. */
const arriveLate = (reference: string) =>
  control().plantIntent({ amountMinor: 2999, reference, status: 'pending_approval', expiresInS: 90 });

describe('a computer that slept', () => {
  test.each([60, 140, 240, 8 * 3600])('%i s before a scan: the bound is told in FEX’s time', async (s) => {
    await open();
    await till.clock.advance(61 * second);
    sleep(s * second);
    await till.scan(2999, ada());
    await till.clock.advance(second);
    const sent = rowsOf('attempt.sent')[0];
    const made = intents()[0]?.createdAtMs ?? 0;
    expect(Math.abs(Number(sent?.body.sentAtMs) - made)).toBeLessThan(3 * second);
  });

  test('and cannot ask FEX for the time: nothing leaves', async () => {
    await open();
    await till.clock.advance(5 * second);
    sleep(140 * second);
    till.fex.link = 'refused';
    await till.scan(2999, ada());
    await till.clock.advance(5 * second);
    expect(till.view('not-charged').reason).toBe('no-token');
    expect(till.fex.posts('/scan-payment')).toHaveLength(0);
    expect(rowsOf('attempt.sent')).toHaveLength(0);
  });

  test('while its request was under way: it may arrive that much later', async () => {
    await requestUnderWay();
    sleep(10 * minute);
    await till.clock.advance(20 * second);
    const { chargeableUntilMs, sentAtMs, reference } = till.view('unknown');
    expect(chargeableUntilMs - sentAtMs).toBeGreaterThan(11 * minute);
    await till.clock.advance(25 * second);
    arriveLate(reference);
    await till.clock.advance(70 * second);
    expect(till.kinds()).not.toContain('not-charged');
    expect(till.kind()).toBe('waiting-for-approval');
  });

  test('that bound survives a restart', async () => {
    await requestUnderWay();
    sleep(10 * minute);
    await till.clock.advance(20 * second);
    const before = till.view('unknown').chargeableUntilMs;
    await till.restart();
    expect(till.view('unknown').chargeableUntilMs).toBe(before);
  });

  test('a clock that somebody set is no sleep: no bound moves', async () => {
    await requestUnderWay();
    till.clock.jumpWall(hour);
    await till.clock.advance(20 * second);
    const { chargeableUntilMs, sentAtMs } = till.view('unknown');
    expect(chargeableUntilMs - sentAtMs).toBeLessThan(3 * minute);
    expect(rowsOf('attempt.bound-moved')).toHaveLength(0);
  });
});

describe('a FEX that tells no time', () => {
  /** Until it is let. */
  function muteDate() {
    const { send } = till.fex.http;
    let mute = true;
    till.fex.http.send = async (request) => {
      const result = await send(request);
      if (!mute || result.kind !== 'answer') return result;
      const { date, ...headers } = result.headers;
      return { ...result, headers };
    };
    return () => {
      mute = false;
    };
  }

  /** A till that is ten minutes behind sends a scan that does not arrive; then FEX tells the time. */
  async function lostWhileBehind() {
    await open();
    till.fex.aheadMs = 10 * minute;
    const tellTime = muteDate();
    await till.restart();
    fault({ endpoint: 'scan', partition: 'request', times: 1 });
    await till.scan(2999, ada());
    await till.clock.advance(16 * second);
    tellTime();
    return till.view('unknown');
  }

  test('a till that is ahead: a payment made “before” its request is found all the same', async () => {
    await open();
    till.fex.aheadMs = -10 * minute;
    const tellTime = muteDate();
    await till.restart();
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.scan(2999, ada());
    control().approve(ada(), intents()[0]?.id ?? '');
    tellTime();
    await till.clock.advance(5 * minute);
    expect(till.kind()).toBe('paid');
    expect(till.kinds()).not.toContain('not-charged');
  });

  test('a till that is behind: nothing is absent before the request can no longer come', async () => {
    const { reference } = await lostWhileBehind();
    await till.clock.advance(44 * second);
    expect(till.kind()).toBe('unknown');
    control().approve(ada(), arriveLate(reference).id);
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('paid');
    expect(till.kinds()).not.toContain('not-charged');
  });

  test('and does not again: what was released is not called absent in this computer’s time', async () => {
    await open();
    await till.clock.advance(5 * second);
    muteDate();
    till.clock.jumpWall(hour);
    fault({ endpoint: 'scan', partition: 'request', times: 1 });
    await till.scan(2999, ada());
    await till.clock.advance(4 * minute);
    await till.call('payment.next', { attemptId: till.view('unknown').attemptId });
    await till.clock.advance(20 * minute);
    expect(till.kind()).toBe('idle');
    expect(till.rows()).not.toContain('outcome.not-charged');
  });

  test('that bound survives a restart, and two looks after it end the sale', async () => {
    await lostWhileBehind();
    await till.clock.advance(minute);
    const before = till.view('unknown').chargeableUntilMs;
    await till.restart();
    await till.clock.advance(5 * second);
    expect(till.view('unknown').chargeableUntilMs).toBe(before);
    await till.clock.advance(3 * minute);
    expect(till.view('not-charged').reason).toBe('absent');
    expect(rowsOf('attempt.bound-moved')).toHaveLength(1);
  });
});

describe('a till that thinks it is another day', () => {
  test.each([0.5, 1, 23, 25, 48, 24 * 365])('%d h ahead at the start: the watch is not over', async (h) => {
    await open();
    control().addFault({ endpoint: 'scan', partition: 'request', times: 1 });
    await till.scan(2999, ada());
    await till.clock.advance(16 * second);
    const { attemptId, reference } = till.view('unknown');
    await till.call('payment.next', { attemptId });
    till.clock.jumpWall(h * hour);
    await till.restart();
    const made = arriveLate(reference);
    await till.clock.advance(30 * second);
    control().approve(ada(), made.id);
    await till.clock.advance(3 * minute);
    expect(rowsOf('outcome.paid')).toHaveLength(1);
  });
});

test('of two rows the one too many is cancelled, and the decision is on the disk before it is sent', async () => {
  await open({ webhooks: true });
  await till.charge(2999);
  const [first] = intents();
  if (!first) throw new Error('no intent');
  const other = twin('pending');
  let written = -1;
  const send = till.fex.http.send;
  till.fex.http.send = (request) => {
    if (request.url.endsWith(`/${first.id}/cancel`) && written < 0) written = rowsOf('cancel.sent').length;
    return send(request);
  };
  control().pay(ada(), { intentId: other.id });
  await till.clock.advance(second);
  expect(till.kind()).toBe('paid');
  expect(written).toBe(1);
  expect(rowsOf('cancel.sent')[0]?.body).toMatchObject({ intentId: first.id, reason: 'second-row' });
});
