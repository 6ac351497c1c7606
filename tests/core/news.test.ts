import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type HttpRequest, type HttpResult, WebhookDoorError } from '../../electron/core/ports.ts';
import { mostDeliveries, type NewsSetup, type NewsView } from '../../shared/news.ts';
import { ada, control, intents, openTill, rowsOf, snapshot, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';

const setup: NewsSetup = {
  mode: 'loopback',
  address: '',
  port: 4020,
  publicUrl: 'http://127.0.0.1:9',
  certFile: '',
  keyFile: '',
};
const minute = 60_000;
const counterId = () => control().seed().counter.counterId;
const secret = () => control().seed().counter.webhookSecret;
const news = async () => (await till.call('news.read')) as NewsView;
const badge = async () => (await snapshot()).connection.state;
const save = (over: Partial<NewsSetup> = {}, confirmed = true) =>
  till.call('news.save', { ...setup, ...over, confirmed });
const asIncoming = ({ url, headers, body = '' }: HttpRequest) => ({
  path: new URL(url).pathname,
  headers,
  body: new TextEncoder().encode(body),
});
const answer = (status: number): HttpResult => ({ kind: 'answer', status, headers: {}, text: 'inside' });

/** What was posted through the public address. */
let posted: HttpRequest[] = [];
/** A tunnel that passes on what is posted to it, and takes 20 ms each way. */
async function tunnel(request: HttpRequest): Promise<HttpResult> {
  posted.push(request);
  await till.pause(20);
  const status = await till.door.answer(asIncoming(request));
  await till.pause(20);
  return answer(status);
}
async function open(options: TillOptions = {}) {
  posted = [];
  await openTill({ webhooks: true, ...options });
  till.outside = tunnel;
}
async function setUp(over: Partial<NewsSetup> = {}) {
  expect(await save(over)).toEqual({ ok: true });
  await till.clock.advance(1000);
}

describe('the self-test', () => {
  test('goes through the public address, arrives, and makes the badge live', async () => {
    await open();
    expect(await badge()).toBe('polling');
    await setUp();
    expect(till.door.places.at(-1)).toEqual({ address: null, port: 4020, tls: null });
    expect(await news()).toMatchObject({
      listensAt: 'http://127.0.0.1:2',
      fexUrl: `http://127.0.0.1:9/webhooks/${counterId()}`,
      test: { state: 'proved', roundTripMs: 40, why: null },
      deliveries: [{ outcome: 'self-test', event: null, tail: null }],
    });
    expect(await badge()).toBe('live');
    expect(till.rows()).toContain('news.set-up');
    // Effectful: on a connection of its own, bounded, and no redirect is followed by this port.
    expect(posted).toMatchObject([{ method: 'POST', fresh: true, timeoutMs: 10_000 }]);
  });

  test('is no hint: it is not stored, causes no read, and names no payment', async () => {
    await open();
    await till.charge(2999);
    const reads = till.fex.seen.length;
    till.fex.link = 'silent';
    await setUp();
    expect((await news()).test.state).toBe('proved');
    expect([...till.memory.disk.inbox.values()]).toEqual([]);
    expect(till.fex.seen.length - reads).toBeLessThanOrEqual(1);
    expect(Object.keys(JSON.parse(posted[0]?.body ?? ''))).toEqual(['event', 'nonce']);
    expect(till.kind()).toBe('showing-qr');
  });

  test('counts once: sent again later it is a forgery, and its key signs nothing else', async () => {
    await open();
    await setUp();
    const [kept] = posted;
    if (!kept) throw new Error('nothing was posted');
    expect(await till.door.answer(asIncoming(kept))).toBe(401);
    // Signed as FEX would, the same words name no payment either.
    const body = kept.body ?? '';
    const signature = createHmac('sha256', secret()).update(body).digest('hex');
    expect(signature).not.toBe(kept.headers['x-webhook-signature']);
    const asFex = { ...kept, headers: { 'x-webhook-signature': signature } };
    expect(await till.door.answer(asIncoming(asFex))).toBe(400);
    expect([...till.memory.disk.inbox.values()]).toEqual([]);
  });

  test.each<[string, () => Promise<HttpResult>]>([
    ['dns', async () => ({ kind: 'not-sent', why: 'dns' })],
    ['refused', async () => ({ kind: 'not-sent', why: 'refused' })],
    ['unreachable', async () => ({ kind: 'not-sent', why: 'unreachable' })],
    ['tls', async () => ({ kind: 'not-sent', why: 'tls' })],
    ['time-out', async () => ({ kind: 'not-sent', why: 'connect-time-out' })],
    ['time-out', async () => ({ kind: 'lost', why: 'time-out' })],
    ['elsewhere', async () => ({ kind: 'lost', why: 'too-large' })],
    ['redirect', async () => answer(307)],
    ['elsewhere', async () => answer(404)],
    ['elsewhere', async () => answer(200)],
  ])('that does not arrive says %s, and the till polls', async (why, result) => {
    await open();
    till.outside = result;
    await setUp();
    await till.clock.advance(11_000);
    const now = await news();
    expect(now.test).toMatchObject({ state: 'failed', why, roundTripMs: null });
    // Nothing of what stands at that address reaches the page.
    expect(JSON.stringify(now)).not.toContain('inside');
    expect(await badge()).toBe('polling');
  });

  test('that arrives under an answer that is not ours is not proved', async () => {
    await open();
    till.outside = async (request) => {
      await tunnel(request);
      return answer(502);
    };
    await setUp();
    expect((await news()).test).toMatchObject({ state: 'failed', why: 'answer-changed' });
    expect(await badge()).toBe('polling');
  });

  test('that a relay answers before it delivers is proved once it arrives', async () => {
    await open();
    till.outside = async (request) => {
      void tunnel(request);
      return answer(202);
    };
    await setUp();
    expect((await news()).test.state).toBe('proved');
  });

  test('says so where the webhook secret cannot be read', async () => {
    await open();
    await till.vault.delete('webhook-secret');
    await setUp();
    expect((await news()).test.why).toBe('no-secret');
    expect(await badge()).toBe('polling');
  });

  test('runs again by itself: what broke is noticed, what works again too', async () => {
    await open();
    await setUp();
    till.outside = async () => ({ kind: 'not-sent', why: 'refused' });
    await till.clock.advance(10 * minute);
    expect(await badge()).toBe('polling');
    till.outside = tunnel;
    await till.clock.advance(minute + 1000);
    expect(await badge()).toBe('live');
    expect((await news()).test.state).toBe('proved');
  });

  test('is asked for by hand, one at a time and not in a flood', async () => {
    await open();
    expect(await till.call('news.test')).toEqual({ ok: false, failure: 'not-possible-now' });
    await setUp();
    expect(await till.call('news.test')).toEqual({ ok: false, failure: 'busy' });
    await till.clock.advance(3000);
    expect(await till.call('news.test')).toEqual({ ok: true });
    expect(await till.call('news.test')).toEqual({ ok: false, failure: 'busy' });
    await till.clock.advance(1000);
    expect(posted).toHaveLength(2);
  });

  test('does not outweigh a webhook of FEX’s own that did not come', async () => {
    await open();
    await setUp();
    control().addWebhookDial({ event: '*', never: true });
    await till.charge(2999);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(15_000);
    expect(till.kind()).toBe('paid');
    expect((await news()).missed).toBe(true);
    await till.call('news.test');
    await till.clock.advance(1000);
    expect((await news()).test.state).toBe('proved');
    expect(await badge()).toBe('polling');
  });
});

describe('what a manager sets up', () => {
  test.each<[string, Partial<NewsSetup>]>([
    ['public-url-wrong', { publicUrl: 'http://till.example' }],
    ['public-url-wrong', { publicUrl: 'https://user:word@till.example' }],
    ['public-url-wrong', { publicUrl: 'https://till.example/?to=inside' }],
    ['public-url-wrong', { publicUrl: 'file:///etc/passwd' }],
    ['public-url-wrong', { publicUrl: 'till.example' }],
    ['listen-address-wrong', { mode: 'address', address: '' }],
    ['listen-address-wrong', { mode: 'address', address: 'a b' }],
    ['listen-address-wrong', { mode: 'address', address: '10.0.0.1/24' }],
    ['certificate-incomplete', { certFile: '/a.pem' }],
    ['certificate-incomplete', { keyFile: '/a.key' }],
  ])('is refused as %s: %o', async (failure, over) => {
    await open();
    expect(await save(over)).toEqual({ ok: false, failure });
    expect(till.door.places).toHaveLength(1);
    expect(till.store.read('news')).toBe(null);
  });

  test('reaches beyond this computer only with a proved manager’s word', async () => {
    await open();
    const beyond = { publicUrl: 'https://till.example' };
    expect(await save({}, false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await save(beyond)).toEqual({ ok: false, failure: 'needs-manager' });
    expect(await save({ mode: 'address', address: '0.0.0.0' })).toEqual({
      ok: false,
      failure: 'needs-manager',
    });
    const person = { id: null, badge: null, confirmed: true };
    await till.call('staff.save', { ...person, name: 'Jonas', role: 'manager', pin: '190274' });
    expect(await save(beyond)).toEqual({ ok: false, failure: 'locked' });
    const [jonas] = ((await till.call('app.snapshot')) as { staff: { people: { id: string }[] } }).staff
      .people;
    await till.call('staff.sign-in', { personId: jonas?.id, pin: '190274' });
    await setUp(beyond);
    expect(posted[0]?.url).toBe(`https://till.example/webhooks/${counterId()}`);
    expect(rowsOf('news.set-up').at(-1)).toMatchObject({
      actor: expect.stringContaining('manager: Jonas'),
      body: { mode: 'loopback', port: 4020, publicUrl: 'https://till.example', tls: false },
    });
  });

  test('a cashier cannot set up', async () => {
    await open();
    const person = { id: null, badge: null, confirmed: true };
    await till.call('staff.save', { ...person, name: 'Jonas', role: 'manager', pin: '190274' });
    const [jonas] = ((await till.call('app.snapshot')) as { staff: { people: { id: string }[] } }).staff
      .people;
    await till.call('staff.sign-in', { personId: jonas?.id, pin: '190274' });
    await till.call('staff.save', { ...person, name: 'Maria', role: 'cashier', pin: '581302' });
    const { staff } = await snapshot();
    const maria = staff.people.find(({ name }) => name === 'Maria');
    await till.call('staff.sign-in', { personId: maria?.id, pin: '581302' });
    expect(await save()).toEqual({ ok: false, failure: 'needs-manager' });
  });

  test('is kept over a restart, holds no secret, and begins to be proved anew', async () => {
    await open();
    await setUp({ publicUrl: `http://127.0.0.1:9/webhooks/${counterId()}` });
    expect(till.store.read('news')).toEqual(setup);
    expect(till.store.values.get('news')).not.toContain(secret());
    await till.restart();
    await till.clock.advance(1000);
    expect(await badge()).toBe('live');
  });

  test('is not done where it cannot be recorded or kept', async () => {
    await open();
    till.memory.failWith('disk-full');
    expect(await save()).toEqual({ ok: false, failure: 'not-recorded' });
    till.memory.failWith(null);
    till.store.failWith(new Error('read-only'));
    expect(await save()).toEqual({ ok: false, failure: 'settings-not-saved' });
    till.store.failWith(null);
    expect(till.door.places).toHaveLength(1);
  });

  test('off is off: the listener is closed and nothing is posted', async () => {
    await open();
    await setUp();
    await setUp({ mode: 'off' });
    expect(till.door.open).toBe(false);
    expect(await news()).toMatchObject({ listensAt: null, fexUrl: null, test: { state: 'none' } });
    expect(await badge()).toBe('polling');
    await till.clock.advance(20 * minute);
    expect(posted).toHaveLength(1);
  });

  test('a port in use is said, and the till charges on', async () => {
    await open();
    till.door.failWith = new WebhookDoorError('port-in-use', 'Port 4020 is used.');
    await setUp();
    expect(await news()).toMatchObject({ trouble: 'port-in-use', listensAt: null });
    await till.charge(2999);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(2500);
    expect(till.kind()).toBe('paid');
  });

  test('training sets itself up', async () => {
    await open({ identity: { environment: 'training' } });
    expect(await save()).toEqual({ ok: false, failure: 'not-possible-now' });
    expect((await news()).canChange).toBe(false);
  });
});

describe('the deliveries', () => {
  test('tell what was verified by FEX’s name and the end of the id', async () => {
    await open();
    await till.charge(2999);
    const id = intents()[0]?.id ?? '';
    control().pay(ada(), { intentId: id });
    await till.clock.advance(100);
    const { deliveries } = await news();
    expect(deliveries).toMatchObject([
      { outcome: 'verified', event: 'payment.completed', tail: id.slice(-4), count: 1 },
    ]);
    expect(JSON.stringify(deliveries)).not.toContain(id);
  });

  test('a flood of forgeries is one line and pushes nothing out', async () => {
    await open();
    await till.charge(2999);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(100);
    const told = till.events.length;
    const path = `/webhooks/${counterId()}`;
    for (let count = 0; count < 500; count += 1) {
      const body = new TextEncoder().encode(`{"payment_intent_id":"wallet-${count}"}`);
      await till.door.answer({ path, headers: {}, body });
      await till.door.answer({ path, headers: { 'x-webhook-signature': 'ab' }, body });
      await till.door.answer({ path: `/${count}`, headers: {}, body });
    }
    await till.clock.advance(1000);
    const { deliveries } = await news();
    expect(deliveries.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['other-path', 500],
      ['forged', 500],
      ['unsigned', 500],
      ['verified', 1],
    ]);
    expect(JSON.stringify(deliveries)).not.toContain('wallet');
    expect(till.events.slice(told).filter(({ event }) => event === 'news.changed').length).toBeLessThan(5);
  });

  test('are bounded', async () => {
    await open();
    for (let count = 0; count < mostDeliveries + 20; count += 1) {
      const body = JSON.stringify({ event: '<b>x', payment_intent_id: `id-${count}` });
      const signature = createHmac('sha256', secret()).update(body).digest('hex');
      const request = { headers: { 'x-webhook-signature': signature }, body: new TextEncoder().encode(body) };
      expect(await till.door.answer({ path: `/webhooks/${counterId()}`, ...request })).toBe(200);
    }
    const { deliveries } = await news();
    expect(deliveries).toHaveLength(mostDeliveries);
    expect(deliveries[0]).toMatchObject({ event: '?', tail: '-69'.padStart(4, 'd') });
  });
});
