import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { IncomingWebhook } from '../../electron/core/ports.ts';
import { isSigned } from '../../electron/core/updates/webhook-gate.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { ada, openTill, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { second } from '../fakes/times.ts';

async function open(options: TillOptions = {}) {
  await openTill({ webhooks: true, ...options });
  return till;
}
const intent = () => till.fex.engine.control.intents()[0] ?? ({} as never);
const pay = () => till.fex.engine.control.pay(ada(), { intentId: intent().id });
const reads = () =>
  till.fex.seen.filter((one) => one.method === 'GET' && one.path.includes('/payment-intents/')).length;
/** Signed by FEX, about intents that it refuses to show. */
async function store(count: number) {
  for (let index = 0; index < count; index += 1)
    await till.memory.inbox.store({
      bodyHash: `refused-${index}`,
      intentId: `nobody-${index}`,
      event: 'payment.expired',
      reference: null,
      receivedAtMs: till.clock.wallMs(),
    });
}
const deliveries = () => till.fex.engine.control.deliveries();
const inbox = () => [...till.memory.disk.inbox.values()];

describe('a webhook', () => {
  test('is only a hint: the read that follows it makes the payment paid, long before the next poll', async () => {
    await open();
    await till.charge(2999);
    const before = reads();
    pay();
    await till.clock.advance(50);
    expect(till.kind()).toBe('paid');
    expect(reads()).toBe(before + 1);
    expect(deliveries().at(-1)?.status).toBe(200);
    expect(inbox()).toMatchObject([{ done: true }]);
  });

  test('that lies about the payment changes nothing, even with a valid signature', async () => {
    await open();
    await till.charge(2999);
    till.fex.engine.control.sendEvent({ event: 'payment.completed', intentId: intent().id });
    await till.clock.advance(50);
    expect(till.kind()).toBe('showing-qr');
  });

  test.each(['signature', 'unsigned', 'amount', 'status'] as const)(
    'forged by %s is refused and causes no read',
    async (forge) => {
      await open();
      await till.charge(2999);
      till.fex.engine.control.addWebhookDial({ event: '*', forge });
      till.fex.engine.control.set({ webhookRetries: 0 });
      const before = reads();
      pay();
      await till.clock.advance(50);
      expect(deliveries().at(-1)?.status).toBe(401);
      expect(reads()).toBe(before);
      expect(till.kind()).toBe('showing-qr');
      expect(inbox()).toHaveLength(0);
      await till.clock.advance(2 * second);
      expect(till.kind()).toBe('paid');
    },
  );

  test('replayed after a sale changes nothing and is not read again', async () => {
    await open();
    await till.charge(2999);
    pay();
    await till.clock.advance(50);
    const [delivery] = deliveries();
    await till.charge(500);
    const before = reads();
    till.fex.engine.control.replayDelivery(delivery?.deliveryId ?? '');
    await till.clock.advance(50);
    expect(deliveries().at(-1)?.status).toBe(200);
    expect(till.view('showing-qr').amountMinor).toBe(500);
    expect(reads()).toBe(before);
  });

  test('duplicated ten times is stored once', async () => {
    await open();
    await till.charge(2999);
    till.fex.engine.control.addWebhookDial({ event: '*', duplicates: 10 });
    pay();
    await till.clock.advance(5 * second);
    expect(till.kind()).toBe('paid');
    expect(inbox()).toHaveLength(1);
    expect(till.rows().filter((type) => type === 'outcome.paid')).toHaveLength(1);
  });

  test('that never comes is made up for by polling', async () => {
    await open();
    till.fex.engine.control.addWebhookDial({ event: '*', never: true });
    await till.charge(2999);
    pay();
    await till.clock.advance(2100);
    expect(till.kind()).toBe('paid');
  });

  test('is not acknowledged while it cannot be stored; FEX tries again', async () => {
    await open();
    await till.charge(2999);
    till.memory.failWith('disk-full');
    pay();
    await till.clock.advance(50);
    expect(deliveries().at(-1)?.status).toBe(503);
    till.memory.failWith(null);
    await till.clock.advance(30 * second);
    expect(deliveries().at(-1)?.status).toBe(200);
  });

  test('with our reference supplies the id of a scan whose answer was lost', async () => {
    await open();
    till.fex.engine.control.addFault({ endpoint: 'scan', times: 1, cut: 'after' });
    till.fex.engine.control.addFault({ endpoint: 'intents.list', status: 503 });
    await till.scan(2999, ada());
    expect(till.kind()).toBe('unknown');
    till.fex.engine.control.approve(ada(), intent().id);
    await till.clock.advance(50);
    expect(till.kind()).toBe('paid');
  });

  test('for unknown intents is read at most once a second, and the open payment goes first', async () => {
    await open();
    await till.charge(2999);
    const before = reads();
    for (let index = 0; index < 20; index += 1) {
      const planted = till.fex.engine.control.plantIntent({
        amountMinor: 100 + index,
      });
      till.fex.engine.control.sendEvent({ event: 'payment.expired', intentId: planted.id });
    }
    await till.clock.advance(1500);
    expect(reads() - before).toBeLessThanOrEqual(3);
    const ours = till.fex.engine.control
      .intents()
      .find((one) => one.reference === till.view('showing-qr').reference);
    till.fex.engine.control.pay(ada(), { intentId: ours?.id ?? '' });
    await till.clock.advance(100);
    expect(till.kind()).toBe('paid');
  });

  test('for the open payment is acted on at once behind a hundred stored ones', async () => {
    await open();
    await till.charge(2999);
    for (let index = 0; index < 150; index += 1)
      await till.memory.inbox.store({
        bodyHash: `older-${index}`,
        intentId: `unknown-${index}`,
        event: 'payment.expired',
        reference: null,
        receivedAtMs: index,
      });
    // A moment before a poll would hide it.
    await till.clock.advance(2100);
    pay();
    await till.clock.advance(50);
    expect(till.kind()).toBe('paid');
    expect(inbox().at(-1)).toMatchObject({ done: true });
  });

  test.each([404, 403, 503])(
    'whose read FEX refuses once (%i) is read again, and supplies the id',
    async (status) => {
      await open();
      till.fex.engine.control.addFault({ endpoint: 'scan', times: 1, cut: 'after' });
      till.fex.engine.control.addFault({ endpoint: 'intents.list', status: 503 });
      till.fex.engine.control.addFault({ endpoint: 'intents.get', times: 1, status, body: 'fex' });
      await till.scan(2999, ada());
      till.fex.engine.control.approve(ada(), intent().id);
      await till.clock.advance(50);
      expect(till.kind()).toBe('unknown');
      expect(inbox()).toMatchObject([{ done: false }]);
      await till.clock.advance(3 * second);
      expect(till.kind()).toBe('paid');
      expect(inbox()).toMatchObject([{ done: true }]);
    },
  );

  test('whose read FEX refuses for good is read ever more seldom, holds up no other, and is given up', async () => {
    await open();
    await store(3);
    await till.restart();
    const refusedDone = () =>
      inbox().flatMap(({ entry, done }) => (entry.intentId.startsWith('nobody') ? [done] : []));
    const readOf = (id: string) => till.fex.seen.filter((one) => one.path.endsWith(id)).length;
    await till.clock.advance(30 * second);
    expect(readOf('nobody-0')).toBe(4);
    const planted = till.fex.engine.control.plantIntent({
      amountMinor: 100,
    });
    till.fex.engine.control.sendEvent({ event: 'payment.expired', intentId: planted.id });
    await till.clock.advance(2 * second);
    expect(readOf(planted.id)).toBe(1);
    await till.clock.advance(23 * 3600 * second);
    expect(refusedDone()).toEqual([false, false, false]);
    await till.clock.advance(3 * 3600 * second);
    expect(refusedDone()).toEqual([true, true, true]);
    expect(readOf('nobody-0')).toBeGreaterThan(20);
    expect(readOf('nobody-0')).toBeLessThan(40);
    expect(till.log.lines.filter((line) => line.event === 'webhook.given-up')).toHaveLength(3);
  });

  test('about a new intent is read behind hundreds that FEX refuses', async () => {
    await open();
    await store(300);
    const planted = till.fex.engine.control.plantIntent({
      amountMinor: 100,
    });
    till.fex.engine.control.sendEvent({ event: 'payment.expired', intentId: planted.id });
    await till.clock.advance(20 * 60 * second);
    expect(inbox().find((one) => one.entry.intentId === planted.id)).toMatchObject({ done: true });
    expect(inbox().filter((one) => !one.done)).toHaveLength(50);
    expect(reads()).toBeLessThan(1300);
  });

  test('on another path or without this counter’s secret is not taken', async () => {
    await open();
    const url = 'http://127.0.0.1:2/webhooks/another-counter';
    till.fex.engine.control.forgeWebhook({ url });
    await till.clock.advance(50);
    expect(deliveries().at(-1)?.status).toBe(404);
  });

  test('on this counter’s path in percent codes is taken', async () => {
    await open();
    const { counterId } = till.fex.engine.control.seed().counter;
    const written = [...counterId].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
    till.fex.engine.control.forgeWebhook({ url: `http://127.0.0.1:2/webhooks/${written}` });
    await till.clock.advance(50);
    // Its path is this counter's; its signature is nobody's.
    expect(deliveries().at(-1)?.status).toBe(401);
    till.fex.engine.control.forgeWebhook({ url: 'http://127.0.0.1:2/webhooks/%E0%A4%A' });
    await till.clock.advance(50);
    expect(deliveries().at(-1)?.status).toBe(404);
  });

  test('that arrives turns the badge live; a missing one turns it back to polling', async () => {
    await open();
    const state = async () =>
      ((await till.call('app.snapshot')) as { connection: { state: string } }).connection.state;
    await till.charge(2999);
    expect(await state()).toBe('polling');
    pay();
    await till.clock.advance(100);
    expect(await state()).toBe('live');
    till.fex.engine.control.addWebhookDial({ event: '*', never: true });
    await till.charge(500);
    pay();
    await till.clock.advance(20 * second);
    expect(await state()).toBe('polling');
  });
});

