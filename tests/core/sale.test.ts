import { expect, test } from 'vitest';
import { ada, openTill as open, till } from '../fakes/one-till.ts';
import { second } from '../fakes/times.ts';

const newest = () => {
  const [intent] = till.fex.engine.control.intents();
  if (!intent) throw new Error('no intent at FEX');
  return intent;
};
const pay = () => till.fex.engine.control.pay(ada(), { intentId: newest().id });

test('a standard sale is shown, paid by the customer and read as completed', async () => {
  await open();
  expect(await till.charge(2999, 'Two flat whites')).toEqual({ ok: true });
  const shown = till.view('showing-qr');
  expect(shown.amountMinor).toBe(2999);
  expect(till.qr.read(shown.qr)).toBe(newest().qrData);
  expect(newest()).toMatchObject({
    amountMinor: 2999,
    description: 'Two flat whites',
    reference: shown.reference,
  });
  expect(pay().result).toBe('paid');
  expect(till.kind()).toBe('showing-qr');
  await till.clock.advance(2 * second);
  expect(till.view('paid')).toMatchObject({ amountMinor: 2999, afterCancel: false });
  expect(till.rows()).toEqual(['attempt.sent', 'attempt.answered', 'attempt.shown', 'outcome.paid']);
});

test('the reverse sale waits for the approval and never shows paid before FEX says completed', async () => {
  await open();
  await till.scan(4950, ` ${ada()}\r\n`);
  expect(till.kind()).toBe('waiting-for-approval');
  expect(JSON.parse(till.fex.posts('/scan-payment')[0]?.body ?? '')).toMatchObject({
    scan_token: ada(),
    amount: 49.5,
    expires_in: 90,
  });
  till.fex.engine.control.approve(ada(), newest().id);
  await till.clock.advance(2 * second);
  expect(till.kind()).toBe('paid');
});

test('the journal knows of a send before FEX does', async () => {
  await open();
  let rowsAtSend: string[] = [];
  const send = till.fex.http.send;
  till.fex.http.send = (request) => {
    if (request.url.endsWith('/payment-intents') && request.method === 'POST') rowsAtSend = till.rows();
    return send(request);
  };
  await till.charge(500);
  expect(rowsAtSend).toEqual(['attempt.sent']);
});

test('no screen is told the code before its row is on the disk', async () => {
  await open();
  const told: string[][] = [];
  till.memory.beforeCommit((rows) => {
    if (rows.some((row) => row.type === 'attempt.shown')) told.push(till.kinds());
  });
  await till.charge(500);
  expect(told).toHaveLength(1);
  expect(told[0]).not.toContain('showing-qr');
  expect(till.kind()).toBe('showing-qr');
});

test('every send goes over a fresh connection; reads may share one', async () => {
  await open();
  await till.charge(500);
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(2 * second);
  for (const request of till.fex.seen) {
    const effect = request.method === 'POST' && !request.path.endsWith('/token');
    expect(request.fresh, `${request.method} ${request.path}`).toBe(effect);
  }
});

test('a second charge while one is open is refused and nothing is sent', async () => {
  await open();
  const both = await Promise.all([till.charge(500), till.charge(700)]);
  expect(both).toContainEqual({ ok: true });
  expect(both).toContainEqual({ ok: false, failure: 'busy' });
  expect(till.fex.posts('/payment-intents')).toHaveLength(1);
});

test('two scans at once send one request', async () => {
  await open();
  await Promise.all([till.scan(500, ada()), till.scan(500, ada())]);
  expect(till.fex.posts('/scan-payment')).toHaveLength(1);
});

test.each([
  [0, 'amount-zero'],
  [500_001, 'amount-over-cap'],
])('an amount of %d is refused', async (amountMinor, failure) => {
  await open();
  expect(await till.charge(amountMinor)).toEqual({ ok: false, failure });
  expect(till.fex.posts('/payment-intents')).toHaveLength(0);
});

