import { describe, expect, test } from 'vitest';
import { createTokenSource, type TokenResult } from '../../electron/core/auth/token-source.ts';
import { createServerClock } from '../../electron/core/net/server-clock.ts';
import type { HttpResult } from '../../electron/core/ports.ts';
import { vaultNames } from '../../electron/core/ports.ts';
import { createMemoryVault } from '../../electron/node/memory-vault.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createMemoryLog } from '../fakes/memory-log.ts';
import { openTill as open, till } from '../fakes/one-till.ts';
import { second } from '../fakes/times.ts';

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
    expect(result).toEqual({ ok: false, failure: 'offline' });
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
    await open({ link: 'up' });
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

describe('while no token is held and its server is slow', () => {
  async function source() {
    const clock = createFakeClock();
    const serverClock = createServerClock(clock);
    const vault = createMemoryVault();
    await vault.set(vaultNames.clientSecret, 'secret');
    const waiting: ((result: HttpResult) => void)[] = [];
    const tokens = createTokenSource({
      tokenUrl: 'http://127.0.0.1:1/token',
      clientId: 'till',
      http: { send: () => new Promise((resolve) => waiting.push(resolve)), close: async () => {} },
      vault,
      clock,
      serverClock,
      log: createMemoryLog(),
    });
    const told: TokenResult[] = [];
    const heard: TokenResult[] = [];
    tokens.onResult((result) => void heard.push(result));
    const ask = async (after?: string) => {
      void tokens.get(after).then((result) => told.push(result));
      await clock.settle();
    };
    const answer = async (status: number, body: object, headers: Record<string, string> = {}) => {
      waiting.at(-1)?.({ kind: 'answer', status, headers, text: JSON.stringify(body) });
      await clock.settle();
    };
    return { clock, serverClock, waiting, tokens, told, heard, ask, answer };
  }
  const given = (token: string) => ({ access_token: token, expires_in: 300 });

  test('everybody who asks waits for the one request, and gets its token', async () => {
    const { clock, waiting, tokens, told, heard, ask, answer } = await source();
    // In one breath, a turn later, and seconds later.
    await Promise.all([ask(), ask(), ask()]);
    await ask();
    await clock.advance(5 * second);
    await ask('an older token');
    expect(waiting).toHaveLength(1);
    expect(told).toEqual([]);
    await answer(200, given('T1'));
    expect(told).toEqual(Array(5).fill({ ok: true, token: 'T1' }));
    expect(heard).toHaveLength(1);
    await ask();
    expect(waiting).toHaveLength(1);
    tokens.dispose();
    expect(clock.waiting()).toBe(0);
  });

  test('a refusal is told to them all, and the next who asks asks anew', async () => {
    const { clock, waiting, tokens, told, ask, answer } = await source();
    await Promise.all([ask(), ask()]);
    await answer(401, { error: 'invalid_client' });
    expect(told).toEqual(Array(2).fill({ ok: false, why: 'refused' }));
    await ask();
    // The renewal planned after the refusal joins the request under way.
    await clock.advance(2 * second);
    expect(waiting).toHaveLength(2);
    await answer(200, given('T2'));
    expect(told.at(-1)).toEqual({ ok: true, token: 'T2' });
    // Two that were refused the same token ask once.
    await Promise.all([ask('T2'), ask('T2')]);
    expect(waiting).toHaveLength(3);
    tokens.dispose();
    expect(clock.waiting()).toBe(0);
  });

  test('the sign-in host’s time serves until the API has said its own, and never after', async () => {
    const { clock, serverClock, tokens, ask, answer } = await source();
    const at = (ms: number) => ({ date: new Date(clock.wallMs() + ms).toUTCString() });
    await ask();
    await answer(200, given('T1'), at(-600 * second));
    expect(Math.abs(serverClock.nowMs() - clock.wallMs() + 600 * second)).toBeLessThan(second);
    expect(serverClock.isFresh()).toBe(false);
    serverClock.observe(at(20 * second).date, clock.monotonicMs(), true);
    await clock.advance(240 * second);
    await answer(200, given('T2'), at(-600 * second));
    expect(Math.abs(serverClock.nowMs() - clock.wallMs() - 20 * second)).toBeLessThan(second);
    tokens.dispose();
  });
});
