import { describe, expect, test } from 'vitest';
import type { Fault } from '../../shared/sim-control.ts';
import { ada, fault, intents, openTill as open, till } from '../fakes/one-till.ts';
import { second } from '../fakes/times.ts';

const creates = () => till.fex.posts('/payment-intents').length;
const scans = () => till.fex.posts('/scan-payment').length;

/** Every way an answer can fail to come after the effect. */
const lostAnswers: [string, Omit<Fault, 'endpoint'>][] = [
  ['cut', { cut: 'after' }],
  ['cut in the body', { cut: 'in-body' }],
  ['never answered', { partition: 'answer' }],
  ['500', { status: 500, when: 'after' }],
  ['502 in HTML', { status: 502, when: 'after', body: 'html' }],
  ['200 in HTML', { status: 200, when: 'after', body: 'html' }],
  ['success: false with 200', { status: 200, when: 'after', body: 'success-false' }],
  ['302', { status: 302, when: 'after', location: 'https://elsewhere.example/' }],
  ['408', { status: 408, when: 'after' }],
  ['404 in HTML', { status: 404, when: 'after', body: 'html' }],
  ['429 in HTML', { status: 429, when: 'after', body: 'html' }],
  ['an empty 201', { status: 201, when: 'after', body: 'empty' }],
];

describe('a create whose answer is lost', () => {
  test.each(lostAnswers)(
    '%s: is found in the list, adopted and shown; nothing is created twice',
    async (_name, how) => {
      await open();
      fault({ endpoint: 'intents.create', times: 1, ...how });
      await till.charge(2999);
      await till.clock.advance(11 * second);
      expect(till.kind()).toBe('showing-qr');
      expect(creates()).toBe(1);
      expect(intents()).toHaveLength(1);
      expect(till.rows()).toEqual(['attempt.sent', 'attempt.unanswered', 'attempt.adopted', 'attempt.shown']);
    },
  );

  test('that never reached FEX: one pass, one fresh create under a new reference', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 1, cut: 'before' });
    await till.charge(2999);
    await till.clock.advance(second);
    expect(till.kind()).toBe('showing-qr');
    expect(creates()).toBe(2);
    expect(intents()).toHaveLength(1);
    const references = till.fex.posts('/payment-intents').map((one) => JSON.parse(one.body ?? '').reference);
    expect(new Set(references).size).toBe(2);
  });

  test('twice without effect: not charged, because no code was shown', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 2, cut: 'before' });
    await till.charge(2999);
    await till.clock.advance(second);
    expect(till.view('not-charged').reason).toBe('unanswered');
    expect(creates()).toBe(2);
    expect(till.kinds()).not.toContain('showing-qr');
  });

  test('and whose list cannot be read either: one fresh create all the same, never a third', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 2, cut: 'after' });
    fault({ endpoint: 'intents.list', status: 503 });
    await till.charge(2999);
    await till.clock.advance(30 * second);
    expect(till.view('not-charged').reason).toBe('unanswered');
    expect(creates()).toBe(2);
  });

  test('late in the list: the pass at once misses it, and the fresh one is shown alone', async () => {
    await open({ settings: { listLagMs: 60_000 } });
    fault({ endpoint: 'intents.create', times: 1, cut: 'after' });
    await till.charge(2999);
    await till.clock.advance(second);
    expect(till.view('showing-qr').reference).toBe(intents()[0]?.reference);
    expect(till.rows()).toContain('attempt.superseded');
  });
});

