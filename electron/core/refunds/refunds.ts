import { type Done, done, failed } from '../../../shared/failures.ts';
import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Attempt, Fact, Now } from '../payments/machine-types.ts';
import type { Actor, Clock, Log, Stop, StoredRow } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import { askingState, refundStep } from './refund-machine.ts';
import { refundsFrom } from './refund-record.ts';
import type { Refund, RefundEvent } from './refund-types.ts';
import { isStuck } from './refund-view.ts';

/**
 * Gives payments back (money rule 12): runs what the machine says, the row on the disk before the POST, one
 * request of a refund at a time. `decide`, `withdraw` and `again` are called in turn with the payment's events.
 */
export interface Refunds {
  /** A manager's decision; it is on the disk when this resolves, and nothing was sent by then. */
  decide(order: RefundOrder, confirmed: boolean): Promise<Done>;
  /** The setting's decision; once per intent, whatever became of it. */
  decideByItself(order: RefundOrder): Promise<void>;
  withdraw(attemptId: string, confirmed: boolean): Promise<Done>;
  again(attemptId: string, confirmed: boolean): Promise<Done>;
  /** Reads now. */
  look(attemptId: string): Done;
  /** Something was heard of this intent: it is read now. True where a refund of it is open. */
  heard(intentId: string): boolean;
  /** Decided and neither done nor withdrawn. */
  isOpen(intentId: string): boolean;
  /** The attempt has an open refund, so its journal stays open. */
  holds(attemptId: string): boolean;
  /** Of this run and those that the run before left open; oldest decision first. */
  all(): readonly Refund[];
  isLooking(refund: Refund): boolean;
  /** Takes up what the run before left. */
  resume(rows: readonly StoredRow[], attemptOf: (attemptId: string) => Attempt | undefined): void;
  /** FEX answers again. */
  online(): void;
  dispose(): void;
}

export interface RefundOrder {
  attempt: Attempt;
  intentId: string;
  /** What is given back: `late-money`, and what later features add. */
  why: 'late-money';
}

const journalRetryMs = 2_000;
const haltedRetryMs = 30_000;
const ledgerEveryMs = 60_000;

