import { describe, expect, test } from 'vitest';
import { utcText } from '../../electron/core/diagnostics/utc-text.ts';
import type { DiagnosticName, DiagnosticsView } from '../../shared/diagnostics.ts';
import { ada, control, fault, intents, openTill, rowsOf, snapshot, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';

const view = async () => (await till.call('diagnostics.read')) as DiagnosticsView;
const line = async (name: DiagnosticName) => (await view()).lines.find((one) => one.name === name);
const text = async () => ((await till.call('diagnostics.text')) as { text: string }).text;
const secret = () => control().seed().counter.clientSecret;

/** Opens a till that has settled in, looks once and waits for the end. */
async function look(options: TillOptions = {}, prepare: () => unknown = () => {}) {
  await openTill(options);
  await till.clock.advance(1000);
  await prepare();
  expect(await till.call('diagnostics.run')).toEqual({ ok: true });
  await till.clock.advance(16_000);
}
async function withProbes(probes: typeof till.probes) {
  till.probes = probes;
  await till.restart();
  await till.clock.advance(1000);
}

describe('the diagnostics', () => {
  test('are green where everything works, with a figure on each line', async () => {
    await look({ keychain: true });
    const { lines, running, checkedAtMs } = await view();
    expect(running).toBe(false);
    expect(checkedAtMs).not.toBe(null);
    expect(lines.filter(({ state }) => state === 'bad')).toEqual([]);
    expect(lines.map(({ name, state, why }) => [name, state, why])).toEqual([
      ['api', 'good', null],
      ['token', 'good', null],
      ['dns', 'good', null],
      ['proxy', 'good', null],
      ['tls', 'noted', 'tls-plain'],
      ['clock', 'good', null],
      ['keychain', 'good', null],
      ['journal', 'good', null],
      ['disk', 'good', null],
      ['webhooks', 'noted', 'webhooks-off'],
      ['scanner', 'noted', 'scanner-never'],
      ['camera', 'noted', 'camera-never'],
      ['versions', 'good', null],
    ]);
    expect((await line('disk'))?.facts).toEqual({ gigabytes: 41 });
    expect((await line('journal'))?.facts).toMatchObject({ megabytes: 3.1, open: 0 });
  });

  test('say what is wrong with the way to FEX', async () => {
    await look({}, () => {
      till.fex.link = 'refused';
      return withProbes({
        lookUp: async () => 'unknown',
        reach: async () => ({ ok: false, why: 'tls' }),
        freeBytes: async () => 1024 ** 2,
      });
    });
    expect(await line('api')).toMatchObject({ state: 'bad', why: 'api-unreachable' });
    expect(await line('token')).toMatchObject({ state: 'bad', why: 'token-unreachable' });
    expect(await line('dns')).toMatchObject({
      state: 'bad',
      why: 'dns-unknown',
      facts: { host: '127.0.0.1' },
    });
    expect(await line('tls')).toMatchObject({ state: 'bad', why: 'tls-untrusted' });
    expect(await line('disk')).toMatchObject({ state: 'bad', why: 'disk-low' });
    expect(await line('clock')).toMatchObject({ state: 'noted', why: 'clock-unknown' });
  });

  test.each([
    ['a login page', { body: 'html', status: 200 }, 'api-not-fex'],
    ['a network that wants to be signed in to', { body: 'html', status: 511 }, 'api-not-fex'],
    ['an error of FEX’s', { status: 500 }, 'api-error'],
    ['an error of what stands before FEX', { body: 'html', status: 503 }, 'api-error'],
    ['a connection that is cut', { cut: 'before' }, 'api-silent'],
    ['an answer that is cut', { cut: 'after' }, 'api-silent'],
  ] as const)('tell %s', async (_, how, why) => {
    await look({}, () => fault({ endpoint: 'intents.list', ...how }));
    expect(await line('api')).toMatchObject({ state: 'bad', why, facts: { host: '127.0.0.1' } });
  });

  test('do not call FEX itself out of reach where only the sign-in fails', async () => {
    await look({ secret: 'another' });
    expect(await line('api')).toMatchObject({ state: 'noted', why: 'api-no-token' });
  });

  test('count what is open, and not what is only watched', async () => {
    await look({}, async () => {
      await till.charge(2999);
      await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
      await till.clock.advance(1000);
      // Cancelled, and watched for a day.
      expect(await till.memory.journal.openAttempts()).not.toEqual([]);
    });
    expect((await line('journal'))?.facts).toMatchObject({ open: 0, unsettled: 0 });
    fault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.call('payment.next', { attemptId: till.view('not-charged').attemptId });
    await till.scan(4950, ada());
    await till.call('payment.next', { attemptId: till.view('unknown').attemptId });
    await till.charge(100);
    await till.call('diagnostics.run');
    await till.clock.advance(1000);
    expect((await line('journal'))?.facts).toMatchObject({ open: 1, unsettled: 1 });
  });

  test('tell up to where of how many rows the record was verified', async () => {
    await look({}, () => withProbes({ journalFile: async () => ({ bytes: 1, checkedSeq: 3 }) }));
    const total = till.memory.disk.rows.length;
    expect((await line('journal'))?.facts).toMatchObject({ rows: Math.min(3, total), total });
  });

  test('tell refused keys', async () => {
    await look({ secret: 'another' });
    expect(await line('token')).toMatchObject({ state: 'bad', why: 'token-refused' });
  });

  test('tell a clock that is off by how much', async () => {
    await openTill();
    till.fex.aheadMs = 120_000;
    await till.restart();
    await till.clock.advance(1000);
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('clock')).toMatchObject({ state: 'bad', why: 'clock-off' });
    expect(Math.abs(Number((await line('clock'))?.facts.seconds) - 120)).toBeLessThan(3);
  });

  test.each([
    ['proxy-password', { ok: false, why: 'proxy-password' }],
    ['proxy-unreachable', { ok: false, why: 'proxy' }],
  ] as const)('tell %s by the proxy’s name', async (why, reach) => {
    // Only an address that is not of this computer is asked through a proxy.
    await openTill({ identity: { apiUrl: 'https://api.fex.example' } });
    till.use = { proxy: 'proxy.shop:3128', authorities: 0, troubles: [] };
    await withProbes({ reach: async () => reach });
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('proxy')).toMatchObject({ state: 'bad', why, facts: { proxy: 'proxy.shop:3128' } });
    expect(await line('dns')).toMatchObject({ state: 'noted', why: 'dns-by-proxy' });
  });

  test('tell an authority that cannot be used, and a certificate that ends soon', async () => {
    await openTill();
    till.use = { proxy: null, authorities: 0, troubles: ['ca-expired'] };
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('tls')).toMatchObject({ state: 'bad', why: 'ca-expired' });
    till.use = { proxy: null, authorities: 0, troubles: [] };
    const certificate = { daysLeft: 3.5, issuer: 'Test CA' };
    await withProbes({ reach: async () => ({ ok: true, certificate }) });
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('tls')).toMatchObject({ state: 'noted', why: 'tls-ends-soon', facts: { days: 3 } });
  });

  test('tell a locked keychain', async () => {
    await look({ keychain: true }, () => till.vault.closeAs('locked'));
    expect(await line('keychain')).toMatchObject({ state: 'bad', why: 'keychain-locked' });
  });

  test('post the self-test once more, and tell what became of it', async () => {
    await openTill({ webhooks: true });
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('webhooks')).toMatchObject({ state: 'noted', why: 'webhooks-untested' });
    till.outside = async () => ({ kind: 'not-sent', why: 'refused' });
    const setup = { mode: 'loopback', address: '', port: 1, certFile: '', keyFile: '' };
    await till.call('news.save', { ...setup, publicUrl: 'http://127.0.0.1:9', confirmed: true });
    await till.clock.advance(5000);
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('webhooks')).toMatchObject({ state: 'bad', why: 'webhooks-unproved' });
    till.outside = async ({ url, headers, body = '' }) => {
      const request = { path: new URL(url).pathname, headers, body: new TextEncoder().encode(body) };
      return { kind: 'answer', status: await till.door.answer(request), headers: {}, text: '' };
    };
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(await line('webhooks')).toMatchObject({ state: 'good', facts: { ms: 0 } });
  });

  test('know when a scanner typed last, and not what', async () => {
    await look({}, () => till.call('scanner.seen'));
    expect(await line('scanner')).toMatchObject({ state: 'good', facts: { atMs: expect.any(Number) } });
  });

  test('know when a camera gave a picture last', async () => {
    await look({}, () => till.call('camera.seen'));
    expect(await line('camera')).toMatchObject({ state: 'good', facts: { atMs: expect.any(Number) } });
  });

  test('end each line within its bound, and one that fails is no end of the others', async () => {
    await look({}, () =>
      withProbes({
        lookUp: () => new Promise(() => {}),
        freeBytes: () => Promise.reject(new Error('no such disk')),
      }),
    );
    expect(await line('dns')).toMatchObject({ state: 'bad', why: 'time-out' });
    expect(await line('disk')).toMatchObject({ state: 'bad', why: 'failed' });
    expect((await view()).running).toBe(false);
  });

  test('are stopped at once, and what comes late is not heard', async () => {
    const { promise, resolve } = Promise.withResolvers<'found'>();
    await openTill();
    await withProbes({ lookUp: () => promise });
    expect(await till.call('diagnostics.stop')).toEqual({ ok: false, failure: 'not-possible-now' });
    await till.call('diagnostics.run');
    await till.clock.advance(100);
    expect(await till.call('diagnostics.run')).toEqual({ ok: false, failure: 'busy' });
    expect(await till.call('diagnostics.stop')).toEqual({ ok: true });
    await till.clock.settle();
    expect(await line('dns')).toMatchObject({ state: 'stopped' });
    resolve('found');
    await till.clock.advance(100);
    expect(await line('dns')).toMatchObject({ state: 'stopped' });
    expect((await view()).running).toBe(false);
  });

  test('delay no payment and change nothing of it, nor of the record', async () => {
    await openTill();
    await till.clock.advance(1000);
    const rows = till.rows().length;
    await till.call('diagnostics.run');
    await till.charge(2999);
    expect(till.kind()).toBe('showing-qr');
    const own = till.rows().length;
    await till.call('diagnostics.run');
    await till.clock.advance(16_000);
    expect(till.kind()).toBe('showing-qr');
    expect(rows).toBeLessThan(own);
    expect(till.rows()).toHaveLength(own);
    expect(await line('journal')).toMatchObject({ facts: { open: 1 } });
    expect(rowsOf('cancel.sent')).toEqual([]);
  });

  test('leave nothing running when the counter ends in the middle', async () => {
    await openTill({ webhooks: true });
    await withProbes({ lookUp: () => new Promise(() => {}) });
    await till.call('diagnostics.run');
    expect((await view()).running).toBe(true);
    await till.counter.dispose();
    expect(till.clock.waiting()).toBe(0);
  });
});