describe('a scan whose answer is lost', () => {
  test.each(lostAnswers)(
    '%s: not known yet, found, waits for the approval; never sent again',
    async (_name, how) => {
      await open();
      fault({ endpoint: 'scan', times: 1, ...how });
      await till.scan(4950, ada());
      await till.clock.advance(15 * second);
      await till.clock.advance(3 * second);
      expect(till.kinds()).toContain('unknown');
      expect(till.kind()).toBe('waiting-for-approval');
      till.fex.engine.control.approve(ada(), intents()[0]?.id ?? '');
      await till.clock.advance(2 * second);
      expect(till.kind()).toBe('paid');
      expect(scans()).toBe(1);
    },
  );

  test('that never reached FEX: asked for at 2, 5, 10, 20 and 40 s; two clean passes after its bound end it', async () => {
    await open();
    fault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(4950, ada());
    const begun = till.clock.monotonicMs();
    const view = till.view('unknown');
    expect(view).toMatchObject({ cause: 'unanswered', found: 'asking', canSettle: false });
    expect(view.settledByMs).toBe(view.chargeableUntilMs + 30_000);
    await till.clock.advance(45 * second);
    const passes = new Set(
      till.fex.seen
        .filter((one) => one.path.endsWith('/payment-intents') && one.method === 'GET' && one.atMs > begun)
        .map((one) => Math.round((one.atMs - begun) / second)),
    );
    expect([...passes].filter((at) => at !== 30)).toEqual([2, 5, 10, 20, 40]);
    expect(till.view('unknown')).toMatchObject({ found: 'not-found-may-arrive', canSettle: false });
    // 15 s time-out, 30 s on the way, 90 s to approve, 10 s beyond: a pass then, and one 10 s after it.
    await till.clock.advance(101 * second);
    expect(till.view('unknown')).toMatchObject({ found: 'not-found', canSettle: true });
    await till.clock.advance(11 * second);
    expect(till.view('not-charged').reason).toBe('absent');
    expect(scans()).toBe(1);
  });

  test('Check now asks at once', async () => {
    await open();
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    await till.scan(4950, ada());
    expect(await till.call('payment.check', { attemptId: till.view('unknown').attemptId })).toEqual({
      ok: true,
    });
    await till.clock.advance(0);
    expect(till.kind()).toBe('waiting-for-approval');
  });

  test('while FEX is down nothing is promised and nothing is found absent', async () => {
    await open();
    fault({ endpoint: 'scan', times: 1, cut: 'after' });
    fault({ endpoint: 'intents.list', status: 503 });
    await till.scan(4950, ada());
    await till.clock.advance(60 * second);
    expect(till.view('unknown')).toMatchObject({ settledByMs: null, found: 'asking' });
    till.fex.engine.control.approve(ada(), intents()[0]?.id ?? '');
    till.fex.engine.control.clearFaults();
    await till.clock.advance(61 * second);
    expect(till.kind()).toBe('paid');
  });

  test('another till’s intents in the list are not taken for ours', async () => {
    await open();
    fault({ endpoint: 'scan', times: 1, cut: 'before' });
    await till.scan(4950, ada());
    till.fex.engine.control.plantIntent({
      amountMinor: 4950,
      reference: 'SOMEONE-ELSE-01',
      status: 'completed',
    });
    await till.clock.advance(30 * second);
    expect(till.kind()).toBe('unknown');
  });
});

describe('refused by FEX', () => {
  test('401: once more with a new token and the same reference', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 1, status: 401 });
    await till.charge(2999);
    await till.clock.advance(0);
    expect(till.kind()).toBe('showing-qr');
    const [first, again] = till.fex.posts('/payment-intents');
    expect(JSON.parse(first?.body ?? '').reference).toBe(JSON.parse(again?.body ?? '').reference);
    expect(first?.authorization).not.toBe(again?.authorization);
  });

  test('401 twice is final', async () => {
    await open();
    fault({ endpoint: 'scan', status: 401 });
    await till.scan(2999, ada());
    await till.clock.advance(0);
    expect(till.view('not-charged').reason).toBe('refused-credentials');
    expect(scans()).toBe(2);
  });

  test('401 in HTML is no refusal: the scan stays unknown and is not repeated', async () => {
    await open();
    fault({ endpoint: 'scan', times: 1, status: 401, body: 'html', when: 'after' });
    await till.scan(2999, ada());
    expect(till.kind()).toBe('unknown');
    expect(scans()).toBe(1);
  });

  test('409 is believed after one look through the list', async () => {
    await open();
    fault({ endpoint: 'intents.create', times: 1, status: 409 });
    await till.charge(2999);
    await till.clock.advance(second);
    expect(till.view('not-charged').reason).toBe('refused-counter');
    fault({ endpoint: 'scan', times: 1, status: 409, when: 'after' });
    await till.scan(2999, ada());
    await till.clock.advance(second);
    expect(till.kind()).toBe('waiting-for-approval');
  });

  test('refused connection: nothing left this counter', async () => {
    await open();
    const send = till.fex.http.send;
    till.fex.http.send = (request) =>
      request.method === 'POST' && request.url.endsWith('/payment-intents')
        ? Promise.resolve({ kind: 'not-sent', why: 'refused' })
        : send(request);
    await till.charge(2999);
    await till.clock.advance(0);
    expect(till.view('not-charged').reason).toBe('not-sent');
    expect(intents()).toHaveLength(0);
  });
});

