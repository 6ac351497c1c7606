import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sent } from '../../electron/core/net/classify.ts';
import type { Intent } from '../../electron/core/net/intent.ts';
import { nextTickMs, step } from '../../electron/core/payments/machine.ts';
import type { Effect, Event, Now, State } from '../../electron/core/payments/machine-types.ts';
import { viewOf } from '../../electron/core/payments/view.ts';
import { paymentViewSchema } from '../../shared/payment-view.ts';
import { anAttempt, anIntent } from '../fakes/one-attempt.ts';

/**
 * The machine fed with any events in any order, at any time, honest or not: what must never happen does not.
 */
const startMs = 1_800_000_000_000;

const attempt = (flow: 'standard' | 'reverse') =>
  anAttempt({ flow, expiresInS: flow === 'standard' ? 300 : 90 });

const qr = { size: 21, bits: '1' };
const statuses = [
  'pending',
  'pending_approval',
  'completed',
  'cancelled',
  'expired',
  'refunded',
  'declined',
  'COMPLETED',
  'Completed',
  'paid',
  'success',
  'settled',
  'settling',
];

/** Mostly the first, so that stories get somewhere; sometimes one of the others. */
function likely<T>(first: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { arbitrary: fc.constant(first), weight: 6 },
    { arbitrary: fc.constantFrom(first, ...others), weight: 2 },
  );
}

const intents = fc.record({
  id: likely('I1', 'I2'),
  status: likely('completed', ...statuses),
  amountText: likely('29.99', '29.990000000000002', '19.99', null),
  currency: likely('USD', 'EUR', null),
  counterId: likely('C1', 'C2', null),
  reference: likely('R1', 'R2', null),
  merchantName: fc.constant(null),
  createdAtMs: fc.constant(startMs),
  expiresAtMs: fc.constantFrom(startMs + 300_000, startMs + 90_000, null),
  qrData: fc.constant('x'),
  qrPng: fc.constant(null),
  refundStatus: likely(null, 'initiated', 'pending', 'failed', 'completed'),
  refundLedgerTxId: likely(null, 'L1'),
  isTest: fc.constant(false),
}) satisfies fc.Arbitrary<Intent>;

const ids = likely('A1', 'A2', 'F1');
const maybeQr = fc.constantFrom(qr, null);
const maybeOther = likely(null, { intentId: 'I2', expiresAtMs: startMs + 300_000, merchantName: null });
const sents: fc.Arbitrary<Sent> = fc.oneof(
  intents.map((intent): Sent => ({ kind: 'executed', intent })),
  fc.constant<Sent>({ kind: 'unknown' }),
  fc.constant<Sent>({ kind: 'not-executed', why: 'not-sent' }),
  fc
    .constantFrom(400, 401, 403, 404, 409, 422, 429)
    .map(
      (status): Sent => ({ kind: 'not-executed', why: 'refused', status, said: 'no', retryAfterMs: null }),
    ),
);
const events: fc.Arbitrary<Event> = fc.oneof(
  ids.map((attemptId): Event => ({ type: 'token', attemptId, token: 'T', timeSure: true })),
  ids.map((attemptId): Event => ({ type: 'no-token', attemptId, why: 'unreachable' })),
  fc
    .tuple(ids, sents, maybeQr)
    .map(([attemptId, sent, picture]): Event => ({ type: 'answered', attemptId, sent, qr: picture })),
  fc.tuple(intents, maybeQr, maybeOther).map(
    ([intent, picture, other]): Event => ({
      ...{ type: 'read', intentId: intent.id, intent, qr: picture },
      other: other?.intentId === intent.id ? null : other,
    }),
  ),
  fc.boolean().map((refused): Event => ({ type: 'cancel-answered', intentId: 'I1', refused, sent: true })),
  fc.tuple(ids, intents, maybeQr, fc.constantFrom('found', 'absent', 'inconclusive')).map(
    ([attemptId, intent, picture, kind]): Event => ({
      type: 'pass',
      attemptId,
      result: kind === 'found' ? { kind, intent } : { kind: kind as 'absent' },
      qr: picture,
    }),
  ),
  fc.tuple(ids, intents).map(([attemptId, intent]): Event => ({ type: 'id-supplied', attemptId, intent })),
  ids.map((attemptId): Event => ({ type: 'cancel', attemptId })),
  ids.map((attemptId): Event => ({ type: 'check', attemptId })),
  ids.map((attemptId): Event => ({ type: 'next', attemptId })),
  fc.constant<Event>({ type: 'offline' }),
  fc.constant<Event>({ type: 'tick' }),
);

interface Told {
  event: Event;
  before: State;
  after: State;
  effects: Effect[];
  now: Now;
}