test('cancelled by the cashier: the code leaves first, then read, cancel, read', async () => {
  await open();
  await till.charge(2999);
  const before = till.fex.seen.length;
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(0);
  const after = till.fex.seen.slice(before).map((one) => one.method);
  expect(after).toEqual(['GET', 'POST', 'GET']);
  expect(till.view('not-charged').reason).toBe('cancelled');
  expect(newest().status).toBe('cancelled');
  const kinds = till.kinds();
  expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
    'sending',
    'showing-qr',
    'cancelling',
    'not-charged',
  ]);
});

test('a payment wins over the cancel that came too late', async () => {
  await open();
  await till.charge(2999);
  const { attemptId } = till.view('showing-qr');
  pay();
  await till.call('payment.cancel', { attemptId });
  await till.clock.advance(0);
  expect(till.view('paid').afterCancel).toBe(true);
  expect(newest().status).toBe('completed');
});

test('a payment between the read and the cancel wins too', async () => {
  await open();
  await till.charge(2999);
  till.fex.engine.control.addFault({ endpoint: 'intents.cancel', times: 1, latencyMs: 500 });
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(100);
  pay();
  await till.clock.advance(2 * second);
  expect(till.view('paid').afterCancel).toBe(true);
});

test('the reverse request cannot be recalled: it goes on, says so, and ends by itself', async () => {
  await open();
  await till.scan(2999, ada());
  await till.call('payment.cancel', { attemptId: till.view('waiting-for-approval').attemptId });
  await till.clock.advance(0);
  expect(till.view('waiting-for-approval').cancel).toBe('refused');
  await till.clock.advance(100 * second);
  expect(till.view('not-charged').reason).toBe('not-approved');
});

test('at its time the code leaves the screen; FEX is asked, told to cancel, and asked again', async () => {
  await open();
  await till.charge(2999);
  const { expiresAtMs, sentAtMs } = till.view('showing-qr');
  await till.clock.advance(expiresAtMs - sentAtMs - 1500);
  expect(till.kind()).toBe('showing-qr');
  till.fex.engine.control.addFault({ endpoint: 'intents.get', latencyMs: 1000 });
  await till.clock.advance(2 * second);
  expect(till.view('cancelling').reason).toBe('time-out');
  await till.clock.advance(10 * second);
  expect(till.view('not-charged').reason).toBe('expired');
});

test('`expired` is believed only 5 s after the expiry; a payment that raced it is paid', async () => {
  await open();
  await till.charge(2999);
  till.fex.engine.control.bendIntent(newest().id, { status: 'expired' });
  await till.clock.advance(2 * second);
  expect(till.kind()).toBe('cancelling');
  await till.clock.advance(290 * second);
  expect(till.kind()).toBe('cancelling');
  till.fex.engine.control.bendIntent(newest().id, { status: 'completed' });
  await till.clock.advance(2 * second);
  expect(till.kind()).toBe('paid');
});

test('`expired` still there 5 s after the expiry ends the sale', async () => {
  await open();
  await till.charge(2999);
  till.fex.engine.control.bendIntent(newest().id, { status: 'expired' });
  await till.clock.advance(303 * second);
  expect(till.kind()).toBe('cancelling');
  await till.clock.advance(5 * second);
  expect(till.view('not-charged').reason).toBe('expired');
});

test('paid in the last second is paid', async () => {
  await open();
  await till.charge(2999);
  const { expiresAtMs, sentAtMs } = till.view('showing-qr');
  await till.clock.advance(expiresAtMs - sentAtMs - 1200);
  pay();
  await till.clock.advance(4 * second);
  expect(till.kind()).toBe('paid');
});

test('a till whose clock is an hour off counts down on FEX’s time', async () => {
  await open();
  till.fex.aheadMs = 3_600_000;
  await till.clock.advance(31 * second);
  await till.charge(2999);
  const { expiresAtMs } = till.view('showing-qr');
  const snapshot = (await till.call('app.snapshot')) as {
    serverNowMs: number;
    connection: { skewMs: number };
  };
  expect(Math.abs(expiresAtMs - snapshot.serverNowMs - 300_000)).toBeLessThan(2000);
  expect(Math.abs(snapshot.connection.skewMs + 3_600_000)).toBeLessThan(2000);
});