export function createRefunds(options: {
  fex: Pick<FexClient, 'getOwn' | 'refund' | 'ledger'>;
  clock: Clock;
  log: Log;
  approve: Approve;
  isOffline(): boolean;
  /** False while another till may sell as this counter. */
  maySend(): boolean;
  /** Runs work in turn with the payment's events. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Puts facts on the disk; false where the disk refused. */
  record(facts: readonly Fact[]): Promise<boolean>;
  onChange(): void;
  now(): Now;
}): Refunds {
  const { fex, clock, log, now, inTurn } = options;
  const refunds = new Map<string, Refund>();
  /** The next read of each. */
  const timers = new Map<Refund, Stop>();
  /** What is being read or sent now: one request of a refund at a time. */
  const flying = new Set<Refund>();
  /** Reads that somebody pressed for. */
  const looks = new Set<Refund>();
  const ledgerReadAtMono = new Map<Refund, number>();
  const stopPauses = new Set<Stop>();
  let disposed = false;

  const isOpenRefund = ({ state }: Refund) => state.kind !== 'done' && state.kind !== 'withdrawn';
  const openOf = (attemptId: string) =>
    [...refunds.values()].find((one) => one.attempt.attemptId === attemptId && isOpenRefund(one));

  function surprise(error: unknown): void {
    log.error('refund.surprise', { error: error instanceof Error ? error.message : 'unknown' });
  }

  /** Plans the next read, no sooner than `atLeastMs` from now. */
  function plan(refund: Refund, atLeastMs = 0): void {
    timers.get(refund)?.();
    timers.delete(refund);
    const { state } = refund;
    const nextReadAtMono = 'nextReadAtMono' in state ? state.nextReadAtMono : null;
    if (disposed || nextReadAtMono === null || flying.has(refund) || options.isOffline()) return;
    const delayMs = Math.max(nextReadAtMono - clock.monotonicMs(), atLeastMs, 0);
    timers.set(
      refund,
      clock.after(delayMs, () => void fly(refund)),
    );
  }

  async function fly(refund: Refund): Promise<void> {
    if (disposed || flying.has(refund) || !isOpenRefund(refund)) return;
    timers.get(refund)?.();
    flying.add(refund);
    const waitMs = await readAndSend(refund).catch((error: unknown) => {
      surprise(error);
      return haltedRetryMs;
    });
    flying.delete(refund);
    if (looks.delete(refund)) options.onChange();
    plan(refund, waitMs);
  }

  /** One read, and the POST where it allows one. How long to wait at least before the next. */
  async function readAndSend(refund: Refund): Promise<number> {
    const startedMono = clock.monotonicMs();
    const read = await fex.getOwn(refund.intentId);
    const next = await inTurn(() => apply(refund, eventOf(read, startedMono)));
    if (next !== 'send') {
      await lookInLedger(refund);
      return next;
    }
    if (disposed) return 0;
    const sent = await fex.refund(refund.intentId).catch((error: unknown) => {
      // A surprise in our own code after the socket opened is no outcome either.
      surprise(error);
      return { kind: 'unknown' } as const;
    });
    // What FEX said is heard once: tried until it is on the disk.
    while (!disposed && refund.state.kind === 'sending') {
      await inTurn(() => apply(refund, { type: 'answered', sent }));
      if (refund.state.kind === 'sending') await pause(journalRetryMs);
    }
    return 0;
  }

  /** The ledger is the better witness of a refund that FEX never calls done; not every token may read it. */
  async function lookInLedger(refund: Refund): Promise<void> {
    const { state } = refund;
    if (disposed || state.kind !== 'on-its-way' || !isStuck(refund, now())) return;
    const nowMono = clock.monotonicMs();
    if (nowMono - (ledgerReadAtMono.get(refund) ?? Number.NEGATIVE_INFINITY) < ledgerEveryMs) return;
    ledgerReadAtMono.set(refund, nowMono);
    const read = await fex.ledger();
    if (read.kind !== 'read') return;
    const shown = read.value.some(
      (row) => row.type === 'refund' && row.isFinal && row.intentId === refund.intentId,
    );
    if (shown) await inTurn(() => apply(refund, { type: 'in-ledger' }));
  }

  /** Rows first, then the state. `send`: the POST follows; else how long to wait at least. */
  async function apply(refund: Refund, event: RefundEvent): Promise<'send' | number> {
    if (disposed || refunds.get(refund.intentId) !== refund) return 0;
    const next = refundStep(refund, event, now());
    if (next.send && !options.maySend()) return haltedRetryMs;
    if (next.facts.length > 0 && !(await options.record(next.facts))) return journalRetryMs;
    refund.state = next.state;
    if (!disposed) options.onChange();
    return next.send ? 'send' : 0;
  }

  async function begin({ attempt, intentId, why }: RefundOrder, by: Actor): Promise<boolean> {
    const offline = options.isOffline();
    const body = { intentId, cause: why, offline };
    if (!(await options.record([{ type: 'refund.decided', attempt, by, open: true, body }]))) return false;
    const { serverMs } = now();
    const refund = { attempt, intentId, decidedAtMs: serverMs, state: askingState(0, null, now()) };
    refunds.delete(intentId);
    refunds.set(intentId, refund);
    if (!disposed) options.onChange();
    plan(refund);
    return true;
  }

  /** Something a manager decides about an open refund. */
  async function request(
    attemptId: string,
    confirmed: boolean,
    eventBy: (by: Actor) => RefundEvent,
  ): Promise<Done> {
    const refund = openOf(attemptId);
    if (!refund) return failed('not-open');
    const event = eventBy('counter');
    if (refundStep(refund, event, now()).facts.length === 0) return failed('not-possible-now');
    const approval = await options.approve('refund', confirmed);
    if (!approval.ok) return failed(approval.failure);
    if ((await apply(refund, eventBy(approval.actor))) !== 0) return failed('not-recorded');
    plan(refund);
    return done;
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(delayMs, end);
      stopPauses.add(end);
      function end() {
        stopPauses.delete(end);
        stop();
        resolve();
      }
    });
  }

  const isOpen = (intentId: string) => {
    const refund = refunds.get(intentId);
    return refund !== undefined && isOpenRefund(refund);
  };

  return {
    async decide(order, confirmed) {
      const before = refunds.get(order.intentId);
      if (before !== undefined && before.state.kind !== 'withdrawn') return failed('not-possible-now');
      const approval = await options.approve('refund', confirmed);
      if (!approval.ok) return failed(approval.failure);
      return (await begin(order, approval.actor)) ? done : failed('not-recorded');
    },
    async decideByItself(order) {
      if (!refunds.has(order.intentId)) await begin(order, 'counter');
    },
    withdraw: (attemptId, confirmed) =>
      request(attemptId, confirmed, (by) => ({ type: 'withdraw', by, why: 'manager' })),
    again: (attemptId, confirmed) => request(attemptId, confirmed, (by) => ({ type: 'again', by })),
    look(attemptId) {
      const refund = openOf(attemptId);
      if (!refund) return failed('not-open');
      if (options.isOffline()) return failed('offline');
      looks.add(refund);
      options.onChange();
      void fly(refund);
      return done;
    },
    heard(intentId) {
      const refund = refunds.get(intentId);
      if (refund === undefined || !isOpenRefund(refund)) return false;
      void fly(refund);
      return true;
    },
    isOpen,
    holds: (attemptId) => openOf(attemptId) !== undefined,
    all: () => [...refunds.values()],
    isLooking: (refund) => looks.has(refund),
    resume(rows, attemptOf) {
      for (const refund of refundsFrom(rows, attemptOf, now())) refunds.set(refund.intentId, refund);
      for (const refund of refunds.values()) plan(refund);
    },
    online() {
      for (const refund of refunds.values()) void fly(refund);
    },
    dispose() {
      disposed = true;
      for (const stop of timers.values()) stop();
      for (const stop of stopPauses) stop();
    },
  };
}

function eventOf(read: Read<Intent>, startedMono: number): RefundEvent {
  if (read.kind === 'read') return { type: 'read', intent: read.value, startedMono };
  return read.kind === 'refused' ? { type: 'read-refused', status: read.status } : { type: 'read-failed' };
}
