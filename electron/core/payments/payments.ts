import type { CallArgs } from '../../../shared/contract.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import { exponentOf } from '../../../shared/money.ts';
import type { Flow, LastSale, PaymentView } from '../../../shared/payment-view.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Hasher, Journal, JournalRow, Log, QrCodec, Random, Stop } from '../ports.ts';
import type { Installation } from '../settings/installation.ts';
import type { Approve } from '../staff/approve.ts';
import type { Watcher } from '../updates/watcher.ts';
import { createForeignWatch } from './foreign.ts';
import type { Halts } from './halts.ts';
import { createLateMoney } from './late-money.ts';
import type { Looked } from './list-pass.ts';
import { createLooker } from './looker.ts';
import { isUnsettledScreenOf, nextTickMs, step } from './machine.ts';
import type { Attempt, Effect, Event, Fact, Now, State } from './machine-types.ts';
import { attemptOf, isOpen } from './moves.ts';
import { planQr } from './qr-plan.ts';
import { endings, lastSaleFrom, rowOf } from './record.ts';
import { createRecorder } from './recorder.ts';
import { newReference, ulid } from './reference.ts';
import { createEffectRunner } from './run-effect.ts';
import { createStandingWatch } from './standing-watch.ts';
import { unsettledLike } from './unsettled.ts';
import { viewOf } from './view.ts';
import { readWalletCode } from './wallet-code.ts';
import { createWatchBook, type Entry, knownFrom } from './watch-book.ts';
import type { SaleStands } from './watch-rules.ts';

/**
 * Runs the payment machine: one event at a time, the journal before every effect, the screen after. It is
 * the only holder of the payment's state.
 */
export interface Payments {
  view(): PaymentView;
  lastSale(): LastSale | null;
  /** How many payments came for closed sales and wait for a manager. */
  lateCount(): number;
  /** Takes up what was open when the counter stopped. */
  start(): Promise<void>;
  charge(request: SaleRequest): Promise<Done>;
  scan(request: SaleRequest & { walletCode: string }): Promise<Done>;
  cancel(attemptId: string): Promise<Done>;
  check(attemptId: string): Promise<Done>;
  next(attemptId: string): Promise<Done>;
  /** A manager keeps the money that came late; refunding it is not this counter's yet. */
  keepLate(attemptId: string, confirmed: boolean): Promise<Done>;
  /** A manager says what became of an unknown payment that nobody can be charged for any more. */
  settle(request: CallArgs<'payment.settle'>): Promise<Done>;
  /** Shows again what was put aside for the manager. */
  showLate(): Promise<Done>;
  /** FEX stopped answering. */
  wentOffline(): void;
  /** FEX answers again. */
  cameOnline(): void;
  heardRead(intentId: string, read: Read<Intent>): void;
  /** A read of an intent nobody watched, prompted by a webhook. */
  heardIntent(intent: Intent): void;
  isSought(reference: string | null): boolean;
  dispose(): Promise<void>;
}

export interface SaleRequest {
  amountMinor: number;
  note: string | null;
  /** It is another sale than the unsettled one it looks like. */
  confirmed?: boolean | undefined;
  /** Another try for the sale on the screen that was not charged. */
  again?: string | undefined;
}

export interface PaymentsOptions {
  clock: Clock;
  serverClock: ServerClock;
  random: Random;
  hasher: Hasher;
  journal: Journal;
  qr: QrCodec;
  log: Log;
  tokens: TokenSource;
  fex: FexClient;
  watcher: Watcher;
  halts: Halts;
  counterId: string;
  currency: string;
  tag: string;
  installation: Installation;
  /** A row at FEX that this till cannot have made, or not in a past its journal knows. */
  onForeign(reference: string): void;
  digestKey: string;
  capMinor: number;
  expiresInS: Readonly<Record<Flow, number>>;
  approve: Approve;
  isOffline(): boolean;
  onChange(): void;
  onMerchantName(name: string): void;
  onPaid(intentId: string): void;
}

const noteLimit = 140;
const journalRetryMs = 2_000;
const [startLookMs, startLookAgainMs, startLooks] = [24 * 3_600_000, 60_000, 5];