test('completed with another amount is a mismatch and never paid', async () => {
  await open();
  await till.charge(2999);
  pay();
  till.fex.engine.control.bendIntent(newest().id, { amountMinor: 1999 });
  await till.clock.advance(2 * second);
  expect(till.view('mismatch').charged).toEqual({ amount: '19.99', currency: 'USD' });
});

test('a wrong amount waits for a manager while the next customers are served', async () => {
  await open();
  await till.charge(2999);
  pay();
  till.fex.engine.control.bendIntent(newest().id, { amountMinor: 1999 });
  await till.clock.advance(2 * second);
  const { attemptId } = till.view('mismatch');
  const lateCount = async () => ((await till.call('app.snapshot')) as { lateCount: number }).lateCount;
  const see = (confirmed: boolean) => till.call('late.seen', { attemptId, confirmed });
  await till.call('payment.next', { attemptId });
  expect(till.kind()).toBe('idle');
  expect(await lateCount()).toBe(1);
  // It is in nobody's way: the next sale ends, and the keypad is there.
  await till.charge(500);
  pay();
  await till.clock.advance(2 * second);
  await till.call('payment.next', { attemptId: till.view('paid').attemptId });
  expect(till.kind()).toBe('idle');
  // A start without anybody having seen it shows it again.
  await till.restart();
  await till.clock.advance(second);
  const charged = { amount: '19.99', currency: 'USD' };
  expect(await till.call('app.snapshot')).toMatchObject({
    payment: { kind: 'mismatch', attemptId, charged },
  });
  await till.call('payment.next', { attemptId });
  await till.call('late.show');
  expect(till.kind()).toBe('mismatch');
  expect(await see(false)).toEqual({ ok: false, failure: 'not-confirmed' });
  expect(await see(true)).toEqual({ ok: true });
  expect(till.kind()).toBe('idle');
  expect(await lateCount()).toBe(0);
  expect(await see(true)).toEqual({ ok: false, failure: 'not-open' });
  await till.restart();
  expect(till.kind()).toBe('idle');
});

test('a manager who is there sees a wrong amount on its own screen, and the till goes on', async () => {
  await open();
  await till.charge(2999);
  pay();
  till.fex.engine.control.bendIntent(newest().id, { amountMinor: 1999 });
  await till.clock.advance(2 * second);
  const { attemptId } = till.view('mismatch');
  expect(await till.call('late.seen', { attemptId, confirmed: true })).toEqual({ ok: true });
  expect(till.kind()).toBe('idle');
  expect(((await till.call('app.snapshot')) as { lateCount: number }).lateCount).toBe(0);
});

test('doubles such as 29.990000000000002 are the amount they mean', async () => {
  await open({ settings: { amountStyle: 'ugly' } });
  await till.charge(2999);
  pay();
  await till.clock.advance(2 * second);
  expect(till.kind()).toBe('paid');
});

test('an undocumented word is shown as undecided, never as paid, and a later completed is paid', async () => {
  await open();
  await till.charge(2999);
  till.fex.engine.control.bendIntent(newest().id, { status: 'settling' });
  await till.clock.advance(2 * second);
  expect(till.view('unknown')).toMatchObject({ cause: 'in-progress', status: 'settling' });
  till.fex.engine.control.bendIntent(newest().id, { status: 'completed' });
  await till.clock.advance(2 * second);
  expect(till.kind()).toBe('paid');
});

test.each(['declined', 'rejected', 'failed', 'canceled'])(
  'FEX’s %s ends the sale as declined',
  async (status) => {
    await open();
    await till.scan(2999, ada());
    till.fex.engine.control.bendIntent(newest().id, { status });
    await till.clock.advance(2 * second);
    expect(till.view('not-charged').reason).toBe('declined');
  },
);