/** Computed by FEX's documented rule: HMAC-SHA256 over the raw bytes, keyed with the secret's text. */
const vectors: [string, string, string][] = [
  [
    'a3f8',
    '{"event":"payment.completed"}',
    '676532c85629e64958498023e97aaf13bb3355f0a547baefe50f24b5f595e840',
  ],
  [
    '0123456789abcdef'.repeat(4),
    '{"event":"payment.completed","payment_intent_id":"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11","amount":29.99,"currency":"USD","status":"completed"}',
    'e53939b1902e08fcaa7a2ad343bcf9ea4a48c17930342e58cb7652e8abcc04f4',
  ],
  [
    '0123456789abcdef'.repeat(4),
    '{"event":"payment.expired","metadata":{"note":"café"}}',
    '6dc127c4d1f859a0df4423987b4520b345dd41091268f3ee5117f2d57ace02e4',
  ],
];

describe('the signature', () => {
  const hasher = createHasher();
  const request = (body: string, signature: string | undefined): IncomingWebhook => ({
    path: '/',
    headers: signature === undefined ? {} : { 'x-webhook-signature': signature },
    body: new TextEncoder().encode(body),
  });

  test.each(vectors)('of key %s is as documented', (key, body, digest) => {
    expect(isSigned(request(body, digest), key, hasher)).toBe(true);
    expect(isSigned(request(body, digest.toUpperCase()), key, hasher)).toBe(true);
    expect(isSigned(request(body, `sha256=${digest}`), key, hasher)).toBe(true);
    expect(isSigned(request(`${body} `, digest), key, hasher)).toBe(false);
    expect(isSigned(request(body, digest.slice(0, 63)), key, hasher)).toBe(false);
    expect(isSigned(request(body, ''), key, hasher)).toBe(false);
    expect(isSigned(request(body, undefined), key, hasher)).toBe(false);
    expect(isSigned(request(body, digest), `${key}0`, hasher)).toBe(false);
  });

  test('is made with the secret’s text, not with the bytes its hex stands for', () => {
    const [, body = ''] = vectors[1] ?? [];
    const decoded = createHmac('sha256', Buffer.from('0123456789abcdef'.repeat(4), 'hex'))
      .update(body)
      .digest('hex');
    expect(isSigned(request(body, decoded), '0123456789abcdef'.repeat(4), hasher)).toBe(false);
  });
});
