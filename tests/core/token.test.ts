import { afterEach, describe, expect, test } from 'vitest';
import { startTill, type Till, type TillOptions } from '../fakes/till.ts';

let till: Till;
async function open(options: TillOptions = {}) {
  till = await startTill(options);
  return till;
}
afterEach(async () => {
  await till?.stop();
  expect(till?.clock.waiting(), 'timers left running').toBe(0);
});

const second = 1000;
const tokens = () => till.fex.posts('/token').length;
const halt = async () => ((await till.call('app.snapshot')) as { halt: { reason: string } | null }).halt;

describe('the token', () => {
  test('is asked for once however many want it', async () => {
    await open();
    await Promise.all([till.charge(100), till.call('app.snapshot'), till.charge(200)]);
    expect(tokens()).toBe(1);
  });

  test('is renewed a minute ahead: over an hour with a sale a minute no charge waits for one', async () => {
    await open();
    for (let minute = 0; minute < 60; minute += 1) {
      const before = tokens();
      till.fex.engine.control.addFault({ endpoint: 'token', times: 1, latencyMs: 5000 });
      await till.charge(100);
      expect(till.kind(), `minute ${minute}`).toBe('showing-qr');
      expect(tokens() - before).toBeLessThanOrEqual(0);
      till.fex.engine.control.clearFaults();
      await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
      await till.clock.advance(60 * second);
      expect(till.kind()).toBe('not-charged');
    }
    expect(tokens()).toBeGreaterThanOrEqual(14);
    expect(tokens()).toBeLessThanOrEqual(17);
  });

  test('refused: charging stops, says why, and starts again by itself', async () => {
    await open({ secret: 'wrong' });
    await till.clock.advance(second);
    expect(await halt()).toMatchObject({ reason: 'credentials-refused' });
    expect(await till.charge(100)).toMatchObject({ ok: false });
    expect(JSON.stringify(till.log.lines)).not.toContain('wrong');
  });

  test('server down: the sale is not charged, and nothing reached the API', async () => {
    await open();
    await till.clock.advance(200 * second);
    till.fex.engine.control.addFault({ endpoint: 'token', status: 503, body: 'html' });
    await till.clock.advance(90 * second);
    const before = till.fex.posts('/payment-intents').length;
    const result = await till.charge(100);
    await till.clock.advance(10 * second);
    expect(till.fex.posts('/payment-intents').length).toBe(before);
    expect(result).toBeDefined();
    expect(till.kinds()).not.toContain('showing-qr');
    expect(till.rows()).not.toContain('attempt.sent');
  });

  test('that lives for seconds only is used all the same', async () => {
    await open({ settings: { tokenLifetimeS: 5 } });
    await till.charge(100);
    expect(till.kind()).toBe('showing-qr');
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('showing-qr');
    expect(tokens()).toBeLessThan(30);
  });

  test('answered in HTML by a captive portal is no token and no refusal', async () => {
    await open();
    await till.stop();
    till = await startTill({ link: 'up' });
    till.fex.engine.control.addFault({ endpoint: '*', status: 200, body: 'html' });
    await till.clock.advance(250 * second);
    expect(await halt()).toBeNull();
    expect(await till.charge(100)).toEqual({ ok: false, failure: 'offline' });
  });

  test('never shows up in a log, an event or the journal', async () => {
    await open();
    await till.charge(100);
    await till.clock.advance(10 * second);
    const bearer = till.fex.seen.find((one) => one.authorization)?.authorization?.slice(7) ?? 'none';
    const { counter } = till.fex.engine.control.seed();
    const told = JSON.stringify([
      till.log.lines,
      till.events,
      till.memory.disk.rows,
      await till.call('app.snapshot'),
    ]);
    for (const secret of [bearer, counter.clientSecret, counter.webhookSecret])
      expect(told).not.toContain(secret);
  });
});
