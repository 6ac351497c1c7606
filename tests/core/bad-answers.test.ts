import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResult } from '../../electron/core/ports.ts';
import { ada, control, intents, openTill as open, till } from '../fakes/one-till.ts';
import { second } from '../fakes/times.ts';

/** FEX, the disk and the cashier at their worst: what must not follow from it. */
const ours = (reference: string) => intents().find((one) => one.reference === reference);
const cancels = () => till.fex.seen.filter((one) => one.path.endsWith('/cancel'));

/** Lets every answer to these requests pass through a hand that may change it. */
function tamper(applies: (request: HttpRequest) => boolean, change: (result: HttpResult) => HttpResult) {
  const send = till.fex.http.send;
  till.fex.http.send = async (request) => {
    const result = await send(request);
    return applies(request) ? change(result) : result;
  };
}
const isScan = (request: HttpRequest) => request.url.endsWith('/scan-payment');
const isGet = (request: HttpRequest) =>
  request.method === 'GET' && /payment-intents\/[^?]+$/.test(request.url);

test('an answer about a payment that paid another sale pays nothing', async () => {
  await open();
  await till.scan(500, ada());
  const first = intents()[0]?.id ?? '';
  control().approve(ada(), first);
  await till.clock.advance(3 * second);
  await till.call('payment.next', { attemptId: till.view('paid').attemptId });
  tamper(
    (request) => isScan(request) || isGet(request),
    (result) => {
      if (result.kind !== 'answer' || result.status >= 300) return result;
      const body = JSON.parse(result.text);
      // No field of the answer is promised; the id alone names what it is about.
      const { reference, metadata, ...made } = body.payment_intent;
      body.payment_intent = result.status === 201 ? { id: first, status: 'pending_approval' } : made;
      return { ...result, text: JSON.stringify(body) };
    },
  );
  await till.scan(500, ada());
  await till.clock.advance(3 * second);
  expect(till.rows().filter((type) => type === 'outcome.paid')).toHaveLength(1);
  expect(till.kind()).not.toBe('paid');
});

describe('an answer about somebody else’s intent', () => {
  test.each(['reference', 'created_at'])(
    '(%s) says nothing of ours, and theirs is left alone',
    async (field) => {
      await open();
      const stranger = control().plantIntent({
        amountMinor: 2999,
        reference: 'SOMEONE-ELSE',
      });
      tamper(isScan, (result) => {
        if (result.kind !== 'answer') return result;
        const body = JSON.parse(result.text);
        body.payment_intent.id = stranger.id;
        if (field === 'reference') {
          body.payment_intent.reference = 'SOMEONE-ELSE';
          body.payment_intent.metadata = {};
        } else body.payment_intent.created_at = '2020-01-01T00:00:00Z';
        return { ...result, text: JSON.stringify(body) };
      });
      await till.scan(2999, ada());
      const { reference } = till.view('unknown');
      await till.clock.advance(3 * second);
      expect(till.kind()).toBe('waiting-for-approval');
      control().approve(ada(), ours(reference)?.id ?? '');
      await till.clock.advance(2 * second);
      expect(till.kind()).toBe('paid');
      expect(cancels().filter((one) => one.path.includes(stranger.id))).toHaveLength(0);
    },
  );
});

test.each([{ status: 503 }, { status: 409 }])(
  'a cancel that FEX does not carry out ($status) is tried again every two seconds, not in a circle',
  async ({ status }) => {
    await open();
    await till.charge(2999);
    control().addFault({ endpoint: 'intents.cancel', status });
    control().addFault({ endpoint: '*', latencyMs: 20 });
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('cancelling');
    expect(cancels().length).toBeGreaterThan(3);
    expect(cancels().length).toBeLessThan(15);
  },
);

describe('a disk that fails while the code is shown', () => {
  test('does not keep it on the screen: not past Cancel', async () => {
    await open();
    await till.charge(2999);
    till.memory.failWith('disk-full');
    await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId });
    expect(till.kind()).toBe('cancelling');
  });

  test('not past its time, and not while FEX is away', async () => {
    await open();
    await till.charge(2999);
    till.memory.failWith('disk-full');
    till.fex.link = 'silent';
    await till.clock.advance(20 * second);
    expect(till.kind()).toBe('unknown');
  });

  test.each([
    ['while it waits', async () => {}],
    [
      'while it is cancelled',
      async () => void (await till.call('payment.cancel', { attemptId: till.view('showing-qr').attemptId })),
    ],
  ])('not once FEX has ended it, %s: not known until it can be written down', async (_when, first) => {
    await open();
    await till.charge(2999);
    till.memory.failWith('disk-full');
    control().pay(ada(), { intentId: intents()[0]?.id ?? '' });
    await first();
    await till.clock.advance(5 * second);
    expect(till.view('unknown').found).toBe('unrecorded');
    await till.clock.advance(30 * second);
    expect(till.kind()).toBe('unknown');
    expect(till.kinds()).not.toContain('paid');
    till.memory.failWith(null);
    await till.clock.advance(10 * second);
    expect(till.kind()).toBe('paid');
    expect(till.rows().filter((type) => type === 'outcome.paid')).toHaveLength(1);
  });

  test('a release that was refused is not carried out later', async () => {
    await open();
    control().addFault({ endpoint: 'scan', partition: 'answer' });
    control().addFault({ endpoint: 'intents.list', status: 503 });
    await till.scan(2999, ada());
    await till.clock.advance(16 * second);
    till.memory.failWith('disk-full');
    const { attemptId } = till.view('unknown');
    expect(await till.call('payment.next', { attemptId })).toMatchObject({ ok: false });
    till.memory.failWith(null);
    await till.clock.advance(10 * second);
    expect(till.kind()).toBe('unknown');
  });

  test('what was open before a restart is on the screen all the same', async () => {
    await open();
    control().addFault({ endpoint: 'scan', partition: 'answer' });
    await till.scan(2999, ada());
    control().addFault({ endpoint: 'intents.list', status: 503 });
    await till.restart((memory) => memory.failWith('disk-full'));
    expect(((await till.call('app.snapshot')) as { payment: { kind: string } }).payment.kind).toBe('unknown');
  });
});

