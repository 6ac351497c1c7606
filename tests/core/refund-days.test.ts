import { expect, test } from 'vitest';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import type { Fault } from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { startTill } from '../fakes/till.ts';

/**
 * Bad days of one refund: a manager presses everything, FEX and the network do their worst, the disk fills up and
 * the power goes. The money never goes back twice, and the till never says that it went where it did not.
 */
const days = 40;
const [second, minute] = [1_000, 60_000];

const harms: readonly Partial<Fault>[] = [
  { cut: 'before' },
  { cut: 'after' },
  { partition: 'request' },
  { partition: 'answer' },
  { status: 500 },
  { status: 500, when: 'after' },
  { status: 409, when: 'after' },
  { status: 422 },
  { status: 403 },
  { status: 429, retryAfterS: 10 },
  { body: 'html' },
  { body: 'success-false' },
  { latencyMs: 20_000 },
  { answerDelayMs: 20_000 },
];
const actions = [
  ...['decide', 'decide', 'decide', 'withdraw', 'again', 'look', 'next', 'show', 'refund-fault'],
  ...['read-fault', 'clear', 'down', 'up', 'up', 'restart', 'dashboard', 'disk', 'room', 'wait', 'wait'],
] as const;

test.each(Array.from({ length: days }, (_, index) => index + 1))('day %i', async (day) => {
  const random = createFakeRandom(day);
  const pick = <T>(...all: readonly T[]): T => all[(random.bytes(1)[0] ?? 0) % all.length] as T;
  const settings: Partial<SimulatorSettings> = {
    refund: pick(
      'normal',
      'normal',
      'normal',
      'stays-initiated',
      'stuck',
      'fails',
      'refuse-409',
      'refuse-422',
    ),
    refundFirstStatus: pick('initiated', 'pending'),
    refundIntentStatus: pick('refunded', 'completed'),
    refundLedgerId: pick('at-once', 'when-settled'),
    refundSettleMs: pick(500, 3_000, 60_000),
  };
  const rules = { refundLateByItself: pick(true, false, false) };
  const till = await startTill({ settings, store: { rules }, webhooks: pick(true, false) });
  const { control } = till.fex.engine;
  const snapshot = async () => (await till.call('app.snapshot')) as Snapshot;
  const refunds = () => control.ledger().filter((row) => row.type === 'refund').length;
  const told = () => till.rows().filter((type) => type.startsWith('refund.'));

  await till.charge(2999);
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(second);
  const { attemptId } = till.view('not-charged');
  await till.call('payment.next', { attemptId });
  const id = control.intents()[0]?.id ?? '';
  control.bendIntent(id, { status: 'pending' });
  control.pay(control.seed().wallets[0]?.walletId ?? '', { intentId: id });
  await till.clock.advance(10 * second);

  const story: string[] = [JSON.stringify({ ...settings, ...rules })];
  async function act(what: (typeof actions)[number]): Promise<void> {
    const asked = { attemptId, confirmed: true };
    switch (what) {
      case 'decide':
      case 'withdraw':
      case 'again':
        await till.call(`refund.${what}`, asked);
        break;
      case 'look':
        await till.call('refund.look', { attemptId });
        break;
      case 'next':
        if ((await snapshot()).payment.kind !== 'idle') await till.call('payment.next', { attemptId });
        break;
      case 'show':
        await till.call('late.show');
        break;
      case 'refund-fault':
        control.addFault({ endpoint: 'intents.refund', times: pick(1, 2), ...pick(...harms) });
        break;
      case 'read-fault':
        control.addFault({ endpoint: 'intents.get', times: pick(1, 2), ...pick(...harms) });
        break;
      case 'clear':
        control.clearFaults();
        break;
      case 'down':
        till.fex.link = pick('refused', 'silent');
        break;
      case 'up':
        till.fex.link = 'up';
        break;
      case 'restart':
        await till.restart();
        break;
      case 'dashboard':
        if (settings.refund === 'normal' && control.intents()[0]?.refundStatus === null && pick(true, false))
          control.bendIntent(id, { status: 'refunded', refundStatus: 'completed' });
        break;
      case 'disk':
        if (pick(true, false)) till.memory.failWith('disk-full');
        break;
      case 'room':
        till.memory.failWith(null);
        break;
      case 'wait':
    }
  }
  for (let step = 0; step < 40; step += 1) {
    const what = pick(...actions);
    story.push(`${till.clock.monotonicMs()} ${what}`);
    await act(what);
    await till.clock.advance(pick(10, 500, 3 * second, 12 * second, 40 * second, 3 * minute));
    expect(refunds(), story.join('\n')).toBeLessThanOrEqual(1);
  }

  till.memory.failWith(null);
  control.clearFaults();
  till.fex.link = 'up';
  await till.clock.advance(90 * minute);
  const { payment, lateCount } = await snapshot();
  const intent = control.intents()[0];
  story.push(JSON.stringify(payment), JSON.stringify(intent), told().join(' '));
  const notBack = intent?.status === 'completed' && intent.refundStatus === null;
  if (notBack) {
    expect(told(), story.join('\n')).not.toContain('refund.done');
    expect(lateCount, 'money that is with the shop is before the manager').toBeGreaterThan(0);
  }
  const back = intent?.status === 'refunded' && intent.refundStatus === 'completed';
  if (back) expect(lateCount, story.join('\n')).toBe(0);
  expect(till.log.has('refund.surprise')).toBe(false);
  await till.stop();
  expect(till.clock.waiting()).toBe(0);
});
