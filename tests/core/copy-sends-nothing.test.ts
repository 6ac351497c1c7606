import { describe, expect, test } from 'vitest';
import { guardedHttp } from '../../electron/core/auth/send-guard.ts';
import type { Http } from '../../electron/core/ports.ts';
import { ada, control, fault, intents, openTill, paidLate, snapshot, till } from '../fakes/one-till.ts';
import { minute, second } from '../fakes/times.ts';

const halt = async () => (await snapshot()).halt;
const copied = { reason: 'copied-or-restored' };
const confirm = () => till.call('counter.take-over', { confirmed: true });
/** Everything that was asked of FEX and changes something there. */
const effects = () =>
  till.fex.seen.filter(({ method, path }) => method !== 'GET' && !path.includes('/token'));

/** The journal as it stands now is copied to another machine, and started there. */
async function copyElsewhere() {
  till.machine = 'machine-2';
  const before = effects().length;
  await till.restart();
  expect(await halt()).toMatchObject(copied);
  return { sent: () => effects().slice(before) };
}

describe('a till that may be a copy', () => {
  test('leaves alone what the original shows since, and cancels it once a manager confirmed', async () => {
    await openTill();
    await till.clock.advance(2 * second);
    fault({ endpoint: 'intents.create', times: 1, answerDelayMs: 3 * second });
    void till.call('payment.charge', { amountMinor: 100, note: null });
    await till.clock.advance(500);
    const { sent } = await copyElsewhere();
    await till.clock.advance(2 * minute);
    expect([sent(), intents()[0]?.status]).toEqual([[], 'pending']);
    expect(till.rows()).not.toContain('watch.cancel-sent');
    expect(await confirm()).toEqual({ ok: true });
    await till.restart();
    await till.clock.advance(10 * second);
    expect(intents()[0]?.status).toBe('cancelled');
  });

  test('does not give back what the original was paid for', async () => {
    await openTill({ store: { rules: { refundLateByItself: true } } });
    await till.clock.advance(2 * second);
    fault({ endpoint: 'intents.create', times: 1, answerDelayMs: 3 * second });
    void till.call('payment.charge', { amountMinor: 100, note: null });
    await till.clock.advance(500);
    const { sent } = await copyElsewhere();
    await till.clock.advance(10 * second);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(10 * minute);
    expect(await confirm()).toEqual({ ok: true });
    await till.restart();
    await till.clock.advance(10 * minute);
    expect([sent(), intents()[0]?.status]).toEqual([[], 'completed']);
    expect(till.rows()).toContain('outcome.paid');
  });

  test.each(['standard', 'reverse'])(
    'neither times out nor cancels an open %s payment at FEX',
    async (flow) => {
      await openTill();
      await till.clock.advance(2 * second);
      await (flow === 'standard' ? till.charge(100) : till.scan(100, ada()));
      await till.clock.advance(second);
      const { sent } = await copyElsewhere();
      await till.clock.advance(3 * second);
      const attemptId = till.kind() === 'showing-qr' ? till.view('showing-qr').attemptId : '';
      if (attemptId !== '') await till.call('payment.cancel', { attemptId });
      await till.clock.advance(20 * minute);
      expect(sent()).toEqual([]);
      expect(till.rows()).not.toContain('cancel.sent');
    },
  );

  test('sends no refund', async () => {
    await openTill();
    const attemptId = await paidLate();
    const { sent } = await copyElsewhere();
    await till.clock.advance(second);
    await till.call('refund.decide', { attemptId, confirmed: true });
    await till.clock.advance(10 * minute);
    expect(sent()).toEqual([]);
  });
});

test('a sign that is seen while a token is waited for holds back the cancel that waits', async () => {
  let may = true;
  const sent: string[] = [];
  const http: Http = {
    async send({ method }) {
      sent.push(method);
      return { kind: 'not-sent', why: 'refused' };
    },
    close: async () => {},
  };
  const guarded = guardedHttp(http, () => may);
  const request = {
    method: 'POST',
    url: 'https://api.example',
    headers: {},
    timeoutMs: 1,
    fresh: true,
  } as const;
  expect(await guarded.send(request)).toMatchObject({ why: 'refused' });
  may = false;
  expect(await guarded.send(request)).toEqual({ kind: 'not-sent', why: 'stopped' });
  await guarded.send({ ...request, method: 'GET', fresh: false });
  expect(sent).toEqual(['POST', 'GET']);
});

test('a till whose keychain opens sends nothing before it knows whether it is a copy', async () => {
  await openTill({ keychain: true });
  await till.charge(100);
  await till.clock.advance(second);
  till.vault.closeAs('locked');
  await till.restart();
  await till.clock.advance(minute);
  const before = effects().length;
  till.vault.closeAs(null);
  // The shell would open it anew by now; this one goes on past the expiry of what is open.
  await till.clock.advance(20 * minute);
  expect(till.reopenings).toBeGreaterThan(0);
  expect(effects().slice(before)).toEqual([]);
});
