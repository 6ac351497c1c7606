import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RefundSent } from '../../electron/core/net/classify.ts';
import type { Intent } from '../../electron/core/net/intent.ts';
import type { Now } from '../../electron/core/payments/machine-types.ts';
import { askingState, canWithdraw, refundStep } from '../../electron/core/refunds/refund-machine.ts';
import { type RefundSight, refundSightOf } from '../../electron/core/refunds/refund-sight.ts';
import type { Refund, RefundEvent, RefundState } from '../../electron/core/refunds/refund-types.ts';
import { refundViewOf } from '../../electron/core/refunds/refund-view.ts';
import { paymentViewSchema } from '../../shared/payment-view.ts';
import { anAttempt, anIntent } from '../fakes/one-attempt.ts';

/** What one read says of a refund, and the machine fed with anything at any time: money rule 12. */

const startMs = 1_800_000_000_000;
const attempt = anAttempt({ sentAtMs: startMs, chargeableUntilMs: startMs + 350_000 });
const paid = anIntent({ createdAtMs: startMs });

test.each<[Partial<Intent>, RefundSight]>([
  [{}, 'none'],
  [{ refundStatus: 'none' }, 'none'],
  [{ refundStatus: 'not_refunded' }, 'none'],
  [{ status: 'refunded' }, 'given-back'],
  [{ status: 'refunded', refundStatus: 'completed', refundLedgerTxId: 'L' }, 'given-back'],
  [{ status: 'refunded', refundStatus: 'initiated', refundLedgerTxId: 'L' }, 'on-its-way'],
  [{ status: 'refunded', refundStatus: 'failed' }, 'on-its-way'],
  [{ refundLedgerTxId: 'L' }, 'on-its-way'],
  [{ refundLedgerTxId: 'L', refundStatus: 'pending' }, 'on-its-way'],
  [{ refundLedgerTxId: 'L', refundStatus: 'Completed' }, 'given-back'],
  [{ refundStatus: 'initiated' }, 'moving'],
  [{ refundStatus: 'PENDING' }, 'moving'],
  [{ refundStatus: 'completed' }, 'moving'],
  [{ refundStatus: 'failed' }, 'failed'],
  [{ status: 'pending' }, 'not-completed'],
  [{ status: 'cancelled' }, 'not-completed'],
  [{ status: 'expired' }, 'not-completed'],
  [{ status: 'disputed' }, 'undecided'],
  [{ amountText: null }, 'undecided'],
  [{ currency: null }, 'undecided'],
  [{ amountText: '92.99' }, 'contradicts'],
  [{ counterId: 'C2' }, 'contradicts'],
  [{ reference: 'R2' }, 'contradicts'],
])('a read of %j is %s', (fields, sight) => {
  expect(refundSightOf({ ...paid, ...fields }, attempt)).toBe(sight);
});

const now = (monoMs: number): Now => ({ serverMs: startMs + monoMs, monoMs, fresh: true });
const begin = (): Refund => ({
  attempt,
  intentId: 'I1',
  decidedAtMs: startMs,
  state: askingState(0, null, now(0)),
});
const readOf = (fields: Partial<Intent>, startedMono: number): RefundEvent => ({
  type: 'read',
  intent: { ...paid, ...fields },
  startedMono,
});
const refusal = (status: number): RefundSent => ({
  kind: 'not-executed',
  why: 'refused',
  status,
  said: 'no',
  retryAfterMs: null,
});

/** One line: what came, at which second. Gives the states' names. */
function story(...events: [number, RefundEvent | Partial<Intent>][]) {
  const refund = begin();
  let sends = 0;
  for (const [atS, what] of events) {
    const event = 'type' in what ? (what as RefundEvent) : readOf(what as Partial<Intent>, atS * 1000);
    const step = refundStep(refund, event, now(atS * 1000));
    refund.state = step.state;
    if (step.send) sends += 1;
  }
  return { state: refund.state, sends };
}
const answer = (sent: RefundSent | { kind: 'no-token' }): RefundEvent => ({ type: 'answered', sent });
const unknown = answer({ kind: 'unknown' });

