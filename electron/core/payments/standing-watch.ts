import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Log, Stop } from '../ports.ts';
import type { Looker } from './looker.ts';
import type { Fact, Now } from './machine-types.ts';
import { noteRead } from './other-rows.ts';
import type { SaleTries } from './sale-tries.ts';
import { type Entry, isLate, type WatchBook } from './watch-book.ts';
import { isUnsettled, looksNow, nextVisitMs } from './watch-plan.ts';
import { afterFound, afterSight } from './watch-rules.ts';

/**
 * Goes on looking at attempts that ended: at their expiry, a minute, ten minutes, an hour and a day after it,
 * and once after every start (money rule 7). One round at a time, one read at a time, one look for all; what
 * could not be read stays due.
 */
export interface StandingWatch {
  /** Looks for what is due; called when something ended, when FEX answers again and at start. */
  wake(): void;
  /** FEX answers again: what had failed is due now. */
  online(): void;
  /** Somebody wants to know of a released sale now, and not at its next visit. */
  ask(attemptId: string): void;
  /** Whether that is still being read. */
  isAsked(attemptId: string): boolean;
  /** An intent somebody else read (a webhook's hint, a late answer). */
  heard(intent: Intent, attemptId?: string): Promise<void>;
  /** Rows found while the payment on the screen was looked for. */
  foundBesides(attemptId: string, rows: readonly Intent[]): Promise<void>;
  isWatched(intentId: string): boolean;
  dispose(): void;
}

const longestSleepMs = 60_000;
/** While FEX's time is not sure. */
const unsureSleepMs = 5_000;
const readPauseMs = 250;
const diskRetryMs = 15_000;
const retryDelaysMs = [5_000, 15_000, 60_000, 300_000];
const cleanLooksNeeded = 2;
/** After a disk refused a row that nobody waits for. */
const recordRetryMs = 5_000;
/** A list too long to be read is not read for ever; its next planned visit tries again. */
const mostFailedLooks = 6;

