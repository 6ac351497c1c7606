import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { RunningSimulator, StartOptions } from '../../electron/simulator/start.ts';
import { startSimulator } from '../../electron/simulator/start.ts';
import type { Json } from './support.ts';
import { wallets } from './support.ts';

const running: RunningSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function start(options: StartOptions = {}) {
  const sim = await startSimulator(options);
  running.push(sim);
  const { clientId, clientSecret } = sim.seed.merchant;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const { access_token: token } = (await (
    await fetch(sim.tokenUrl, { method: 'POST', body: form })
  ).json()) as Json;
  const call = (method: string, path: string, body?: object) =>
    fetch(`${sim.apiUrl}/merchant/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const control = async (method: string, path: string, body?: object): Promise<Json> =>
    (
      await fetch(sim.controlUrl + path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    ).json();
  return { sim, call, control };
}

const charge = { amount: 29.99, counter_id: 'fa4efa4e-0000-4000-8000-000000000101' };

test('a sale over real HTTP, with a signed webhook to a real receiver', async () => {
  const seen: string[] = [];
  let arrived = () => {};
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const receiver = createServer((request, response) => {
    seen.push(String(request.headers['x-webhook-signature']));
    response.end();
    arrived();
  });
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const { call, control } = await start({ webhookUrl });
  const created = await call('POST', '/payment-intents', charge);
  expect(created.status).toBe(201);
  expect(Number(created.headers.get('x-sim-time-ms'))).toBeGreaterThan(0);
  const { payment_intent: intent } = (await created.json()) as Json;
  const beforeMs = Date.now();
  expect(await control('POST', `/wallets/${wallets.ada}/pay`, { qrData: intent.qr_data })).toMatchObject({
    result: 'paid',
  });
  await first;
  expect(seen[0]).toMatch(/^[0-9a-f]{64}$/);
  const dump = await control('GET', `/intents/${intent.id}`);
  expect(dump.status).toBe('completed');
  expect(dump.completedAtWallMs).toBeGreaterThanOrEqual(beforeMs);
  await new Promise((resolve) => receiver.close(resolve));
});

test('moving the clock moves Date, tokens and expiry, and runs webhook retries on the way', async () => {
  // Nobody listens on port 9: every delivery fails at once.
  const { sim, call, control } = await start({ webhookUrl: 'http://127.0.0.1:9/' });
  const { payment_intent: intent } = (await (
    await call('POST', '/payment-intents', { ...charge, expires_in: 60 })
  ).json()) as Json;
  await control('POST', '/clock', { advanceMs: 100_000 });
  const read = await call('GET', `/payment-intents/${intent.id}`);
  expect(Date.parse(read.headers.get('date') ?? '') - Date.now()).toBeGreaterThan(98_000);
  expect(((await read.json()) as Json).payment_intent.status).toBe('expired');
  const { deliveries } = await control('GET', '/webhooks/deliveries');
  expect(deliveries.map((one: Json) => one.attempt)).toEqual([1, 2, 3, 4, 5, 6]);
  await sim.advance(201_000);
  expect((await call('GET', '/payment-intents')).status).toBe(401);
});

test('faults reach the wire: cuts, silence, slow and torn bodies', async () => {
  const { sim, call, control } = await start();
  const dial = (fault: object) =>
    control('POST', '/faults', { endpoint: 'intents.create', times: 1, ...fault });
  await dial({ cut: 'after' });
  await expect(call('POST', '/payment-intents', charge)).rejects.toThrow();
  expect(sim.engine.control.intents()).toHaveLength(1);
  await dial({ cut: 'before' });
  await expect(call('POST', '/payment-intents', charge)).rejects.toThrow();
  expect(sim.engine.control.intents()).toHaveLength(1);
  await dial({ cut: 'in-body' });
  const torn = await call('POST', '/payment-intents', charge);
  await expect(torn.text()).rejects.toThrow();
  await dial({ slowBodyMs: 40 });
  expect((await (await call('POST', '/payment-intents', charge)).json()) as Json).toMatchObject({
    success: true,
  });
  await dial({ latencyMs: 3_600_000 });
  const late = call('POST', '/payment-intents', charge);
  while ((await control('GET', '/faults')).faults.length > 0);
  expect(sim.engine.control.intents()).toHaveLength(3);
  await sim.advance(3_600_000);
  expect((await late).status).toBe(401);
});

test('close frees the port and leaves no connection, also silent ones', async () => {
  const { sim, call, control } = await start();
  await control('POST', '/faults', { endpoint: '*', partition: 'request' });
  const silent = call('GET', '/payment-intents').catch((error: Error) => error);
  const idle = connect(Number(new URL(sim.origin).port), '127.0.0.1');
  idle.on('error', () => {});
  const idleClosed = new Promise((resolve) => idle.once('close', resolve));
  await new Promise((resolve) => idle.once('connect', resolve));
  await sim.close();
  expect(await silent).toBeInstanceOf(Error);
  await idleClosed;
  await expect(fetch(`${sim.origin}/health`)).rejects.toThrow();
  expect(process.getActiveResourcesInfo().filter((name) => name.includes('Server'))).toEqual([]);
});

test('state over a restart: same origin of truth, clock offset included', async () => {
  let state: unknown;
  const first = await start({
    onStateChange: (read) => {
      state = JSON.parse(JSON.stringify(read()));
    },
  });
  await first.sim.advance(5_000_000);
  const again = (await first.sim.engine.control.plantIntent({ amountMinor: 5, reference: 'kept' })).id;
  await first.sim.close();
  const second = await start({ state });
  expect(second.sim.engine.control.intent(again)?.reference).toBe('kept');
  expect(second.sim.engine.control.nowMs() - Date.now()).toBeGreaterThan(4_999_000);
});

test('the control surface answers every route it lists, checks its input and is closed to web pages', async () => {
  const { sim, control } = await start();
  const { routes } = await control('GET', '');
  expect(routes.length).toBeGreaterThan(30);
  expect(await control('POST', '/settings', { qrData: 'uri' })).toMatchObject({ qrData: 'uri' });
  expect((await control('POST', '/settings', { qrData: 'x' })).error).toContain('qrData');
  expect((await control('POST', '/settings', { bogus: 1 })).error).toContain('bogus');
  expect((await control('POST', '/faults', { endpoint: 'nowhere' })).success).toBe(false);
  const wallet = await control('POST', '/wallets', {
    name: 'Eve',
    allocations: [{ name: 'm', amountMinor: 500 }],
  });
  expect(await control('GET', `/wallets/${wallet.walletId}/qr?form=uri`)).toEqual({
    text: `fex://wallet?id=${wallet.walletId}`,
  });
  const bucket = await control('POST', `/wallets/${wallet.walletId}/allocations`, {
    name: 'more',
    amountMinor: 1,
  });
  expect(await control('DELETE', `/wallets/${wallet.walletId}/allocations/${bucket.allocationId}`)).toEqual({
    done: true,
  });
  expect((await control('GET', '/wallets/none')).success).toBe(false);
  const page = await fetch(`${sim.controlUrl}/reset`, {
    method: 'POST',
    headers: { origin: 'https://evil.invalid' },
  });
  expect(page.status).toBe(403);
  expect(await control('POST', '/reset')).toEqual({ done: true });
  expect((await control('GET', '/settings')).qrData).toBe('json');
});