describe('one decision', () => {
  test('is sent after one read that shows no refund', () => {
    expect(story([0, {}])).toMatchObject({ sends: 1, state: { kind: 'sending', sends: 1 } });
  });
  test.each([
    [{ status: 'refunded' }, 'done'],
    [{ refundLedgerTxId: 'L' }, 'on-its-way'],
    [{ refundStatus: 'pending' }, 'asking'],
    [{ status: 'cancelled' }, 'failed'],
    [{ amountText: '1.00' }, 'failed'],
    [{ amountText: null }, 'asking'],
  ] as const)('is not sent where the read shows %j', (fields, kind) => {
    expect(story([0, fields])).toMatchObject({ sends: 0, state: { kind } });
  });
  test('is not sent again after one read, nor after two that are less than 5 s apart', () => {
    const sent = [
      [0, {}],
      [1, unknown],
    ] as [number, RefundEvent | Partial<Intent>][];
    expect(story(...sent, [20, {}]).sends).toBe(1);
    expect(story(...sent, [20, {}], [24, {}]).sends).toBe(1);
    expect(story(...sent, [20, {}], [25, {}]).sends).toBe(2);
  });
  test('a read between that shows something of a refund begins the two anew', () => {
    const { sends } = story([0, {}], [1, unknown], [20, {}], [23, { refundStatus: 'pending' }], [26, {}]);
    expect(sends).toBe(1);
  });
  test('an accepted one is never sent again, whatever the reads show', () => {
    const accepted = answer({ kind: 'accepted' });
    const told = story([0, {}], [1, accepted], [2, {}], [10, {}], [100, {}], [800, {}], [900, {}]);
    expect(told).toMatchObject({ sends: 1, state: { kind: 'failed', reason: 'not-shown' } });
  });
  test.each([
    [403, 'forbidden'],
    [401, 'forbidden'],
    [422, 'no-wallet'],
    [404, 'refused'],
  ])('refused with %i: failed after one read, as %s', (status, reason) => {
    const told = story([0, {}], [1, answer(refusal(status))], [2, {}]);
    expect(told).toMatchObject({ sends: 1, state: { kind: 'failed', reason } });
  });
  test('a 409 is believed neither way: two reads, then failed', () => {
    const sent = [
      [0, {}],
      [1, answer(refusal(409))],
    ] as [number, RefundEvent | Partial<Intent>][];
    expect(story(...sent, [2, {}]).state.kind).toBe('asking');
    expect(story(...sent, [2, {}], [8, {}]).state).toMatchObject({ kind: 'failed', reason: 'conflict' });
    expect(story(...sent, [2, {}], [8, { status: 'refunded' }]).state).toMatchObject({
      kind: 'done',
      elsewhere: true,
    });
  });
  test('withdrawn before it was sent, and lapsed with the shift; not after', () => {
    const withdraw = (why: 'manager' | 'shift-closed'): RefundEvent => ({
      type: 'withdraw',
      by: 'manager (unproved)',
      why,
    });
    expect(story([0, withdraw('manager')]).state.kind).toBe('withdrawn');
    expect(story([0, { type: 'read-failed' }], [9, withdraw('shift-closed')]).state.kind).toBe('withdrawn');
    expect(story([0, {}], [1, withdraw('manager')]).state.kind).toBe('sending');
    expect(story([0, {}], [1, unknown], [2, withdraw('manager')]).state.kind).toBe('asking');
    const notSent = answer({ kind: 'not-executed', why: 'not-sent' });
    expect(story([0, {}], [1, notSent], [2, withdraw('manager')]).state.kind).toBe('withdrawn');
    expect(story([0, { refundLedgerTxId: 'L' }], [1, withdraw('manager')]).state.kind).toBe('on-its-way');
  });
  test.each([
    ['never left', answer({ kind: 'not-executed', why: 'not-sent' })],
    ['had no token', answer({ kind: 'no-token' })],
    ['was refused', answer(refusal(422))],
  ])('lost, and the second POST %s: withdrawn only after a read that began 45 s later', (_what, second) => {
    const sent: [number, RefundEvent | Partial<Intent>][] = [
      [0, {}],
      [1, unknown],
      [6, {}],
      [11, {}],
      [12, second],
      [13, {}],
    ];
    const withdraw: RefundEvent = { type: 'withdraw', by: 'manager (unproved)', why: 'manager' };
    expect(story(...sent, [14, withdraw]).state.kind).not.toBe('withdrawn');
    expect(story(...sent, [60, withdraw]).state.kind).not.toBe('withdrawn');
    expect(story(...sent, [45, {}], [60, withdraw]).state.kind).not.toBe('withdrawn');
    expect(story(...sent, [60, { type: 'read-failed' }], [61, withdraw]).state.kind).not.toBe('withdrawn');
    expect(story(...sent, [46, { refundStatus: 'failed' }], [60, withdraw]).state.kind).toBe('withdrawn');
    expect(story(...sent, [20, { status: 'refunded' }]).state).toMatchObject({ elsewhere: false });
    expect(story(...sent, [20, { refundLedgerTxId: 'L' }]).state).toMatchObject({ elsewhere: false });
  });
  test('a single read without the refund does not undo that it was on its way', () => {
    const way = [0, { refundLedgerTxId: 'L' }] as [number, Partial<Intent>];
    expect(story(way, [3, {}]).state.kind).toBe('on-its-way');
    expect(story(way, [3, {}], [10, { refundLedgerTxId: 'L' }], [90, {}]).state.kind).toBe('on-its-way');
    expect(story(way, [3, {}], [90, {}]).state).toMatchObject({ kind: 'failed', reason: 'not-shown' });
  });
});