export function createStandingWatch(options: {
  book: WatchBook;
  looker: Looker;
  fex: Pick<FexClient, 'get' | 'cancel' | 'list'>;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
  isOffline(): boolean;
  /** Runs work in turn with the payment's events, so that nothing is decided twice at once. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Puts facts on the disk, then into the book; false where the disk refused. */
  record(facts: readonly Fact[]): Promise<boolean>;
  tries: SaleTries;
  /** Whether what FEX still waits for may be cancelled: not while it may be another till's. */
  mayCancel(entry: Entry): boolean;
  /** True where the intent is being refunded: what was heard of it is the refund's. */
  heardByRefund(intentId: string): boolean;
  /** The attempt is not done with, whatever its watch says. */
  isHeld(attemptId: string): boolean;
  /** An attempt of this till that is watched no longer, where FEX tells something new of it. */
  reopen(intent: Intent): Promise<Entry | null>;
  /** The money pays the sale on the screen. */
  payScreen(entry: Entry, intent: Intent): Promise<void>;
  now(): Now;
  /** What somebody asked for began, or is over. */
  onAsked(): void;
}): StandingWatch {
  const { book, tries, looker, fex, clock, serverClock, log, inTurn } = options;
  let stopTimer: Stop = () => {};
  let stopPause: Stop = () => {};
  let endPause: () => void = () => {};
  let working = false;
  let wasUnsure = false;
  let again = false;
  let disposed = false;
  const asked = new Set<string>();
  /** In this round a row was not taken. */
  let diskRefused = false;

  async function record(facts: readonly Fact[]): Promise<boolean> {
    const taken = await options.record(facts);
    if (!taken) diskRefused = true;
    return taken;
  }

  const ended = () => [...book.entries()].filter((entry) => entry.ended !== null);

  const isWaitedFor = (entry: Entry) =>
    entry.late !== null || options.isHeld(entry.attempt.attemptId) || tries.isNeeded(entry);
  /** FEX has not said what became of it: a refusal to tell is no visit. */
  const isUndecided = isUnsettled;

  function plan(): void {
    stopTimer();
    if (disposed) return;
    const nowMs = serverClock.nowMs();
    let soonest = Number.POSITIVE_INFINITY;
    for (const entry of ended()) {
      const next = nextVisitMs(entry);
      // One whose plan is over waits for nothing but a manager, or for its last row.
      if (next !== null || !isWaitedFor(entry)) soonest = Math.min(soonest, next ?? entry.retryAtMs ?? nowMs);
    }
    if (soonest === Number.POSITIVE_INFINITY) return;
    if (options.isOffline()) soonest = nowMs + longestSleepMs;
    else if (!serverClock.isFresh()) soonest = nowMs + unsureSleepMs;
    const delay = Math.min(Math.max(soonest - nowMs, 20), longestSleepMs);
    stopTimer = clock.after(delay, () => void work());
  }

  async function work(): Promise<void> {
    if (working || disposed) {
      again = true;
      return;
    }
    working = true;
    do {
      again = false;
      await round().catch((error: unknown) =>
        log.error('watch.surprise', { error: error instanceof Error ? error.message : 'unknown' }),
      );
    } while (again && !disposed);
    working = false;
    plan();
    if (asked.size === 0 || disposed) return;
    asked.clear();
    options.onAsked();
  }

  async function round(): Promise<void> {
    if (options.isOffline()) return;
    diskRefused = false;
    // What is due is told by FEX's time: this computer's own may be days ahead, and every visit would be over.
    const asked = serverClock.isFresh() ? null : await fex.list(1, 1);
    const sure = serverClock.isFresh();
    if (disposed || (!sure && asked?.kind !== 'read')) return;
    const nowMs = serverClock.nowMs();
    if (sure) book.sureTime(nowMs, wasUnsure);
    // A FEX that tells no time is read all the same; then no visit counts as made.
    wasUnsure = !sure;
    for (const entry of ended())
      if (sure && nextVisitMs(entry) === null && (entry.retryAtMs ?? 0) <= nowMs) await finish(entry, nowMs);
    const due = ended().filter((entry) => (nextVisitMs(entry) ?? Number.POSITIVE_INFINITY) <= nowMs);
    const looking = due.filter((entry) => looksNow(entry, nowMs));
    const failed = new Set<Entry>();
    const read = new Set<string>();
    if (looking.length > 0) {
      const looked = await looker.all(looking.map((entry) => entry.attempt));
      for (const entry of looking) {
        if (disposed) return;
        const rows = looked.found.get(entry.attempt.reference) ?? [];
        if (!(await inTurn(() => found(entry, rows)))) failed.add(entry);
        // A row that says nothing new needs no read of its own.
        if (entry.ended !== 'released')
          for (const row of rows)
            if (row.status === 'cancelled' || row.status === 'expired') read.add(row.id);
        if (!looked.clean) {
          if (entry.failures < mostFailedLooks || entry.ended === 'released') failed.add(entry);
        } else if (
          rows.length === 0 &&
          !looked.doubtful.has(entry.attempt.reference) &&
          !(await inTurn(() => absent(entry, looked.beganAtMs)))
        )
          failed.add(entry);
      }
    }
    for (const entry of due) {
      for (const { intentId } of [...entry.intents]) {
        if (disposed) return;
        if (entry.counted.has(intentId) && !isLate(entry, intentId)) continue;
        if (read.has(intentId)) continue;
        if (!(await visit(entry, intentId))) failed.add(entry);
        await pause();
      }
      visited(entry, nowMs, failed.has(entry) || !sure);
    }
  }

  function visited(entry: Entry, nowMs: number, failedNow: boolean): void {
    if (!failedNow) {
      entry.visitedMs = nowMs;
      entry.failures = 0;
      entry.retryAtMs = null;
      return;
    }
    // A disk has room again sooner than a FEX that fails: what waits for nothing else is not kept waiting.
    const delay = diskRefused ? diskRetryMs : (retryDelaysMs[entry.failures] ?? 300_000);
    entry.failures += 1;
    entry.retryAtMs = serverClock.nowMs() + delay;
  }

  /**
   * Read, then cancel where FEX still waits, then read again. False where FEX did not answer or the disk refused:
   * then it stays due.
   */
  async function visit(entry: Entry, intentId: string): Promise<boolean> {
    const first = await fex.get(intentId);
    if (first.kind !== 'read') return first.kind === 'refused' && !isUndecided(entry);
    const seen = await inTurn(() => sight(entry, first.value));
    if (seen !== 'cancel') return seen === 'taken';
    const sent = await fex.cancel(intentId);
    if (sent.kind === 'no-token' || disposed) return false;
    const second: Read<Intent> = await fex.get(intentId);
    if (second.kind !== 'read') return second.kind === 'refused' && !isUndecided(entry);
    return (await inTurn(() => sight(entry, second.value))) !== 'unrecorded';
  }

  /** Takes one sight of a watched intent in: `cancel` where FEX still waits for the customer. */
  async function sight(entry: Entry, intent: Intent): Promise<'taken' | 'cancel' | 'unrecorded'> {
    if (disposed || book.get(entry.attempt.attemptId) !== entry) return 'taken';
    noteRead(entry, intent, options.now());
    // Of an open payment's second rows only the money counts; `found` cancels them.
    if (entry.ended === null && intent.status !== 'completed') return 'taken';
    if (options.heardByRefund(intent.id)) return 'taken';
    const seen = afterSight(entry, intent, tries.stands(entry));
    if (seen.forScreen) {
      await options.payScreen(entry, intent);
      return entry.counted.has(intent.id) ? 'taken' : 'unrecorded';
    }
    const settled = seen.facts.some(({ type }) => type === 'outcome.paid') ? tries.paidBy(entry) : [];
    if (seen.facts.length > 0 && !(await record([...seen.facts, ...settled]))) return 'unrecorded';
    for (const { attempt } of settled) visitAtOnce(book.get(attempt.attemptId));
    if (!seen.cancel || !options.mayCancel(entry)) return 'taken';
    return (await cancelAhead(entry, intent.id)) ? 'cancel' : 'unrecorded';
  }

  /** What nobody waits for any more is cancelled where FEX lets it be. */
  function visitAtOnce(entry: Entry | undefined): void {
    if (entry) entry.visitedMs = null;
    void work();
  }

  /** The decision to cancel is on the disk before it is sent; false where the disk refused. */
  async function cancelAhead(entry: Entry, intentId: string): Promise<boolean> {
    if (entry.cancelsSent.has(intentId)) return true;
    const fact: Fact = { type: 'watch.cancel-sent', attempt: entry.attempt, body: { intentId } };
    if (!(await record([fact]))) return false;
    entry.cancelsSent.add(intentId);
    return true;
  }

  /** Takes rows under the attempt's reference in; false where the disk refused. */
  async function found(entry: Entry, rows: readonly Intent[]): Promise<boolean> {
    if (disposed || book.get(entry.attempt.attemptId) !== entry) return true;
    const { facts, cancel } = afterFound(entry, rows);
    if (facts.length > 0 && !(await record(facts))) return false;
    for (const row of cancel) {
      // Of an ended attempt every row is read and cancelled by its visit.
      if (entry.ended !== null || entry.cancelsSent.has(row.id) || !options.mayCancel(entry)) continue;
      if (!(await cancelAhead(entry, row.id))) return false;
      void fex.cancel(row.id);
    }
    return true;
  }

  /** A released attempt that two clean looks after its bound did not find was not charged (money rule 4). */
  async function absent(entry: Entry, beganAtMs: number): Promise<boolean> {
    if (disposed || entry.ended !== 'released' || entry.intents.length > 0) return true;
    if (beganAtMs < entry.attempt.chargeableUntilMs || !serverClock.isFresh()) return true;
    entry.cleanLooks += 1;
    if (entry.cleanLooks < cleanLooksNeeded) return true;
    const body = { reason: 'absent' };
    return record([{ type: 'outcome.not-charged', attempt: entry.attempt, body }]);
  }

  /** Every planned visit was made. What waits for a manager stays. */
  async function finish(entry: Entry, nowMs: number): Promise<void> {
    if (isWaitedFor(entry)) return;
    await inTurn(async () => {
      if (disposed) return;
      const fact: Fact = { type: 'watch.ended', attempt: entry.attempt, open: false, body: {} };
      // A disk that refuses is asked again later, not at once and for ever.
      if (!(await record([fact]))) entry.retryAtMs = nowMs + recordRetryMs;
    });
  }

  function pause(): Promise<void> {
    if (disposed) return Promise.resolve();
    return new Promise((resolve) => {
      endPause = resolve;
      stopPause = clock.after(readPauseMs, resolve);
    });
  }

  return {
    wake: () => void work(),
    online() {
      for (const entry of ended()) entry.retryAtMs = null;
      void work();
    },
    ask(attemptId) {
      const entry = book.get(attemptId);
      if (!entry) return;
      entry.retryAtMs = null;
      // One clean look was made, and the next one decides: a late row has its time, whoever is in a hurry.
      if (entry.cleanLooks === 0) entry.visitedMs = null;
      asked.add(attemptId);
      options.onAsked();
      void work();
    },
    isAsked: (attemptId) => asked.has(attemptId),
    async heard(intent, attemptId) {
      const entry =
        attemptId === undefined ? (entryOf(intent) ?? (await options.reopen(intent))) : book.get(attemptId);
      if (!entry) return;
      // The open payment reads its own intent; any other under its reference is a second one.
      if (entry.ended === null && (entry.boundId === null || entry.boundId === intent.id)) return;
      await inTurn(() => found(entry, [intent]));
      await inTurn(() => sight(entry, intent));
      // Whatever it is now, its own visit decides what follows.
      if (entry.ended !== null && intent.status.startsWith('pending')) entry.visitedMs = null;
      void work();
    },
    foundBesides: async (attemptId, rows) => {
      const entry = book.get(attemptId);
      if (entry) await inTurn(() => found(entry, rows));
    },
    isWatched: (intentId) => (book.byIntent(intentId)?.ended ?? null) !== null,
    dispose() {
      disposed = true;
      stopTimer();
      stopPause();
      endPause();
    },
  };

  function entryOf(intent: Intent): Entry | undefined {
    const known = book.byIntent(intent.id);
    return known ?? (intent.reference === null ? undefined : book.byReference(intent.reference));
  }
}