test('a moment is told as ISO has it, around every leap day', () => {
  for (let year = 1970; year < 2500; year += 1) {
    for (const day of [58, 59, 60, 364, 365]) {
      const atMs = Date.UTC(year, 0, 1 + day, 23, 59, 58, 999);
      expect(utcText(atMs)).toBe(new Date(atMs).toISOString().replace(/\.\d+Z/, 'Z'));
    }
  }
});

describe('the text for support', () => {
  test('holds the lines, and no key, no token and no whole id', async () => {
    await look({ keychain: true }, async () => {
      await till.charge(2999);
    });
    const made = await text();
    const { counterId, clientId, webhookSecret } = control().seed().counter;
    expect(made).toContain(`counter …${counterId.slice(-4)}`);
    for (const whole of [counterId, clientId, secret(), webhookSecret, intents()[0]?.id ?? 'none'])
      expect(made).not.toContain(whole);
    for (const { reference } of intents()) expect(made).not.toContain(reference ?? 'none');
    const [held] = till.fex.seen.flatMap(({ authorization }) => authorization ?? []);
    expect(held).toMatch(/^Bearer /);
    expect(made).not.toContain(held?.slice(7) ?? 'none');
    for (const { walletId } of control().seed().wallets) expect(made).not.toContain(walletId);
    for (const { name } of (await view()).lines) expect(made).toContain(name);
    expect(made).toContain('Connection polling; charging possible');
    expect(made.length).toBeLessThan(3000);
  });

  test('says why charging is stopped', async () => {
    await look({ secret: 'another' });
    expect((await snapshot()).halt?.reason).toBe('credentials-refused');
    expect(await text()).toContain('charging stopped: credentials-refused');
  });
});
