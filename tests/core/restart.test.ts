import { describe, expect, test } from 'vitest';
import { ada, intents, openTill as open, till } from '../fakes/one-till.ts';
import { second } from '../fakes/times.ts';

describe('restart', () => {
  test('comes back to the same code', async () => {
    await open();
    await till.charge(2999);
    const before = till.view('showing-qr');
    await till.restart();
    await till.clock.advance(second);
    expect(till.view('showing-qr')).toMatchObject({
      attemptId: before.attemptId,
      reference: before.reference,
      expiresAtMs: before.expiresAtMs,
    });
    expect(till.fex.posts('/payment-intents')).toHaveLength(1);
  });

  test('finds what was paid while the counter was off', async () => {
    await open();
    await till.charge(2999);
    till.fex.engine.control.pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.restart();
    await till.clock.advance(second);
    expect(till.kind()).toBe('paid');
  });

  test('a scan without an answer stays not known yet and is looked for', async () => {
    await open();
    till.fex.engine.control.addFault({ endpoint: 'scan', partition: 'answer' });
    await till.scan(2999, ada());
    expect(till.kind()).toBe('sending');
    await till.restart();
    await till.clock.advance(second);
    expect(till.kind()).toBe('waiting-for-approval');
    expect(till.fex.posts('/scan-payment')).toHaveLength(1);
  });

  test('a create whose code no screen painted is left behind and cancelled, not shown', async () => {
    await open();
    till.memory.beforeCommit((rows) => {
      if (rows.some((row) => row.type === 'attempt.answered')) till.memory.failWith('failed');
    });
    await till.charge(2999);
    expect(till.kinds()).not.toContain('showing-qr');
    await till.restart();
    await till.clock.advance(second);
    expect(till.kind()).toBe('idle');
    expect(till.rows()).toContain('attempt.orphaned');
    expect(intents()[0]?.status).toBe('cancelled');
  });

  test('a cancel that was decided before the power cut is carried out after it', async () => {
    await open();
    await till.charge(2999);
    till.fex.link = 'silent';
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    till.fex.link = 'up';
    await till.restart();
    await till.clock.advance(3 * second);
    expect(till.view('not-charged').reason).toBe('cancelled');
  });

  test('the last sale is on the keypad again', async () => {
    await open();
    await till.charge(820);
    till.fex.engine.control.pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(2 * second);
    await till.restart();
    expect(await till.call('app.snapshot')).toMatchObject({
      lastSale: { amountMinor: 820, outcome: 'paid' },
      payment: { kind: 'idle' },
    });
  });

  test('the installation id stays, references never repeat', async () => {
    await open();
    const references = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      await till.charge(100);
      references.add(till.view('showing-qr').reference);
      await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
      await till.clock.advance(second);
      await till.restart();
    }
    expect(references.size).toBe(3);
    expect(new Set([...references].map((one) => one.split('-').slice(0, 2).join('-'))).size).toBe(1);
    for (const one of references) expect(one.length).toBeLessThanOrEqual(64);
  });
});

describe('a journal that cannot be written', () => {
  test('stops the send: nothing leaves, the screen says so, and it recovers by itself', async () => {
    await open();
    till.memory.failWith('disk-full');
    await till.charge(2999);
    expect(till.fex.posts('/payment-intents')).toHaveLength(0);
    expect(till.view('not-charged').reason).toBe('not-sent');
    expect(await till.call('app.snapshot')).toMatchObject({
      halt: { reason: 'journal-unwritable', detail: 'disk-full' },
    });
    expect(await till.charge(2999)).toEqual({ ok: false, failure: 'charging-stopped' });
    till.memory.failWith(null);
    await till.clock.advance(6 * second);
    expect(await till.charge(2999)).toEqual({ ok: true });
    expect(till.kind()).toBe('showing-qr');
  });

  test('before the code is shown: no screen paints it until its row is on the disk', async () => {
    await open();
    till.memory.beforeCommit((rows) => {
      if (rows.some((row) => row.type === 'attempt.answered')) till.memory.failWith('disk-full');
    });
    await till.charge(2999);
    await till.clock.advance(4 * second);
    expect(till.kinds()).not.toContain('showing-qr');
    till.memory.beforeCommit(() => {});
    till.memory.failWith(null);
    await till.clock.advance(3 * second);
    expect(till.kind()).toBe('showing-qr');
  });

  test('when the payment arrives: nothing is lost, and it is shown once it is recorded', async () => {
    await open();
    await till.charge(2999);
    till.memory.failWith('disk-full');
    till.fex.engine.control.pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await till.clock.advance(10 * second);
    expect(till.kinds()).not.toContain('paid');
    till.memory.failWith(null);
    await till.clock.advance(5 * second);
    expect(till.kind()).toBe('paid');
  });
});