test('a row that took minutes to reach the disk is not followed by a send', async () => {
  await open();
  till.memory.beforeCommit(async (rows) => {
    if (rows.some((row) => row.type === 'attempt.sent')) await till.pause(180 * second);
  });
  void till.scan(2999, ada());
  await till.clock.advance(181 * second);
  expect(till.fex.posts('/scan-payment')).toHaveLength(0);
  expect(till.view('not-charged').reason).toBe('not-sent');
  expect(till.rows()).toContain('outcome.not-charged');
});

test('an answer recorded only after its expiry shows no code', async () => {
  await open();
  till.memory.beforeCommit((rows) => {
    if (rows.some((row) => row.type === 'attempt.answered')) till.memory.failWith('disk-full');
  });
  await till.charge(2999);
  till.memory.beforeCommit(() => {});
  await till.clock.advance(310 * second);
  till.memory.failWith(null);
  await till.clock.advance(10 * second);
  expect(till.kinds()).not.toContain('showing-qr');
  expect(till.view('not-charged').reason).toBe('expired');
});

test('the sign-in host’s clock does not move the deadlines once the API has spoken', async () => {
  await open();
  await till.charge(2999);
  const before = till.view('showing-qr').expiresAtMs;
  tamper(
    (request) => request.url.endsWith('/token'),
    (result) =>
      result.kind === 'answer'
        ? {
            ...result,
            headers: { ...result.headers, date: new Date(till.clock.wallMs() + 600_000).toUTCString() },
          }
        : result,
  );
  await till.clock.advance(260 * second);
  expect(till.view('showing-qr').expiresAtMs).toBe(before);
});

test('an intent that FEX lets live for a day is cancelled at our own time, and bounded by FEX’s', async () => {
  await open({ settings: { cancelPendingApproval: 'refuse' } });
  const lateExpiry = (result: HttpResult): HttpResult =>
    result.kind === 'answer'
      ? {
          ...result,
          text: result.text.replace(
            /"expires_at":"[^"]+"/g,
            `"expires_at":"${new Date(Date.UTC(2026, 0, 6, 9)).toISOString()}"`,
          ),
        }
      : result;
  tamper((request) => isScan(request) || isGet(request), lateExpiry);
  control().set({ expiryDelayMs: 86_400_000 });
  await till.scan(2999, ada());
  await till.clock.advance(200 * second);
  const view = till.view('unknown');
  expect(view.cause).toBe('in-progress');
  expect(view.chargeableUntilMs).toBeGreaterThan(Date.UTC(2026, 0, 6, 8));
});

test('another amount in a read takes the code off the screen, and the intent is cancelled', async () => {
  await open();
  await till.charge(2999);
  tamper(isGet, (result) =>
    result.kind === 'answer'
      ? { ...result, text: result.text.replace('"amount":29.99', '"amount":99.99') }
      : result,
  );
  await till.clock.advance(2 * second);
  expect(till.kind()).not.toBe('showing-qr');
  await till.clock.advance(2 * second);
  expect(intents()[0]?.status).toBe('cancelled');
  expect(till.view('not-charged').reason).toBe('bad-answer');
});

test.each([{ status: 403 }, { status: 429, retryAfterS: 120 }])(
  'FEX that answers, but not about our intent ($status), leaves no code on the screen',
  async (fault) => {
    await open();
    await till.charge(2999);
    control().addFault({ endpoint: 'intents.get', ...fault });
    await till.clock.advance(11 * second);
    expect(till.view('unknown').cause).toBe('unreachable');
  },
);

test('a wallet named in FEX’s refusal is neither journaled nor shown', async () => {
  await open();
  const lastSaid = () => till.memory.disk.rows.at(-1)?.body.said;
  tamper(isScan, (result) =>
    result.kind === 'answer'
      ? {
          ...result,
          status: 404,
          text: JSON.stringify({ success: false, error: `wallet ${ada()} not found, code hello-wallet` }),
        }
      : result,
  );
  await till.scan(2999, ada());
  await till.clock.advance(0);
  expect(lastSaid()).toBe('wallet … not found, code hello-wallet');
  await till.scan(2999, 'hello-wallet');
  await till.clock.advance(0);
  expect(lastSaid()).toBe('wallet … not found, code …');
  expect(JSON.stringify(till.memory.disk.rows)).not.toContain(ada());
});

test('a cancel pressed while FEX is asked outlives a power cut', async () => {
  await open();
  control().addFault({ endpoint: 'scan', partition: 'answer' });
  await till.scan(2999, ada());
  await till.call('payment.cancel', { attemptId: till.view('sending').attemptId });
  control().set({ cancelPendingApproval: 'allow' });
  await till.restart();
  await till.clock.advance(5 * second);
  expect(till.view('not-charged').reason).toBe('cancelled');
});

test('a window that throws at an event does not stop the payment', async () => {
  await open();
  till.counter.onEvent(() => {
    throw new Error('a window that is gone');
  });
  await till.charge(2999);
  expect(till.kind()).toBe('showing-qr');
});
