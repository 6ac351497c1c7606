import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill;
beforeAll(async () => {
  till = await openTill({ webhooks: true });
});
afterAll(() => till?.close());
beforeEach(async () => {
  till.fex.engine.control.clearFaults();
  till.fex.engine.control.clearWebhookDials();
  const next = till.page.getByRole('button', { name: 'Next sale' });
  if (await next.isVisible()) await next.click();
  await till.until('keypad');
});

const control = () => till.fex.engine.control;
const newest = () => {
  const [intent] = control().intents();
  if (!intent) throw new Error('no intent at FEX');
  return intent;
};
async function show(digits: string) {
  await till.ringUp(digits);
  await till.press(/^Charge/);
  await till.until('showing-qr');
}
async function post(body: string, headers: Record<string, string>) {
  const url = `${till.counter.webhook}/webhooks/${till.fex.seed.counter.counterId}`;
  const answer = await fetch(url, { method: 'POST', body, headers });
  return answer.status;
}
const sign = (body: string) =>
  createHmac('sha256', till.fex.seed.counter.webhookSecret).update(body).digest('hex');
const claim = (intentId: string) =>
  JSON.stringify({
    event: 'payment.completed',
    payment_intent_id: intentId,
    amount: 20,
    currency: 'USD',
    status: 'completed',
  });

describe('webhooks, over real HTTP', () => {
  test('a sale is paid by webhook while polling is still far away', async () => {
    await show('2000');
    // The poll under way is not answered: until it is given up, only what a webhook leads to can tell.
    const held = control().addFault({ endpoint: 'intents.get', times: 1, latencyMs: 30_000 });
    const isHeld = () =>
      control()
        .faults()
        .some(({ faultId }) => faultId === held.faultId);
    await expect.poll(() => !isHeld(), { timeout: 10_000 }).toBe(true);
    control().pay(till.ada, { intentId: newest().id });
    await till.until('paid', 3_000);
    expect(control().deliveries().at(-1)).toMatchObject({ event: 'payment.completed', status: 200 });
    expect(await till.page.locator('body').innerText()).toContain('Live');
  });

  test('forged ones are refused and change nothing; a signed lie changes nothing either', async () => {
    await show('2000');
    const body = claim(newest().id);
    expect(await post(body, {})).toBe(401);
    expect(await post(body, { 'x-webhook-signature': '0'.repeat(64) })).toBe(401);
    expect(await post(body, { 'x-webhook-signature': sign(`${body} `) })).toBe(401);
    expect(await post('not json', { 'x-webhook-signature': sign('not json') })).toBe(400);
    // A mark on the next read: when it is gone, the hint's read was made.
    const mark = control().addFault({ endpoint: 'intents.get', times: 1, latencyMs: 1 });
    expect(await post(body, { 'x-webhook-signature': sign(body) })).toBe(200);
    await expect
      .poll(() =>
        control()
          .faults()
          .some(({ faultId }) => faultId === mark.faultId),
      )
      .toBe(false);
    // The hint was followed by a read, and the read decided.
    await till.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(newest().status).toBe('pending');
    expect(await till.page.locator('[data-screen="showing-qr"]').count()).toBe(1);
    await till.press('Cancel');
    await till.until('not-charged');
  });

  test('duplicated and replayed ones pay a sale once', async () => {
    control().addWebhookDial({ event: '*', duplicates: 5 });
    await show('2100');
    control().pay(till.ada, { intentId: newest().id });
    await till.until('paid');
    await till.press('Next sale');
    await show('2200');
    const old = control()
      .deliveries()
      .find((one) => one.status === 200);
    expect(control().replayDelivery(old?.deliveryId ?? '')).toBe(true);
    await till.fex.engine.quiet();
    expect(control().deliveries().at(-1)?.status).toBe(200);
    expect(await till.page.locator('[data-screen="showing-qr"]').count()).toBe(1);
    await till.press('Cancel');
    await till.until('not-charged');
    expect(
      control()
        .ledger()
        .filter((row) => row.amountMinor === 2100),
    ).toHaveLength(1);
  });

  test('the listener is on loopback, takes POST on its own path only, and no large bodies', async () => {
    const base = till.counter.webhook ?? '';
    expect(new URL(base).hostname).toBe('127.0.0.1');
    const own = `${base}/webhooks/${till.fex.seed.counter.counterId}`;
    expect((await fetch(own)).status).toBe(405);
    expect((await fetch(`${base}/webhooks/another`, { method: 'POST', body: '{}' })).status).toBe(404);
    const large = await fetch(own, { method: 'POST', body: 'x'.repeat(70_000) }).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(large).toBe(413);
  });
});