function play(flow: 'standard' | 'reverse', story: readonly [Event, number][]): Told[] {
  let now: Now = { serverMs: startMs, monoMs: 0, fresh: true };
  let freshCount = 0;
  const fresh = () => {
    freshCount += 1;
    return { attemptId: `F${freshCount}`, reference: `FR${freshCount}` };
  };
  const told: Told[] = [];
  let state: State = { kind: 'idle' };
  for (const [event, passMs] of [
    [{ type: 'charge', attempt: attempt(flow) }, 0] as [Event, number],
    ...story,
  ]) {
    now = { serverMs: now.serverMs + passMs, monoMs: now.monoMs + passMs, fresh: true };
    const before = state;
    const [after, effects] = step(state, event, now, fresh);
    told.push({ event, before, after, effects, now });
    state = after;
  }
  return told;
}

const steps = fc.tuple(events, fc.constantFrom(0, 100, 2_000, 30_000, 120_000));
const good = anIntent({
  status: 'pending',
  createdAtMs: startMs,
  expiresAtMs: startMs + 300_000,
  qrData: 'x',
});
const tokenCame: [Event, number] = [{ type: 'token', attemptId: 'A1', token: 'T', timeSure: true }, 0];
const accepted: [Event, number] = [
  { type: 'answered', attemptId: 'A1', sent: { kind: 'executed', intent: good }, qr },
  100,
];
const lost: [Event, number] = [
  { type: 'answered', attemptId: 'A1', sent: { kind: 'unknown' }, qr: null },
  100,
];
/** Stories start anywhere: before the token, after it, after a good answer, after a lost one. */
const stories = fc
  .tuple(
    fc.constantFrom<[Event, number][]>([], [tokenCame], [tokenCame, accepted], [tokenCame, lost]),
    fc.array(steps, { maxLength: 25 }),
  )
  .map(([begun, rest]) => [...begun, ...rest]);
const runs = { numRuns: 3_000 };
const facts = (effects: Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'journal' ? [effect.fact.type] : []));

describe.each(['standard', 'reverse'] as const)('%s flow, any events in any order', (flow) => {
  test('paid comes only from a read of exactly completed, our amount, our currency, no other counter', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { event, before, after } of play(flow, story)) {
          if (after.kind !== 'paid' || before.kind === 'paid') continue;
          if (event.type !== 'read') throw new Error(`paid after ${event.type}`);
          const { intent } = event;
          expect(intent.status).toBe('completed');
          expect(['29.99', '29.990000000000002']).toContain(intent.amountText);
          expect(intent.currency).toBe('USD');
          expect(intent.counterId).not.toBe('C2');
          expect(intent.reference).not.toBe('R2');
        }
      }),
      runs,
    );
  });

  test('never more sends than allowed: one scan, or two creates of which the second follows an unanswered one', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const told = play(flow, story);
        const sends = told.flatMap(({ effects }) => effects.filter((effect) => effect.do === 'send'));
        const rows = told.flatMap(({ effects }) => facts(effects));
        const repeats = rows.filter((row) => row === 'attempt.sent-again').length;
        expect(repeats).toBeLessThanOrEqual(flow === 'reverse' ? 1 : 2);
        if (flow === 'reverse') expect(sends.length).toBeLessThanOrEqual(1 + repeats);
        // Sent again only after a refusal that surely had no effect.
        for (const [index, { effects }] of told.entries()) {
          if (!facts(effects).includes('attempt.sent-again')) continue;
          const refused = told
            .slice(0, index)
            .some(
              ({ event }) =>
                event.type === 'answered' &&
                event.sent.kind === 'not-executed' &&
                event.sent.why === 'refused' &&
                event.sent.status === 401,
            );
          expect(refused).toBe(true);
        }
        if (flow === 'reverse') return;
        expect(sends.length).toBeLessThanOrEqual(2 + repeats);
        if (sends.length > 1 + repeats) expect(rows).toContain('attempt.unanswered');
      }),
      runs,
    );
  });

  test('a send is preceded by its row in the same step, a code by its shown row', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { effects, before, after } of play(flow, story)) {
          const order = effects.map((effect) => (effect.do === 'journal' ? effect.fact.type : effect.do));
          const send = order.indexOf('send');
          if (send >= 0)
            expect(order.slice(0, send).some((one) => one.startsWith('attempt.sent'))).toBe(true);
          const appears = after.kind === 'showing-qr' && before.kind === 'sending';
          if (appears) expect(order).toContain('attempt.shown');
        }
      }),
      runs,
    );
  });

  test('cancelled while the request was being made: it is never sent, or never shown', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let wanted = false;
        for (const { event, before, after, effects } of play(flow, story)) {
          if (
            event.type === 'cancel' &&
            before.kind === 'sending' &&
            event.attemptId === before.attempt.attemptId
          )
            wanted = true;
          if (!wanted || before.kind !== 'sending') continue;
          expect(effects.some((effect) => effect.do === 'send')).toBe(false);
          expect(['showing-qr', 'waiting']).not.toContain(after.kind);
        }
      }),
      runs,
    );
  });

  test('not charged is said only where nothing can be charged', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { event, before, after, now } of play(flow, story)) {
          if (after.kind !== 'not-charged' || before.kind === 'not-charged') continue;
          const shown =
            before.kind === 'showing-qr' ||
            before.kind === 'cancelling' ||
            before.kind === 'waiting' ||
            before.kind === 'unknown';
          if (!shown) continue;
          // Somebody may have seen it: then only FEX's word ends it.
          // A look through the list ends it only where nobody new can be charged, and only the second clean one.
          if (event.type === 'pass' && before.kind === 'unknown') {
            expect(before.known).toBeNull();
            expect(event.result.kind).toBe('absent');
            expect(before.cleanAfterBound).toBe(1);
            expect(before.passBeganMs ?? 0).toBeGreaterThanOrEqual(before.attempt.chargeableUntilMs);
            expect(now.serverMs).toBeGreaterThanOrEqual(before.attempt.chargeableUntilMs);
            continue;
          }
          if (event.type !== 'read') throw new Error(`not charged after ${event.type}`);
          expect(['cancelled', 'expired', 'declined']).toContain(event.intent.status);
          expect(event.other).toBeNull();
          if (event.intent.status === 'expired' && 'known' in before && before.known) {
            expect(now.serverMs).toBeGreaterThanOrEqual(before.known.expiresAtMs + 5_000);
          }
        }
      }),
      runs,
    );
  });

  test('a code is never on the screen once its time is over and a tick came, nor after it was cancelled', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let cancelled = false;
        for (const { event, after, now } of play(flow, story)) {
          if (event.type === 'cancel' && event.attemptId === 'A1' && after.kind === 'cancelling')
            cancelled = true;
          if (after.kind !== 'showing-qr') continue;
          expect(cancelled).toBe(false);
          if (event.type === 'tick') expect(now.serverMs).toBeLessThan(after.known.expiresAtMs);
        }
      }),
      runs,
    );
  });

  test('every state has a view of the contract, and every open wait has an end', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { after, now } of play(flow, story)) {
          expect(paymentViewSchema.safeParse(viewOf(after, now)).error).toBeUndefined();
          const waits =
            after.kind === 'showing-qr' || after.kind === 'waiting' || after.kind === 'cancelling';
          if (waits) expect(nextTickMs(after, now)).not.toBeNull();
          if (after.kind === 'unknown' && after.known === null && !after.passing)
            expect(nextTickMs(after, now)).not.toBeNull();
        }
      }),
      runs,
    );
  });
});

