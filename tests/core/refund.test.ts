import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../electron/tools/journal-words.ts';
import type { Fault } from '../../shared/sim-control.ts';
import { ada, control, openTill as open, rowsOf, snapshot, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';
import { hour, minute, second } from '../fakes/times.ts';

/** Giving back money that came late, through the till's public door and FEX's books (money rule 12). */

const intent = () => {
  const [one] = control().intents();
  if (!one) throw new Error('no intent');
  return one;
};
const fault = (one: Partial<Fault>) => control().addFault({ endpoint: 'intents.refund', ...one });
const posts = () => till.fex.posts('/refund');
const refunds = () =>
  control()
    .ledger()
    .filter((row) => row.type === 'refund');
const types = () => till.rows().filter((type) => type.startsWith('refund.'));
const row = (type: string) => till.memory.disk.rows.findLast((one) => one.type === type);
const reads = () =>
  till.fex.seen.filter((one) => one.method === 'GET' && one.path.endsWith(intent().id)).length;

/** A sale that was cancelled and left, and whose customer then paid all the same. */
async function paidLate(options: TillOptions = {}): Promise<string> {
  await open(options);
  await till.charge(2999);
  await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
  await till.clock.advance(second);
  const { attemptId } = till.view('not-charged');
  await till.call('payment.next', { attemptId });
  payAfterAll();
  await till.clock.advance(2 * minute);
  expect(till.view('paid-late').attemptId).toBe(attemptId);
  return attemptId;
}
function payAfterAll() {
  control().bendIntent(intent().id, { status: 'pending' });
  expect(control().pay(ada(), { intentId: intent().id }).result).toBe('paid');
}
const decide = (attemptId: string, confirmed = true) => till.call('refund.decide', { attemptId, confirmed });

test('kept a day later, the sale is done with at once', { timeout: 30_000 }, async () => {
  const attemptId = await paidLate();
  await till.clock.advance(26 * hour);
  expect(till.rows()).not.toContain('watch.ended');
  await till.call('late.keep', { attemptId, confirmed: true });
  await till.clock.advance(second);
  expect(till.rows().at(-1)).toBe('watch.ended');
});

describe('a manager gives back what came late', () => {
  test('asked for confirmation, written down, read, sent once, in full', async () => {
    const attemptId = await paidLate();
    expect(await decide(attemptId, false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(types()).toEqual([]);
    expect(await decide(attemptId)).toEqual({ ok: true });
    await till.clock.advance(second);
    expect(till.view('refunding')).toMatchObject({ stage: 'on-its-way', canWithdraw: false });
    await till.clock.advance(10 * second);
    expect(till.view('refunded')).toMatchObject({ how: 'refund', amountMinor: 2999 });
    expect(types()).toEqual([
      'refund.decided',
      'refund.sent',
      'refund.answered',
      'refund.accepted',
      'refund.done',
    ]);
    expect(row('refund.decided')?.actor).toBe('manager (unproved)');
    expect(posts()).toHaveLength(1);
    expect(posts()[0]).toMatchObject({ fresh: true, body: undefined });
    expect(refunds().map((one) => one.amountMinor)).toEqual([2999]);
    expect(await snapshot()).toMatchObject({ lateCount: 0, lastSale: { attemptId, outcome: 'refunded' } });
    await till.call('payment.next', { attemptId });
    expect(till.kind()).toBe('idle');
  });

  test('the decision and the sending are on the disk before FEX hears of them', async () => {
    const attemptId = await paidLate();
    let seenAtDecision = -1;
    let postsAtSending = -1;
    till.memory.beforeCommit(async (rows) => {
      if (rows.some((one) => one.type === 'refund.decided')) seenAtDecision = till.fex.seen.length;
      if (rows.some((one) => one.type === 'refund.sent')) postsAtSending = posts().length;
      await till.pause(20);
    });
    const before = till.fex.seen.length;
    const decided = decide(attemptId);
    await till.clock.advance(second);
    expect(await decided).toEqual({ ok: true });
    expect(seenAtDecision).toBe(before);
    expect(postsAtSending).toBe(0);
    expect(posts()).toHaveLength(1);
  });

  test('where the disk refuses the decision nothing is sent, and it can be made again', async () => {
    const attemptId = await paidLate();
    till.memory.failWith('disk-full');
    expect(await decide(attemptId)).toEqual({ ok: false, failure: 'not-recorded' });
    await till.clock.advance(minute);
    expect(till.kind()).toBe('paid-late');
    expect(posts()).toHaveLength(0);
    till.memory.failWith(null);
    await till.clock.advance(10 * second);
    expect(await decide(attemptId)).toEqual({ ok: true });
    await till.clock.advance(10 * second);
    expect(refunds()).toHaveLength(1);
  });

  test('where the disk refuses the row of the sending, it is not sent until it takes it', async () => {
    const attemptId = await paidLate();
    await decide(attemptId);
    till.memory.failWith('disk-full');
    await till.clock.advance(30 * second);
    expect(posts()).toHaveLength(0);
    till.memory.failWith(null);
    await till.clock.advance(20 * second);
    expect(refunds()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  test('pressed twice, and kept at the same time: one decision, one refund', async () => {
    const attemptId = await paidLate();
    const answers = await Promise.all([
      decide(attemptId),
      decide(attemptId),
      till.call('late.keep', { attemptId, confirmed: true }),
    ]);
    expect(answers.map((answer) => (answer as { ok: boolean }).ok)).toEqual([true, false, false]);
    await till.clock.advance(20 * second);
    expect(await decide(attemptId)).toMatchObject({ ok: false });
    await till.clock.advance(minute);
    expect(types().filter((type) => type === 'refund.decided')).toHaveLength(1);
    expect(posts()).toHaveLength(1);
    expect(refunds()).toHaveLength(1);
  });

  test('what is kept is not given back any more', async () => {
    const attemptId = await paidLate();
    await till.call('late.keep', { attemptId, confirmed: true });
    expect(await decide(attemptId)).toEqual({ ok: false, failure: 'not-open' });
    await till.clock.advance(minute);
    expect(posts()).toHaveLength(0);
  });

  test('nobody decides where nobody can prove to be a manager', async () => {
    const attemptId = await paidLate({ identity: { environment: 'live', apiUrl: 'https://api.example' } });
    expect(await decide(attemptId)).toEqual({ ok: false, failure: 'needs-manager' });
    await till.clock.advance(minute);
    expect(posts()).toHaveLength(0);
  });

  test('the till goes on meanwhile: put aside it finishes by itself and does not come back', async () => {
    const attemptId = await paidLate();
    await decide(attemptId);
    await till.clock.advance(second);
    await till.call('payment.next', { attemptId });
    expect(till.kind()).toBe('idle');
    expect(await till.charge(500)).toEqual({ ok: true });
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('showing-qr');
    expect(types().at(-1)).toBe('refund.done');
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(second);
    await till.call('payment.next', { attemptId: till.view('not-charged').attemptId });
    expect(till.kind()).toBe('idle');
  });
});

describe('an answer that does not say', () => {
  test.each<[string, Partial<Fault>]>([
    ['cut after the effect', { times: 1, cut: 'after' }],
    ['lost after the effect', { times: 1, partition: 'answer' }],
    ['500 after the effect', { times: 1, status: 500, when: 'after' }],
    ['HTML after the effect', { times: 1, status: 502, when: 'after', body: 'html' }],
    ['200 with HTML', { times: 1, body: 'html' }],
    ['success false', { times: 1, body: 'success-false' }],
    ['a 409 although it was made', { times: 1, status: 409, when: 'after' }],
    ['a 422 although it was made', { times: 1, status: 422, when: 'after' }],
  ])('%s: it was made, and a read finds it', async (_name, one) => {
    const attemptId = await paidLate();
    fault(one);
    await decide(attemptId);
    await till.clock.advance(40 * second);
    expect(till.kind()).toBe('refunded');
    expect(posts()).toHaveLength(1);
    expect(refunds()).toHaveLength(1);
  });

  test.each<[string, Partial<Fault>]>([
    ['cut before the effect', { times: 1, cut: 'before' }],
    ['lost on the way', { times: 1, partition: 'request' }],
    ['500', { times: 1, status: 500 }],
    ['503 as HTML', { times: 1, status: 503, body: 'html' }],
    ['408', { times: 1, status: 408 }],
    ['429', { times: 1, status: 429, retryAfterS: 20 }],
  ])('%s: not made; sent again only after two reads 5 s apart', async (_name, one) => {
    const attemptId = await paidLate();
    fault(one);
    await decide(attemptId);
    await till.clock.advance(50 * second);
    expect(posts()).toHaveLength(2);
    const [first, again] = posts();
    const { seen } = till.fex;
    const between = seen
      .slice(first === undefined ? 0 : seen.indexOf(first), again && seen.indexOf(again))
      .filter((request) => request.method === 'GET' && request.path.endsWith(intent().id))
      .map((request) => request.atMs);
    expect(between.length).toBeGreaterThanOrEqual(2);
    expect((between.at(-1) ?? 0) - (between[0] ?? 0)).toBeGreaterThanOrEqual(5 * second);
    if (one.retryAfterS !== undefined)
      expect((again?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(20 * second);
    expect(till.kind()).toBe('refunded');
    expect(refunds()).toHaveLength(1);
  });

  test('while FEX cannot be read nothing is sent again', async () => {
    const attemptId = await paidLate();
    fault({ times: 1, cut: 'before' });
    await decide(attemptId);
    await till.clock.advance(100);
    control().addFault({ endpoint: 'intents.get', status: 503 });
    await till.clock.advance(10 * minute);
    expect(posts()).toHaveLength(1);
    expect(till.view('refunding')).toMatchObject({ stage: 'asking', canWithdraw: false });
    control().clearFaults();
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('refunded');
    expect(refunds()).toHaveLength(1);
  });

  test('FEX never answers: after five tries a manager is asked, and may have it sent again', async () => {
    const attemptId = await paidLate();
    fault({ status: 500 });
    await decide(attemptId);
    await till.clock.advance(20 * minute);
    expect(till.view('refund-failed')).toMatchObject({ reason: 'unanswered', canSendAgain: true });
    expect(posts()).toHaveLength(5);
    await till.clock.advance(hour);
    expect(posts()).toHaveLength(5);
    control().clearFaults();
    const again = (confirmed: boolean) => till.call('refund.again', { attemptId, confirmed });
    expect(await again(false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await again(true)).toEqual({ ok: true });
    expect(await again(true)).toEqual({ ok: false, failure: 'not-possible-now' });
    await till.clock.advance(20 * second);
    expect(posts()).toHaveLength(6);
    expect(till.kind()).toBe('refunded');
  });

  test('what may still be on its way to FEX cannot be withdrawn', async () => {
    const attemptId = await paidLate();
    fault({ status: 500 });
    await decide(attemptId);
    while (till.kind() !== 'refund-failed') await till.clock.advance(second);
    const withdraw = () => till.call('refund.withdraw', { attemptId, confirmed: true });
    expect(till.view('refund-failed').canWithdraw).toBe(false);
    expect(await withdraw()).toEqual({ ok: false, failure: 'not-possible-now' });
    // A read that began when nothing could arrive any more showed no refund.
    await till.clock.advance(2 * minute);
    expect(till.view('refund-failed').canWithdraw).toBe(true);
    expect(await withdraw()).toEqual({ ok: true });
    expect(till.kind()).toBe('paid-late');
  });

  test('nor right after a restart, which knows from the journal what was sent', async () => {
    const attemptId = await paidLate();
    fault({ status: 500 });
    await decide(attemptId);
    while (till.kind() !== 'refund-failed') await till.clock.advance(second);
    await till.restart();
    await till.clock.advance(10 * second);
    expect(till.view('refund-failed').canWithdraw).toBe(false);
    await till.clock.advance(2 * minute);
    expect(till.view('refund-failed').canWithdraw).toBe(true);
  });

  describe('and the one after it says more than it knows', () => {
    /** The first POST is lost on its way, and nobody knows whether FEX takes it yet. */
    async function lostAndSentAgain(thenFex: () => void): Promise<string> {
      const attemptId = await paidLate();
      fault({ times: 1, status: 500 });
      await decide(attemptId);
      await till.clock.advance(second);
      expect(till.view('refunding')).toMatchObject({ stage: 'asking', canWithdraw: false });
      thenFex();
      await till.clock.advance(9 * second);
      expect(rowsOf('refund.answered')).toHaveLength(2);
      return attemptId;
    }
    function neverLeaves() {
      const { send } = till.fex.http;
      till.fex.http.send = (request) =>
        request.url.endsWith('/refund')
          ? Promise.resolve({ kind: 'not-sent', why: 'refused' })
          : send(request);
    }
    const refuses = () => control().set({ refund: 'refuse-422' });
    const withdraw = (attemptId: string) => till.call('refund.withdraw', { attemptId, confirmed: true });
    const notNow = { ok: false, failure: 'not-possible-now' };

    test('a POST that never left does not take the lost one back', async () => {
      const attemptId = await lostAndSentAgain(neverLeaves);
      expect(rowsOf('refund.answered').map(({ body }) => body.answer)).toEqual(['unknown', 'not-sent']);
      expect(till.view('refunding')).toMatchObject({ stage: 'asking', canWithdraw: false });
      expect(await withdraw(attemptId)).toEqual(notNow);
      await till.restart();
      await till.clock.advance(second);
      expect(till.view('refunding')).toMatchObject({ stage: 'asking', canWithdraw: false });
      expect(await withdraw(attemptId)).toEqual(notNow);
      // A read that began when it could not arrive any more showed no refund.
      await till.clock.advance(2 * minute);
      expect(till.view('refunding')).toMatchObject({ stage: 'waiting', canWithdraw: true });
      expect(await withdraw(attemptId)).toEqual({ ok: true });
    });

    test('a POST that FEX refused does not either', async () => {
      const attemptId = await lostAndSentAgain(refuses);
      expect(rowsOf('refund.answered').map(({ body }) => body.answer)).toEqual(['unknown', 'refused']);
      await till.clock.advance(second);
      expect(till.view('refund-failed')).toMatchObject({ reason: 'no-wallet', canWithdraw: false });
      expect(await withdraw(attemptId)).toEqual(notNow);
      await till.restart();
      await till.clock.advance(10 * second);
      expect(till.view('refund-failed')).toMatchObject({ reason: 'no-wallet', canWithdraw: false });
      expect(await withdraw(attemptId)).toEqual(notNow);
      await till.clock.advance(2 * minute);
      expect(till.view('refund-failed').canWithdraw).toBe(true);
      expect(await withdraw(attemptId)).toEqual({ ok: true });
    });

    test.each([
      ['never left', neverLeaves],
      ['was refused', refuses],
    ])('what arrives after all is the counter’s own refund; the second %s', async (_what, thenFex) => {
      await lostAndSentAgain(thenFex);
      await till.clock.advance(second);
      control().bendIntent(intent().id, { status: 'refunded', refundStatus: 'completed' });
      await till.clock.advance(minute);
      expect(till.view('refunded').how).toBe('refund');
    });
  });

  test('401 once: a new token, the same refund', async () => {
    const attemptId = await paidLate();
    fault({ times: 1, status: 401 });
    await decide(attemptId);
    await till.clock.advance(10 * second);
    expect(posts()).toHaveLength(2);
    expect(posts()[0]?.authorization).not.toBe(posts()[1]?.authorization);
    expect(refunds()).toHaveLength(1);
  });
});

describe('an answer that says no', () => {
  test.each([
    [403, 'forbidden'],
    [409, 'conflict'],
    [422, 'no-wallet'],
    [404, 'refused'],
    [400, 'refused'],
  ] as const)('%i: not refunded, in words; never repeated by itself', async (status, reason) => {
    const attemptId = await paidLate();
    fault({ status });
    await decide(attemptId);
    await till.clock.advance(20 * second);
    expect(till.view('refund-failed')).toMatchObject({ reason });
    // FEX's own words are kept for support, and are not the cashier's.
    expect(rowsOf('refund.failed')).toMatchObject([{ body: { said: `injected error ${status}` } }]);
    expect(JSON.stringify(till.view('refund-failed'))).not.toContain('injected');
    await till.clock.advance(hour);
    expect(posts()).toHaveLength(1);
    expect(await snapshot()).toMatchObject({ lateCount: 1 });
    // Refunded in FEX's dashboard then: it is seen here.
    control().clearFaults();
    control().bendIntent(intent().id, { status: 'refunded' });
    await till.call('refund.look', { attemptId });
    await till.clock.advance(second);
    expect(till.view('refunded').how).toBe('elsewhere');
    expect(posts()).toHaveLength(1);
  });

  test('a 409 is no proof: FEX shows the payment as it was, and it is not called refunded', async () => {
    const attemptId = await paidLate({ settings: { refund: 'refuse-409' } });
    await decide(attemptId);
    await till.clock.advance(20 * second);
    expect(till.view('refund-failed').reason).toBe('conflict');
    expect(types()).not.toContain('refund.accepted');
    expect(types()).not.toContain('refund.done');
  });

  test('given up by the manager, the money is before them again and may be kept', async () => {
    const attemptId = await paidLate({ settings: { refund: 'refuse-422' } });
    await decide(attemptId);
    await till.clock.advance(20 * second);
    expect(await till.call('refund.withdraw', { attemptId, confirmed: true })).toEqual({ ok: true });
    expect(till.kind()).toBe('paid-late');
    expect(await till.call('late.keep', { attemptId, confirmed: true })).toEqual({ ok: true });
    expect(till.kind()).toBe('idle');
    await till.clock.advance(minute);
    expect(posts()).toHaveLength(1);
  });

  test('put aside while it went its way, a failure comes back to the screen', async () => {
    const attemptId = await paidLate();
    fault({ status: 422, latencyMs: 3000 });
    await decide(attemptId);
    await till.clock.advance(second);
    await till.call('payment.next', { attemptId });
    expect(till.kind()).toBe('idle');
    await till.clock.advance(20 * second);
    expect(till.view('refund-failed').reason).toBe('no-wallet');
    await till.call('payment.next', { attemptId });
    expect(till.kind()).toBe('idle');
    await till.call('late.show');
    expect(till.kind()).toBe('refund-failed');
  });
});

describe('accepted and not finished', () => {
  test('pending for long is called stuck, is watched on, and never sent again', async () => {
    const attemptId = await paidLate({ settings: { refund: 'stuck', refundFirstStatus: 'pending' } });
    await decide(attemptId);
    await till.clock.advance(30 * second);
    expect(till.view('refunding')).toMatchObject({ stage: 'on-its-way', stuck: false });
    expect(await snapshot()).toMatchObject({ lateCount: 0 });
    await till.clock.advance(minute);
    expect(till.view('refunding')).toMatchObject({ stage: 'on-its-way', stuck: true });
    expect(await snapshot()).toMatchObject({ lateCount: 1 });
    await till.clock.advance(2 * hour);
    expect(posts()).toHaveLength(1);
    const before = reads();
    expect(await till.call('refund.look', { attemptId })).toEqual({ ok: true });
    await till.clock.advance(second);
    expect(reads()).toBe(before + 1);
    control().bendIntent(intent().id, { refundStatus: 'completed' });
    await till.call('refund.look', { attemptId });
    await till.clock.advance(second);
    expect(till.kind()).toBe('refunded');
    expect(types().filter((type) => type === 'refund.accepted')).toHaveLength(1);
  });

  test('where this token may read the ledger, its row says that it is done', async () => {
    const attemptId = await paidLate({
      settings: { refund: 'stays-initiated', counterTokenAccess: 'everything' },
    });
    await decide(attemptId);
    await till.clock.advance(2 * minute);
    expect(till.view('refunded').how).toBe('refund');
    expect(row('refund.done')?.body.ledger).toBe(true);
  });

  test.each([
    ['a refund that FEX’s ledger says failed', '"status":"completed"', '"status":"failed"'],
    ['another row of the payment’s', '"transaction_type":"refund"', '"transaction_type":"fee"'],
  ])('%s proves none', async (_what, from, to) => {
    const attemptId = await paidLate({
      settings: { refund: 'stays-initiated', counterTokenAccess: 'everything' },
    });
    const { send } = till.fex.http;
    till.fex.http.send = async (request) => {
      const result = await send(request);
      if (result.kind !== 'answer' || !request.url.includes('/transactions?')) return result;
      return { ...result, text: result.text.replaceAll(from, to) };
    };
    await decide(attemptId);
    await till.clock.advance(10 * minute);
    expect(till.view('refunding')).toMatchObject({ stage: 'on-its-way', stuck: true });
    expect(types()).not.toContain('refund.done');
  });

  test('after a day on its way nobody waits for a better word', { timeout: 30_000 }, async () => {
    const attemptId = await paidLate({ settings: { refund: 'stays-initiated' } });
    await decide(attemptId);
    await till.clock.advance(26 * hour);
    // Nobody may take it for money that is back.
    expect(till.view('refunding')).toMatchObject({ stage: 'on-its-way', stuck: true, watched: false });
    expect(row('refund.unconfirmed')).toBeDefined();
    expect(till.rows()).not.toContain('refund.done');
    expect(till.rows()).toContain('watch.ended');
  });

  test('a ledger id on a completed intent is a refund on its way', async () => {
    const attemptId = await paidLate({
      settings: { refundIntentStatus: 'completed', refundFirstStatus: 'pending', refundSettleMs: minute },
    });
    fault({ times: 1, cut: 'after' });
    await decide(attemptId);
    await till.clock.advance(30 * second);
    expect(till.view('refunding').stage).toBe('on-its-way');
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('refunded');
    expect(posts()).toHaveLength(1);
  });

  test('a word of a refund without its ledger id forbids another one', async () => {
    const attemptId = await paidLate({
      settings: { refundIntentStatus: 'completed', refundLedgerId: 'when-settled', refundSettleMs: minute },
    });
    fault({ times: 1, cut: 'after' });
    await decide(attemptId);
    await till.clock.advance(40 * second);
    expect(till.view('refunding').stage).toBe('asking');
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('refunded');
    expect(posts()).toHaveLength(1);
    expect(refunds()).toHaveLength(1);
  });

  test('failed at FEX after it was accepted: said, and not sent again', async () => {
    const attemptId = await paidLate({ settings: { refund: 'fails' } });
    await decide(attemptId);
    await till.clock.advance(second);
    expect(till.view('refunding').stage).toBe('on-its-way');
    await till.clock.advance(20 * second);
    expect(till.view('refund-failed')).toMatchObject({ reason: 'fex-failed', canSendAgain: false });
    expect(await till.call('refund.again', { attemptId, confirmed: true })).toMatchObject({ ok: false });
    await till.clock.advance(hour);
    expect(posts()).toHaveLength(1);
    expect(refunds()).toHaveLength(0);
    // The money is with the shop: nobody may think otherwise.
    expect(await snapshot()).toMatchObject({ lateCount: 1, payment: { kind: 'refund-failed' } });
  });
});

describe('decided while FEX cannot be reached', () => {
  async function offlineDecision() {
    const attemptId = await paidLate();
    till.fex.link = 'refused';
    await till.clock.advance(2 * minute);
    expect(await decide(attemptId)).toEqual({ ok: true });
    return attemptId;
  }

  test('not refunded yet; it is read and sent when FEX answers', async () => {
    await offlineDecision();
    expect(till.view('refunding')).toMatchObject({ stage: 'waiting', offline: true, canWithdraw: true });
    await till.clock.advance(3 * hour);
    expect(posts()).toHaveLength(0);
    till.fex.link = 'up';
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('refunded');
    expect(refunds()).toHaveLength(1);
  });

  test('while FEX refuses the keys it waits; nothing is called refused', async () => {
    const attemptId = await paidLate();
    control().addFault({ endpoint: 'intents.get', status: 401 });
    await decide(attemptId);
    await till.clock.advance(10 * minute);
    expect(till.view('refunding').stage).toBe('waiting');
    expect(posts()).toHaveLength(0);
    control().clearFaults();
    await till.clock.advance(3 * minute);
    expect(refunds()).toHaveLength(1);
  });

  test('withdrawn before: nothing is ever sent, and the manager is asked again', async () => {
    const attemptId = await offlineDecision();
    const withdraw = (confirmed: boolean) => till.call('refund.withdraw', { attemptId, confirmed });
    expect(await withdraw(false)).toEqual({ ok: false, failure: 'not-confirmed' });
    expect(await withdraw(true)).toEqual({ ok: true });
    expect(till.kind()).toBe('paid-late');
    till.fex.link = 'up';
    await till.clock.advance(5 * minute);
    await till.restart();
    await till.clock.advance(5 * minute);
    expect(posts()).toHaveLength(0);
    expect((await snapshot()).payment.kind).toBe('paid-late');
    expect(await decide(attemptId)).toEqual({ ok: true });
    await till.clock.advance(10 * second);
    expect(refunds()).toHaveLength(1);
  });

  test('refunded in FEX’s dashboard meanwhile: nothing is sent', async () => {
    await offlineDecision();
    control().bendIntent(intent().id, { status: 'refunded', refundStatus: 'completed' });
    till.fex.link = 'up';
    await till.clock.advance(2 * minute);
    expect(till.view('refunded').how).toBe('elsewhere');
    expect(posts()).toHaveLength(0);
    expect(till.rows()).not.toContain('watch.refunded');
  });

  test('another amount stands there meanwhile: nothing is sent', async () => {
    await offlineDecision();
    control().bendIntent(intent().id, { amountMinor: 9299 });
    till.fex.link = 'up';
    await till.clock.advance(2 * minute);
    expect(till.view('refund-failed')).toMatchObject({ reason: 'wrong-payment', canSendAgain: false });
    expect(posts()).toHaveLength(0);
  });

  test('sent and not withdrawable: what may be at FEX cannot be taken back', async () => {
    const attemptId = await paidLate();
    fault({ times: 1, partition: 'answer' });
    await decide(attemptId);
    await till.clock.advance(second);
    expect(await till.call('refund.withdraw', { attemptId, confirmed: true })).toEqual({
      ok: false,
      failure: 'not-possible-now',
    });
    await till.clock.advance(30 * second);
    expect(refunds()).toHaveLength(1);
  });
});

describe('a power cut', () => {
  const stages = ['refund.decided', 'refund.sent', 'refund.answered', 'refund.accepted', 'refund.done'];
  const cuts = stages.flatMap((type) => [true, false].map((effect) => ({ type, effect })));
  test.each(cuts)('after $type, its effect made: $effect; refunded once', async ({ type, effect }) => {
    const attemptId = await paidLate({ settings: { refundSettleMs: minute } });
    let reached = false;
    till.memory.beforeCommit((rows) => {
      // The process ends after this row: nothing is written any more, and nothing sent where it ends at once.
      if (reached) till.memory.failWith('failed');
      if (!rows.some((one) => one.type === type)) return;
      reached = true;
      if (!effect) till.fex.link = 'refused';
    });
    await decide(attemptId);
    await till.clock.advance(2 * minute);
    expect(reached).toBe(true);
    till.fex.link = 'up';
    await till.restart();
    await till.clock.advance(5 * minute);
    expect(refunds()).toHaveLength(1);
    expect(posts()).toHaveLength(1);
    expect((await snapshot()).lateCount).toBe(0);
    expect(types().filter((one) => one === 'refund.done')).toHaveLength(1);
  });

  test('before FEX was asked: read twice, then sent', async () => {
    const attemptId = await paidLate();
    till.fex.link = 'up';
    fault({ times: 1, partition: 'request' });
    await decide(attemptId);
    await till.clock.advance(second);
    await till.restart();
    await till.clock.advance(2 * second);
    expect(posts()).toHaveLength(1);
    await till.clock.advance(20 * second);
    expect(posts()).toHaveLength(2);
    expect(refunds()).toHaveLength(1);
  });

  test('a failure is still before the manager at the next start', async () => {
    await paidLate({ settings: { refund: 'refuse-422' } });
    const { attemptId } = till.view('paid-late');
    await decide(attemptId);
    await till.clock.advance(20 * second);
    await till.restart();
    expect(await snapshot()).toMatchObject({
      lateCount: 1,
      payment: { kind: 'refund-failed', reason: 'no-wallet' },
    });
    await till.clock.advance(5 * minute);
    expect(posts()).toHaveLength(1);
  });
});

describe('the journal tells it in words', () => {
  const told = () =>
    till.memory.disk.rows.filter((one) => one.type.startsWith('refund.')).map((one) => wordsOf(one));

  test('a refund that went well, after FEX’s answer was lost', async () => {
    const attemptId = await paidLate();
    fault({ times: 1, cut: 'after' });
    await decide(attemptId);
    await till.clock.advance(20 * second);
    const { id } = intent();
    expect(told()).toEqual([
      `Refund of 29.99 USD decided (payment intent ${id}); nothing sent yet.`,
      'Refund of 29.99 USD sent to FEX.',
      "FEX's answer to the refund was lost; a read decides.",
      'The refund is on its way: FEX shows refunded, refund initiated.',
      `REFUNDED: 29.99 USD (payment intent ${id}).`,
    ]);
  });

  test('one that was refused, and given up', async () => {
    const attemptId = await paidLate({ settings: { refundByCounterToken: '403' } });
    await decide(attemptId);
    await till.clock.advance(20 * second);
    await till.call('refund.withdraw', { attemptId, confirmed: true });
    expect(told().slice(2)).toEqual([
      'FEX refused the refund (status 403); a read decides.',
      "NOT REFUNDED: this counter's keys may not refund (status 403).",
      'The refund was withdrawn.',
    ]);
  });
});

describe('the standing watch and the refund', () => {
  test('a webhook and the watch see the refund: one refund, one story', async () => {
    const attemptId = await paidLate({ webhooks: true });
    await decide(attemptId);
    await till.clock.advance(4 * second);
    control().sendEvent({ event: 'payment.refunded', intentId: intent().id });
    await till.clock.advance(2 * hour);
    expect(till.rows()).not.toContain('watch.refunded');
    expect(types().filter((type) => type === 'refund.done')).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  test('the attempt stays in the journal until its refund is done', { timeout: 30_000 }, async () => {
    const attemptId = await paidLate();
    fault({ status: 403 });
    await decide(attemptId);
    await till.clock.advance(26 * hour);
    expect(till.rows()).not.toContain('watch.ended');
    await till.restart();
    expect(till.kind()).toBe('refund-failed');
    control().clearFaults();
    await till.call('refund.again', { attemptId, confirmed: true });
    await till.clock.advance(30 * second);
    expect(refunds()).toHaveLength(1);
    await till.clock.advance(minute);
    expect(till.rows().at(-1)).toBe('watch.ended');
  });

  test('a till that may be a copy sends no refund until a manager confirmed that it is none', async () => {
    const attemptId = await paidLate();
    till.machine = 'machine-2';
    await till.restart();
    expect((await snapshot()).halt?.reason).toBe('copied-or-restored');
    await decide(attemptId);
    await till.clock.advance(10 * minute);
    expect(posts()).toHaveLength(0);
    await till.call('counter.take-over', { confirmed: true });
    await till.clock.advance(minute);
    expect(refunds()).toHaveLength(1);
  });
});

describe('the setting that gives late money back by itself', () => {
  const byItself = { store: { rules: { refundLateByItself: true } } };
  async function leftUnpaid(options: TillOptions = {}) {
    await open(options);
    await till.charge(2999);
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(second);
    await till.call('payment.next', { attemptId: till.view('not-charged').attemptId });
  }

  test('is off unless somebody turned it on', async () => {
    await paidLate();
    await till.clock.advance(2 * hour);
    expect(types()).toEqual([]);
  });

  test('once, in full, by the counter', async () => {
    await leftUnpaid(byItself);
    payAfterAll();
    await till.clock.advance(2 * minute);
    expect(refunds().map((one) => one.amountMinor)).toEqual([2999]);
    expect(row('refund.decided')?.actor).toBe('counter');
    await till.restart();
    await till.clock.advance(2 * hour);
    expect(posts()).toHaveLength(1);
  });

  test('never twice: what a manager took back is the manager’s', async () => {
    await leftUnpaid({ ...byItself, settings: { refund: 'refuse-422' } });
    payAfterAll();
    await till.clock.advance(2 * minute);
    const { attemptId } = till.view('refund-failed');
    await till.call('refund.withdraw', { attemptId, confirmed: true });
    await till.restart();
    await till.clock.advance(2 * hour);
    expect((await snapshot()).payment.kind).toBe('paid-late');
    expect(posts()).toHaveLength(1);
  });

  test('never a wrong amount', async () => {
    await leftUnpaid(byItself);
    payAfterAll();
    control().bendIntent(intent().id, { amountMinor: 9299 });
    await till.clock.advance(2 * minute);
    expect(till.kind()).toBe('mismatch');
    await till.restart();
    await till.clock.advance(2 * hour);
    expect(posts()).toHaveLength(0);
    expect(types()).toEqual([]);
  });

  test('never a sale that a person settled by hand', async () => {
    await open({ ...byItself, settings: { payableAfterExpiryMs: hour } });
    control().addFault({ endpoint: 'scan', times: 1, cut: 'after' });
    control().addFault({ endpoint: 'intents.list', status: 503 });
    await till.scan(2999, ada());
    await till.clock.advance(4 * minute);
    const { attemptId } = till.view('unknown');
    await till.call('payment.settle', {
      attemptId,
      paid: false,
      who: 'Maria',
      why: 'the customer left',
      confirmed: true,
    });
    await till.call('payment.next', { attemptId });
    control().bendIntent(intent().id, { status: 'pending_approval' });
    expect(control().approve(ada(), intent().id).result).toBe('paid');
    control().clearFaults();
    await till.clock.advance(2 * hour);
    expect(till.kind()).toBe('paid-late');
    await till.restart();
    await till.clock.advance(hour);
    expect(posts()).toHaveLength(0);
    // A manager may still give it back.
    expect(await decide(attemptId)).toEqual({ ok: true });
    await till.clock.advance(10 * second);
    expect(refunds()).toHaveLength(1);
  });
});
