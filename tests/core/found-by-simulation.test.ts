import { describe, expect, test } from 'vitest';
import { ada, control, intents, openTill, rowsOf, till, twin } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { minute, second } from '../fakes/times.ts';

/** What simulated trade found, each as its smallest history. */

/** A scan whose answer is lost, and a counter that ends there. */
async function lostScan(options: TillOptions = {}) {
  await openTill(options);
  till.fex.engine.control.addFault({ endpoint: 'scan', partition: 'answer', times: 1 });
  await till.scan(2999, ada());
}

describe('found by simulation', () => {
  test('a slow pass after a restart does not tell the screen the same thing hundreds of times', async () => {
    await lostScan();
    till.fex.link = 'silent';
    await till.restart();
    const before = till.kinds().length;
    await till.clock.advance(3.5 * second);
    expect(till.kinds().length - before).toBeLessThan(20);
  });

  test('a restarted counter whose own clock runs ahead releases nothing before FEX told the time', async () => {
    await lostScan();
    till.clock.jumpWall(3_600_000);
    till.fex.link = 'silent';
    await till.restart();
    const { attemptId } = till.view('unknown');
    expect(await till.call('payment.next', { attemptId })).toEqual({
      ok: false,
      failure: 'not-possible-now',
    });
    expect(till.kind()).toBe('unknown');
  });

  test('what could not be recorded at the start on a full disk is recorded once there is room', async () => {
    await openTill();
    till.fex.engine.control.addFault({ endpoint: 'intents.create', partition: 'answer', times: 1 });
    await till.charge(2999);
    await till.restart((memory) => memory.failWith('disk-full'));
    expect(till.rows()).not.toContain('attempt.orphaned');
    till.memory.failWith(null);
    await till.clock.advance(10 * second);
    expect(till.rows()).toContain('attempt.orphaned');
  });

  test('nothing new is charged while a full disk keeps an open payment from being taken up', async () => {
    await lostScan();
    await till.restart((memory) => memory.failWith('disk-full'));
    expect(till.kind()).toBe('unknown');
    till.memory.failWith(null);
    expect(await till.charge(100)).toMatchObject({ ok: false });
    await till.clock.advance(10 * second);
    expect(till.kind()).toBe('waiting-for-approval');
    expect(till.fex.posts('/payment-intents')).toHaveLength(0);
  });

  test('a sale that ends on a full disk after a refused token is closed in the journal later', async () => {
    await openTill();
    till.fex.engine.control.addFault({ endpoint: 'intents.create', status: 401, times: 1 });
    till.memory.beforeCommit((rows) => {
      if (rows.some((row) => row.type === 'attempt.sent-again')) till.memory.failWith('disk-full');
    });
    await till.charge(2999);
    await till.clock.advance(second);
    expect(till.view('not-charged').reason).toBe('not-sent');
    till.memory.failWith(null);
    await till.clock.advance(10 * second);
    expect(till.rows()).toContain('outcome.not-charged');
  });

  test('a doubled request that is paid while the other is waited for pays the sale at once', async () => {
    await openTill({ webhooks: true });
    await till.scan(2999, ada());
    expect(till.kind()).toBe('waiting-for-approval');
    const [first] = intents();
    const other = twin('pending_approval');
    control().approve(ada(), other.id);
    await till.clock.advance(100);
    expect(till.kind()).toBe('paid');
    expect(rowsOf('outcome.paid').map((row) => row.body.intentId)).toEqual([other.id]);
    expect(rowsOf('alarm.second-row')).toHaveLength(1);
    expect(till.fex.posts(`/${first?.id}/cancel`)).not.toHaveLength(0);
    // The customer approves the one too many as well: now it is a manager's matter.
    control().approve(ada(), first?.id ?? '');
    await till.call('payment.next', { attemptId: till.view('paid').attemptId });
    await till.clock.advance(2 * minute);
    expect(till.view('paid-late').twice).toBe(true);
  });

  test('a doubled request that still waits is an alarm as soon as a webhook tells of it', async () => {
    await openTill({ webhooks: true });
    await till.scan(2999, ada());
    const [first] = intents();
    const other = twin('pending_approval');
    control().sendEvent({ event: 'payment.cancelled', intentId: other.id });
    await till.clock.advance(100);
    expect(till.kind()).toBe('waiting-for-approval');
    expect(rowsOf('alarm.second-row').map((row) => row.body)).toMatchObject([
      { intentId: other.id, kept: first?.id },
    ]);
    expect(till.fex.posts(`/${other.id}/cancel`)).toHaveLength(1);
    expect(till.fex.posts(`/${first?.id}/cancel`)).toHaveLength(0);
  });

  test('a customer faster than the answer to the scan is seen at once', async () => {
    await lostScan({ webhooks: true });
    await till.clock.advance(second);
    expect(till.kind()).toBe('sending');
    const [intent] = intents();
    control().approve(ada(), intent?.id ?? '');
    await till.clock.advance(100);
    expect(till.kind()).toBe('paid');
    await till.clock.advance(3 * minute);
    expect(till.kind()).toBe('paid');
    expect(rowsOf('outcome.paid')).toHaveLength(1);
    expect(rowsOf('alarm.second-row')).toHaveLength(0);
  });

  test('a second row that could not be recorded on a full disk is found again', async () => {
    await openTill();
    await till.scan(2999, ada());
    control().approve(ada(), intents()[0]?.id ?? '');
    await till.clock.advance(3 * second);
    await till.call('payment.next', { attemptId: till.view('paid').attemptId });
    const other = twin('pending_approval');
    control().approve(ada(), other.id);
    till.memory.failWith('disk-full');
    await till.clock.advance(70 * second);
    till.memory.failWith(null);
    await till.clock.advance(minute);
    expect(till.view('paid-late').twice).toBe(true);
  });

  test('a full disk at the end of a watch is tried again now and then, not without a pause', async () => {
    await openTill();
    await till.charge(2999);
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(3 * second);
    till.memory.failWith('disk-full');
    await till.clock.advance(5 * minute);
    const tried = till.log.lines.filter(({ event }) => event === 'journal.unwritable').length;
    expect(tried).toBeGreaterThan(10);
    expect(tried).toBeLessThan(200);
    till.memory.failWith(null);
    await till.clock.advance(minute);
    expect(till.rows().at(-1)).toBe('watch.ended');
  });

  test('what a manager settled before FEX told the time is watched from when it is told', async () => {
    await lostScan();
    // Four hours: past every visit that this computer's own time would plan.
    till.clock.jumpWall(4 * 3_600_000);
    till.fex.link = 'silent';
    await till.restart();
    const { attemptId } = till.view('unknown');
    const settlement = { attemptId, paid: false, who: 'Ada', why: 'No receipt.', confirmed: true };
    expect(await till.call('payment.settle', settlement)).toEqual({ ok: true });
    control().approve(ada(), intents()[0]?.id ?? '');
    till.fex.link = 'up';
    await till.clock.advance(minute);
    expect(rowsOf('outcome.paid-late')).toHaveLength(1);
  });

  test('what a look finds after the sale was released is not forgotten', async () => {
    await lostScan();
    await till.clock.advance(16 * second);
    control().addFault({ endpoint: 'intents.list', latencyMs: 3 * second, times: 2 });
    await till.clock.advance(2 * second);
    const { attemptId } = till.view('unknown');
    await till.call('payment.next', { attemptId });
    expect(rowsOf('watch.found')).toHaveLength(0);
    await till.clock.advance(3 * second);
    expect(rowsOf('watch.found')).toHaveLength(1);
  });

  test('settled as paid by hand and paid twice: the second payment is before the manager, once', async () => {
    await lostScan();
    till.fex.link = 'silent';
    const other = twin('pending_approval');
    await till.clock.advance(4 * minute);
    const { attemptId } = till.view('unknown');
    const settlement = { attemptId, paid: true, who: 'Ada', why: 'She showed it.', confirmed: true };
    expect(await till.call('payment.settle', settlement)).toEqual({ ok: true });
    for (const { id } of [other, ...intents()]) control().bendIntent(id, { status: 'completed' });
    till.fex.link = 'up';
    await till.call('payment.next', { attemptId });
    await till.clock.advance(15 * minute);
    expect(rowsOf('outcome.paid-late').map((row) => row.body.asked ?? true)).toEqual([false, true]);
    expect(till.view('paid-late').twice).toBe(true);
  });
});