const fields = fc.record({
  status: fc.constantFrom('completed', 'completed', 'completed', 'refunded', 'pending', 'cancelled', 'x'),
  refundStatus: fc.constantFrom(null, null, '', 'none', 'initiated', 'pending', 'completed', 'failed'),
  refundLedgerTxId: fc.constantFrom(null, null, null, 'L'),
  amountText: fc.constantFrom('29.99', '29.99', '29.99', '92.99', null),
});
const sents: fc.Arbitrary<RefundSent | { kind: 'no-token' }> = fc.oneof(
  fc.constant({ kind: 'accepted' } as const),
  fc.constant({ kind: 'unknown' } as const),
  fc.constant({ kind: 'no-token' } as const),
  fc.constant({ kind: 'not-executed', why: 'not-sent' } as const),
  fc.constantFrom(400, 401, 403, 404, 409, 422, 429).map(refusal),
);
const by = 'manager (unproved)' as const;
const happenings = fc.oneof(
  { arbitrary: fields.map((one) => ({ type: 'read', fields: one }) as const), weight: 5 },
  { arbitrary: sents.map((sent) => ({ type: 'answered', sent }) as const), weight: 3 },
  fc.constant({ type: 'read-failed' } as const),
  fc.constantFrom(401, 403, 404).map((status) => ({ type: 'read-refused', status }) as const),
  fc.constant({ type: 'in-ledger' } as const),
  fc.constant({ type: 'again', by } as const),
  fc
    .constantFrom('manager' as const, 'shift-closed' as const)
    .map((why) => ({ type: 'withdraw', by, why }) as const),
);

const isUnread = (type: string) => type === 'read-failed' || type === 'read-refused';

test('whatever comes in whatever order: never a POST without the reads that allow it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(happenings, fc.integer({ min: 0, max: 9_000 })), { maxLength: 40 }),
      (all) => {
        const refund = begin();
        let monoMs = 0;
        let sends = 0;
        /** When reads in a row began to show no refund, since the last thing that was not one. */
        let clearSince: number | null = null;
        let acceptedOnce = false;
        /** When the last POST was given up that nobody answered, until a read shows that it did not arrive. */
        let lostMono: number | null = null;
        for (const [what, pauseMs] of all) {
          monoMs += pauseMs;
          const event: RefundEvent =
            what.type === 'read' ? readOf(what.fields, monoMs) : (what as RefundEvent);
          const before: RefundState = refund.state;
          const step = refundStep(refund, event, now(monoMs));
          refund.state = step.state;
          const clear =
            what.type === 'read' && refundSightOf({ ...paid, ...what.fields }, attempt) === 'none';
          if (step.send) {
            expect(clear).toBe(true);
            expect(before.kind).toBe('asking');
            expect(step.facts.map((one) => one.type)).toEqual(['refund.sent']);
            if (sends > 0) expect(monoMs - (clearSince ?? monoMs)).toBeGreaterThanOrEqual(5_000);
            expect(acceptedOnce).toBe(false);
            sends += 1;
          }
          if (before.kind === 'sending' && what.type === 'answered' && what.sent.kind === 'accepted')
            acceptedOnce = true;
          if (before.kind === 'sending' && what.type === 'answered' && what.sent.kind === 'unknown')
            lostMono = monoMs;
          // A manager may have one sent again that FEX accepted and never showed.
          if (what.type === 'again') acceptedOnce = false;
          if (clear) clearSince ??= monoMs;
          // An answer that nothing waits for says nothing; a read that failed leaves the ones before it standing.
          else if (what.type === 'read' || !(step.state === before || isUnread(what.type))) clearSince = null;
          if (before.kind === 'done' || before.kind === 'withdrawn')
            expect(step).toEqual({ state: before, facts: [], send: false });
          const sight = what.type === 'read' ? refundSightOf({ ...paid, ...what.fields }, attempt) : null;
          const showsNone = ['none', 'failed', 'not-completed', 'contradicts'].includes(sight ?? '');
          if (showsNone && lostMono !== null && monoMs - lostMono >= 45_000) lostMono = null;
          if (lostMono !== null) {
            expect(canWithdraw(step.state)).toBe(false);
            expect(step.state.kind).not.toBe('withdrawn');
            for (const { body } of step.facts) expect(body.elsewhere ?? false).toBe(false);
          }
          const done = step.facts.some((one) => one.type === 'refund.done' || one.type === 'refund.accepted');
          if (done) expect(['read', 'in-ledger']).toContain(what.type);
          const view = refundViewOf(refund, now(monoMs), { offline: false, looking: false });
          if (view !== null) expect(paymentViewSchema.safeParse(view).success).toBe(true);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