describe('asking for a scan nobody answered', () => {
  const sentAt = { serverMs: startMs, monoMs: 0, fresh: true };
  const at = (ms: number): Now => ({ serverMs: startMs + ms, monoMs: ms, fresh: true });
  const fresh = () => ({ attemptId: 'F1', reference: 'FR1' });
  const passEnds = (state: State, ms: number, kind: 'absent' | 'inconclusive') =>
    step(state, { type: 'pass', attemptId: 'A1', result: { kind }, qr: null }, at(ms), fresh)[0];
  /** 15 s time-out, 30 s on the way, 90 s to approve, 10 s beyond. */
  const boundMs = 145_000;

  function unanswered(): State {
    let state = step({ kind: 'idle' }, { type: 'charge', attempt: attempt('reverse') }, sentAt, fresh)[0];
    for (const [event, ms] of [tokenCame, lost]) state = step(state, event, at(ms), fresh)[0];
    return state;
  }

  test.each(['absent', 'inconclusive'] as const)(
    'comes 10 s after the first pass beyond the bound, when they are %s; two clean ones end it, others go on every minute',
    (kind) => {
      let state = unanswered();
      // Those before the bound are planned as ever, to the last millisecond.
      for (const ms of [2_000, 5_000, 10_000, 20_000, 40_000, boundMs - 1]) state = passEnds(state, ms, kind);
      expect(state).toMatchObject({
        kind: 'unknown',
        attempt: { chargeableUntilMs: startMs + boundMs },
        passesAfterBound: 0,
        nextPassAtMono: boundMs - 1 + 60_000,
      });
      // The bound itself asks, whatever was planned.
      expect(nextTickMs(state, at(boundMs - 1))).toBe(1);
      const [asking, effects] = step(state, { type: 'tick' }, at(boundMs), fresh);
      expect(effects).toMatchObject([{ do: 'pass' }]);

      const first = passEnds(asking, boundMs + 700, kind);
      expect(first).toMatchObject({ passesAfterBound: 1, nextPassAtMono: boundMs + 700 + 10_000 });
      expect(nextTickMs(first, at(boundMs + 700))).toBe(10_000);
      expect(step(first, { type: 'tick' }, at(boundMs + 10_699), fresh)[1]).toEqual([]);
      const [again, more] = step(first, { type: 'tick' }, at(boundMs + 10_700), fresh);
      expect(more).toMatchObject([{ do: 'pass' }]);

      const second = passEnds(again, boundMs + 11_000, kind);
      if (kind === 'absent') {
        expect(second).toMatchObject({ kind: 'not-charged', reason: 'absent' });
        return;
      }
      expect(second).toMatchObject({ passesAfterBound: 2, nextPassAtMono: boundMs + 11_000 + 60_000 });
    },
  );
});