export function createPayments(options: PaymentsOptions): Payments {
  const { clock, serverClock, random, hasher, journal, log, watcher, halts } = options;
  let state: State = { kind: 'idle' };
  let lastSale: LastSale | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let stopTick: Stop = () => {};
  let publishedOffset = 0;
  let disposed = false;
  const stops = new Set<Stop>();
  /** Wallet codes of scans about to be sent; never stored, never journaled in clear. */
  const walletCodes = new Map<string, string>();

  const recorder = createRecorder({
    journal: options.journal,
    clock,
    serverClock,
    halts,
    log,
    enqueue: (work) => void enqueue(work).catch(() => {}),
  });
  const book = createWatchBook(options.counterId);
  const late = createLateMoney(book);
  const looker = createLooker({
    tools: {
      list: options.fex.list,
      get: options.fex.get,
      ledger: options.fex.ledger,
      monotonicMs: clock.monotonicMs,
      serverMs: serverClock.nowMs,
      ownerOf: book.ownerOf,
    },
    onLooked: (looked) => void lookedAround(looked).catch(surprise),
  });
  const foreign = createForeignWatch({
    till() {
      const sinceMs = options.installation.sinceMs();
      if (sinceMs === null) return null;
      const { tag, installation } = options;
      return { tag, installationId: installation.id(), sinceMs, retired: installation.retired() };
    },
    hasAttempt: (attemptId) => journal.hasAttempt(attemptId),
    onForeign: options.onForeign,
  });
  const watch = createStandingWatch({
    book,
    looker,
    fex: options.fex,
    clock,
    serverClock,
    log,
    isOffline: options.isOffline,
    inTurn: enqueue,
    record: recordFacts,
    stands,
    payScreen: (entry, intent) => process({ type: 'late', attempt: entry.attempt, intent }),
    now: () => now(),
  });
  const runner = createEffectRunner({
    looker,
    onSecondRows: (attemptId, rows) => void watch.foundBesides(attemptId, rows),
    qr: options.qr,
    log,
    tokens: options.tokens,
    fex: options.fex,
    watcher,
    walletCodes,
    dispatch,
    surprise,
  });

  const now = (): Now => ({
    serverMs: serverClock.nowMs(),
    monoMs: clock.monotonicMs(),
    fresh: serverClock.isFresh(),
  });
  const freshId = () => ulid(serverClock.nowMs(), random);
  const fresh = () => {
    const attemptId = freshId();
    const parts = { tag: options.tag, installationId: options.installation.id(), id: attemptId };
    return { attemptId, reference: newReference(parts) };
  };

  /** Every look through the list shows whether another till sells as this counter. */
  async function lookedAround(looked: Looked): Promise<void> {
    if (disposed) return;
    await foreign(looked.rows);
    if (serverClock.isFresh()) options.installation.began(looked.beganAtMs);
  }

  /** The list of the last day is looked through after every start; charging does not wait for it. */
  async function lookAtStart(triesLeft: number): Promise<void> {
    const sentAtMs = serverClock.nowMs() - startLookMs;
    const looked = await looker.all([{ reference: '', sentAtMs }]);
    if (!looked.clean && triesLeft > 1 && !disposed)
      later(startLookAgainMs, () => void lookAtStart(triesLeft - 1).catch(surprise));
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(surprise);
    return result;
  }

  function surprise(error: unknown): void {
    log.error('payment.surprise', {
      error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
    });
  }

  function dispatch(event: Event): void {
    if (!disposed) void enqueue(() => process(event)).catch(() => {});
  }

  async function process(event: Event): Promise<void> {
    if (disposed) return;
    // Nothing is sent once another till may sell as this counter; not even the one fresh create.
    if (event.type === 'token' && halts.has('copied-or-restored'))
      return process({ type: 'no-token', attemptId: event.attemptId, why: 'unreachable' });
    // The answer to an attempt that something newer or older took the place of: watched, never shown.
    if (event.type === 'answered' && event.sent.kind === 'executed' && !isAbout(event.attemptId))
      void watch.heard(event.sent.intent, event.attemptId).catch(surprise);
    const [next, effects] = step(state, event, now(), fresh);
    const rows = effects.flatMap((effect) => (effect.do === 'journal' ? [toRow(effect)] : []));
    if (rows.length > 0 && !(await recorder.record(rows))) return unrecorded(event);
    const changed = next !== state;
    if (disposed) return;
    state = next;
    take(rows);
    if (changed || event.type === 'tick' || clockMoved()) publish();
    const watched = watcher.watching;
    for (const effect of effects) if (effect.do !== 'journal') runner.run(effect);
    afterEffects(effects, watched);
    armTick();
    if (rows.some((row) => endings[row.type] !== undefined || row.type === 'attempt.superseded'))
      watch.wake();
  }

  const isAbout = (attemptId: string) => attemptOf(state)?.attemptId === attemptId;

  /** Rows that are on the disk. */
  function take(rows: readonly JournalRow[]): void {
    for (const row of rows) {
      book.take(row, 'now');
      if (endings[row.type] !== undefined) lastSale = lastSaleFrom(row);
    }
  }

  /** What the standing watch or a manager decided; called in turn with the payment's events. */
  async function recordFacts(facts: readonly Fact[]): Promise<boolean> {
    const rows = facts.map((fact) => toRow({ do: 'journal', fact }));
    if (!(await recorder.record(rows))) return false;
    take(rows);
    publish();
    return true;
  }

  /** Where the sale of a watched attempt stands. */
  function stands(entry: Entry): SaleStands {
    const { saleId } = entry.attempt;
    if (isUnsettledScreenOf(state, saleId)) return 'on-screen';
    const paid = [...book.entries()].some((one) => one.attempt.saleId === saleId && one.ended === 'paid');
    if (paid) return 'paid';
    return entry.ended === 'released' ? 'unsettled' : 'closed';
  }

  /** Money that came late never interrupts: it is shown while nothing else is. */
  const viewNow = (): PaymentView => (state.kind === 'idle' ? late.view() : null) ?? viewOf(state, now());

  const digestOf = (code: string) => hasher.hmacSha256Hex(options.digestKey, code);

  function toRow(effect: Extract<Effect, { do: 'journal' }>): JournalRow {
    const { fact } = effect;
    const code = walletCodes.get(fact.attempt.attemptId);
    const sent = fact.type === 'attempt.sent' || fact.type === 'attempt.sent-again';
    const extra =
      sent && code !== undefined ? { walletDigest: digestOf(code), walletLast4: code.slice(-4) } : {};
    return rowOf(fact, { wallMs: clock.wallMs(), serverMs: serverClock.knownMs() }, extra);
  }

  /** The row is not on the disk, so its effect must not happen. */
  function unrecorded(event: Event): void {
    if (event.type === 'token' && state.kind === 'sending') {
      // Nothing left this computer yet.
      state = {
        kind: 'not-charged',
        attempt: state.attempt,
        atMs: now().serverMs,
        reason: 'not-sent',
        said: null,
      };
      publish();
    } else if (event.type !== 'read' && event.type !== 'tick') {
      // Said once and not again: tried until it can be recorded. Reads repeat by themselves.
      later(journalRetryMs, () => dispatch(event));
    } else {
      armTick(journalRetryMs);
    }
  }

  /** A timer that ends with the counter. */
  function later(delayMs: number, work: () => void): void {
    const stop = clock.after(delayMs, () => {
      stops.delete(stop);
      work();
    });
    stops.add(stop);
  }

  function afterEffects(effects: readonly Effect[], watched: string | null): void {
    const learns = effects.some((effect) => effect.do === 'watch');
    if (learns && 'known' in state && state.known?.merchantName)
      options.onMerchantName(state.known.merchantName);
    const ended = effects.some((effect) => effect.do === 'unwatch');
    if (ended && state.kind === 'paid' && watched !== null) options.onPaid(watched);
  }

  function publish(): void {
    publishedOffset = offset();
    options.onChange();
  }

  const offset = () => serverClock.nowMs() - clock.monotonicMs();
  /** FEX's time was learnt anew: countdowns on the screens have to follow. */
  const clockMoved = () => Math.abs(offset() - publishedOffset) > 700;

  function armTick(atMost = 60_000): void {
    stopTick();
    const delay = nextTickMs(state, now());
    if (delay !== null)
      stopTick = clock.after(Math.min(Math.max(delay, 5), atMost), () => dispatch({ type: 'tick' }));
  }

  function begin(flow: Flow, request: SaleRequest, code: string | null) {
    return enqueue(async (): Promise<Done> => {
      if (isOpen(state)) return failed('busy');
      if (request.amountMinor <= 0) return failed('amount-zero');
      if (request.amountMinor > options.capMinor) return failed('amount-over-cap');
      const note = request.note?.trim() || null;
      if (note !== null && note.length > noteLimit) return failed('note-too-long');
      if (halts.view() !== null) return failed('charging-stopped');
      if (options.isOffline()) return failed('offline');
      const digest = code === null ? null : digestOf(code);
      const alike = request.confirmed
        ? null
        : unsettledLike(book, request.amountMinor, digest, now().serverMs);
      if (alike !== null) return failed('same-as-unsettled', String(alike.attempt.sentAtMs));
      // Another try for the sale on the screen: money that comes late for the first one pays it too.
      const again = state.kind === 'not-charged' && request.again === state.attempt.attemptId ? state : null;
      const attempt: Attempt = {
        ...fresh(),
        saleId: again?.attempt.saleId ?? freshId(),
        flow,
        counterId: options.counterId,
        amountMinor: request.amountMinor,
        currency: options.currency,
        exponent: exponentOf(options.currency),
        note,
        expiresInS: options.expiresInS[flow],
        generation: 1,
        sentAtMs: 0,
        chargeableUntilMs: 0,
      };
      walletCodes.clear();
      if (code !== null) walletCodes.set(attempt.attemptId, code);
      await process({ type: 'charge', attempt });
      return done;
    });
  }

  /** Runs one of the cashier's requests if it is about the payment on the screen; in turn with its events. */
  async function request(
    event: Extract<Event, { type: 'cancel' | 'check' | 'next' | 'settle' }>,
  ): Promise<Done> {
    if (!isAbout(event.attemptId)) return failed('not-open');
    const before = state;
    await process(event);
    const took = state !== before || (event.type === 'check' && state.kind === 'unknown');
    return took ? done : failed('not-possible-now');
  }

  /** Leaves what is on the screen; money that came late is put aside for the manager. */
  async function next(attemptId: string): Promise<Done> {
    const entry = state.kind === 'idle' ? late.shown() : null;
    if (entry === null) return request({ type: 'next', attemptId });
    if (entry.attempt.attemptId !== attemptId) return failed('not-open');
    if (entry.late?.kind === 'mismatch') {
      const fact: Fact = { type: 'late.seen', attempt: entry.attempt, byCashier: true, body: {} };
      return (await recordFacts([fact])) ? done : failed('charging-stopped');
    }
    late.putAside(attemptId);
    publish();
    return done;
  }

  async function keepLate(attemptId: string, confirmed: boolean): Promise<Done> {
    const entry = book.get(attemptId);
    if (entry?.late?.kind !== 'paid-late') return failed('not-open');
    const approval = await options.approve('keep-late-money', confirmed);
    if (!approval.ok) return failed(approval.failure);
    const body = { intentId: entry.late.intentId };
    const fact: Fact = { type: 'late.kept', attempt: entry.attempt, by: approval.actor, body };
    return (await recordFacts([fact])) ? done : failed('charging-stopped');
  }

  return {
    view: viewNow,
    lastSale: () => lastSale,
    lateCount: late.count,
    async start() {
      lastSale = lastSaleFrom(await journal.newest(Object.keys(endings)));
      for (const row of await journal.openAttempts()) book.take(row, 'before');
      const open = [...book.entries()].filter((entry) => entry.ended === null);
      const resumable = open.filter((entry) => entry.shown || entry.attempt.flow === 'reverse');
      const chosen = resumable.at(-1);
      for (const entry of open) {
        if (entry === chosen) continue;
        // A create whose code no screen painted cannot be paid; anything else is left to be watched.
        const type =
          entry.shown || entry.attempt.flow === 'reverse' ? 'attempt.released' : 'attempt.orphaned';
        await recordFacts([{ type, attempt: entry.attempt, body: {} }]);
        // The watch reads it at once, and cancels what can be cancelled.
        entry.visitedMs = null;
      }
      if (chosen) {
        const { attempt, cancelReason } = chosen;
        await enqueue(() => process({ type: 'resume', attempt, known: knownFrom(chosen), cancelReason }));
      }
      watch.wake();
      void lookAtStart(startLooks).catch(surprise);
    },
    charge: (request_) => begin('standard', request_, null),
    async scan(request_) {
      const code = readWalletCode(request_.walletCode);
      return code.ok ? begin('reverse', request_, code.code) : failed(code.failure);
    },
    cancel: (attemptId) => enqueue(() => request({ type: 'cancel', attemptId })),
    check: (attemptId) => enqueue(() => request({ type: 'check', attemptId })),
    next: (attemptId) => enqueue(() => next(attemptId)),
    keepLate: (attemptId, confirmed) => enqueue(() => keepLate(attemptId, confirmed)),
    settle: ({ confirmed, ...settlement }) =>
      enqueue(async () => {
        if (!isAbout(settlement.attemptId)) return failed('not-open');
        const approval = await options.approve('settle-by-hand', confirmed);
        if (!approval.ok) return failed(approval.failure);
        return request({ type: 'settle', ...settlement, by: approval.actor });
      }),
    async showLate() {
      if (late.showAll()) publish();
      return done;
    },
    wentOffline: () => dispatch({ type: 'offline' }),
    cameOnline() {
      watcher.readNow();
      watch.online();
    },
    heardRead(intentId, read) {
      if (read.kind !== 'read') {
        log.info('payment.read-failed', { kind: read.kind });
        return;
      }
      const wantsQr = state.kind === 'unknown' && state.attempt.flow === 'standard';
      dispatch({
        type: 'read',
        intentId,
        intent: read.value,
        qr: wantsQr ? planQr(read.value, options.qr, log) : null,
      });
    },
    heardIntent(intent) {
      if (state.kind === 'unknown' && state.known === null && intent.reference === state.attempt.reference) {
        dispatch({ type: 'id-supplied', attemptId: state.attempt.attemptId, intent });
      } else void watch.heard(intent).catch(surprise);
    },
    isSought: (reference) =>
      reference !== null &&
      state.kind === 'unknown' &&
      state.known === null &&
      state.attempt.reference === reference,
    async dispose() {
      // What waits in the queue is dropped; what is being recorded is finished, its effects are not begun.
      disposed = true;
      watch.dispose();
      await queue;
      for (const stop of stops) stop();
      stopTick();
      recorder.dispose();
      watcher.stop();
      walletCodes.clear();
    },
  };
}