test('first seen as refunded is not called paid', async () => {
  await open();
  await till.charge(2999);
  till.fex.engine.control.bendIntent(newest().id, { status: 'refunded' });
  await till.clock.advance(2 * second);
  expect(till.kind()).toBe('refunded');
});

test('a code that cannot be read back is never shown; the intent is cancelled', async () => {
  await open();
  till.qr.broken = true;
  await till.charge(2999);
  await till.clock.advance(0);
  expect(till.view('not-charged').reason).toBe('no-code');
  expect(till.kinds()).not.toContain('showing-qr');
  expect(newest().status).toBe('cancelled');
});

test('FEX’s picture decides where it says something else than its text', async () => {
  await open({ settings: { qrPng: 'differs' } });
  await till.charge(2999);
  expect(till.qr.read(till.view('showing-qr').qr)).toBe(`fex://pay?intent=${newest().id}&other=form`);
  expect(till.log.has('qr.picture-differs')).toBe(true);
});

test('without text FEX’s picture is read and drawn anew; with neither there is no code', async () => {
  await open({ settings: { qrData: 'absent' } });
  await till.charge(2999);
  expect(till.qr.read(till.view('showing-qr').qr)).toContain(newest().id);
  await till.stop();
  await open({ settings: { qrData: 'absent', qrPng: 'absent' } });
  await till.charge(2999);
  expect(till.view('not-charged').reason).toBe('no-code');
});

test.each([
  ['4006381333931', 'wallet-code-product'],
  [' \r\n', 'wallet-code-empty'],
  [`${crypto.randomUUID()}${crypto.randomUUID()}`, 'wallet-code-two'],
  ['x'.repeat(600), 'wallet-code-too-long'],
])('the code %j is refused as %s and nothing is sent', async (code, failure) => {
  await open();
  expect(await till.scan(500, code)).toEqual({ ok: false, failure });
  expect(till.fex.posts('/scan-payment')).toHaveLength(0);
});

test('a code without a UUID goes to FEX unchanged, whose refusal is said', async () => {
  await open();
  await till.scan(500, 'hello wallet');
  await till.clock.advance(0);
  expect(JSON.parse(till.fex.posts('/scan-payment')[0]?.body ?? '')).toMatchObject({
    scan_token: 'hello wallet',
  });
  expect(till.view('not-charged').reason).toBe('refused-wallet');
});

test('the wallet code is journaled as a digest and four characters only, and logged nowhere', async () => {
  await open();
  await till.scan(500, ada());
  const row = till.memory.disk.rows.find((one) => one.type === 'attempt.sent');
  expect(row?.body).toMatchObject({
    walletLast4: ada().slice(-4),
    walletDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(JSON.stringify([till.memory.disk.rows, till.log.lines, till.events])).not.toContain(ada());
});

test('a scan refused to this counter’s keys says so, and the same sale may go on by a code', async () => {
  await open({ settings: { scanByCounterToken: '403' } });
  await till.scan(500, ada());
  await till.clock.advance(0);
  const { reason, attemptId, saleId } = till.view('not-charged');
  expect(reason).toBe('refused-scan');
  expect(await till.call('payment.charge', { amountMinor: 500, note: null, again: attemptId })).toEqual({
    ok: true,
  });
  await till.clock.advance(0);
  expect(till.view('showing-qr')).toMatchObject({ saleId, amountMinor: 500 });
  expect(till.fex.engine.control.intents()).toHaveLength(1);
});

test('the next sale may start from a finished one; a page cannot end another’s payment', async () => {
  await open();
  await till.charge(2999);
  expect(await till.call('payment.next', { attemptId: till.view('showing-qr').attemptId })).toEqual({
    ok: false,
    failure: 'not-possible-now',
  });
  expect(await till.call('payment.cancel', { attemptId: 'another' })).toEqual({
    ok: false,
    failure: 'not-open',
  });
  pay();
  await till.clock.advance(2 * second);
  expect(await till.charge(100)).toEqual({ ok: true });
  expect(till.kind()).toBe('showing-qr');
});