test('an answer with another amount is never shown; the intent is cancelled', async () => {
  await open();
  const send = till.fex.http.send;
  till.fex.http.send = async (request) => {
    const result = await send(request);
    if (request.method !== 'POST' || !request.url.endsWith('/payment-intents') || result.kind !== 'answer')
      return result;
    return { ...result, text: result.text.replaceAll('29.99', '92.99') };
  };
  await till.charge(2999);
  await till.clock.advance(0);
  expect(till.view('not-charged').reason).toBe('bad-answer');
  expect(till.kinds()).not.toContain('showing-qr');
  expect(intents()[0]?.status).toBe('cancelled');
});

describe('FEX goes silent while the customer may pay', () => {
  test('the code is covered, the screen says not known yet, and it comes back with FEX', async () => {
    await open();
    await till.charge(2999);
    till.fex.link = 'refused';
    await till.clock.advance(7 * second);
    expect(till.view('unknown')).toMatchObject({ cause: 'unreachable', settledByMs: null });
    till.fex.link = 'up';
    await till.clock.advance(15 * second);
    expect(till.kind()).toBe('showing-qr');
  });

  test('a payment made meanwhile is paid when FEX answers', async () => {
    await open();
    await till.charge(2999);
    till.fex.engine.control.pay(ada(), { intentId: intents()[0]?.id ?? '' });
    till.fex.link = 'silent';
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('unknown');
    till.fex.link = 'up';
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('paid');
  });

  test('an hour of silence never becomes an outcome; the till may go on after the bound', async () => {
    await open();
    await till.charge(2999);
    till.fex.link = 'silent';
    await till.clock.advance(3600 * second);
    const view = till.view('unknown');
    expect(view.canSettle).toBe(true);
    till.fex.link = 'up';
    await till.clock.advance(40 * second);
    expect(till.view('not-charged').reason).toBe('expired');
  });

  test('silence over the expiry, FEX slow to expire: it is cancelled for its time, and said so', async () => {
    await open({ settings: { expiryDelayMs: 600_000 } });
    await till.charge(2999);
    till.fex.link = 'silent';
    await till.clock.advance(310 * second);
    till.fex.link = 'up';
    await till.clock.advance(40 * second);
    expect(till.view('not-charged').reason).toBe('expired');
    expect(intents()[0]?.status).toBe('cancelled');
  });

  test('a cancel asked for before the silence is carried out after it', async () => {
    await open();
    await till.charge(2999);
    till.fex.link = 'silent';
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('unknown');
    till.fex.link = 'up';
    await till.clock.advance(20 * second);
    expect(till.view('not-charged').reason).toBe('cancelled');
    expect(till.kinds().slice(till.kinds().indexOf('cancelling'))).not.toContain('showing-qr');
  });

  test('offline, Charge is refused before anything is sent, and works again by itself', async () => {
    await open({ link: 'refused' });
    await till.clock.advance(10 * second);
    expect(await till.charge(2999)).toEqual({ ok: false, failure: 'offline' });
    till.fex.link = 'up';
    await till.clock.advance(16 * second);
    expect(await till.charge(2999)).toEqual({ ok: true });
    expect(till.kind()).toBe('showing-qr');
  });
});
