import { describe, expect, test } from 'vitest';
import { openTill, till } from '../fakes/one-till.ts';

/** What simulated trade found, each as its smallest history. */

const second = 1000;
const ada = () => till.fex.engine.control.seed().wallets[0]?.walletId ?? '';

/** A scan whose answer is lost, and a counter that ends there. */
async function lostScan() {
  await openTill();
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
});
