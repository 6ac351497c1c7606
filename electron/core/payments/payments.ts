import type { CallArgs } from '../../../shared/contract.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import { holdsWalletCode } from '../../../shared/note.ts';
import type { Flow, LastSale, PaymentView } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import type { JournalRow, Stop } from '../ports.ts';
import { createRefunds } from '../refunds/refunds.ts';
import { createLateMoney } from './late-money.ts';
import { isUnsettledScreenOf } from './late-move.ts';
import { createLateRequests } from './late-requests.ts';
import { createLookout } from './lookout.ts';
import { nextTickMs, step } from './machine.ts';
import type { Attempt, Effect, Event, Fact, Now, State } from './machine-types.ts';
import { attemptOf, isOpen, notCharged } from './moves.ts';
import { createAttempts } from './new-attempt.ts';
import type { Payments, PaymentsOptions } from './payments-types.ts';
import { planQr } from './qr-plan.ts';
import { createRebuild } from './rebuild.ts';
import { endings, lastSaleFrom, number, rowOf } from './record.ts';
import { createRecorder } from './recorder.ts';
import { createEffectRunner } from './run-effect.ts';
import { type SaleRequest, saleRefusal } from './sale-request.ts';
import { createSettledSlips } from './settled-slips.ts';
import { createStandingWatch } from './standing-watch.ts';
import { takeUp } from './take-up.ts';
import { whenUnrecorded } from './unrecorded.ts';
import { chargeableUntilMs, nextSlip, unsettledLike, unsettledSales } from './unsettled.ts';
import { viewOf } from './view.ts';
import { readWalletCode } from './wallet-code.ts';
import { createWatchBook, type Entry, knownFrom } from './watch-book.ts';
import type { SaleStands } from './watch-rules.ts';

const journalRetryMs = 2_000;
/** Longest time between deciding to send and sending. */
const longestCommitMs = 5_000;

const forbidsSending = [
  'copied-or-restored',
  'keychain-locked',
  'keychain-missing',
  'keychain-plain',
  'keys-gone',
  'unpaired',
] as const;

type Look = Extract<Effect, { do: 'watch' | 'read' | 'pass' }>;

/** The intent that an answer or a look through the list brought. */
function intentIn(event: Extract<Event, { type: 'answered' | 'pass' }>): Intent | null {
  if (event.type === 'answered') return event.sent.kind === 'executed' ? event.sent.intent : null;
  return event.result.kind === 'found' ? event.result.intent : null;
}

/** Effects that change nothing at FEX. */
function looksOnly(effect: Effect): effect is Look {
  return effect.do === 'watch' || effect.do === 'read' || effect.do === 'pass';
}

/**
 * The one holder of the payment's state, which is why this file is long: what reads or changes the state in turn
 * stands here, what can be told from it alone has a file of its own.
 */
export function createPayments(options: PaymentsOptions): Payments {
  const { clock, serverClock, hasher, journal, log, watcher, halts } = options;
  let state: State = { kind: 'idle' };
  let lastSale: LastSale | null = null;
  let lastSlip = 0;
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
  const attempts = createAttempts(options);
  const book = createWatchBook(options.counterId);
  const settledSlips = createSettledSlips(book, options.slips.settled);
  const refunds = createRefunds({
    fex: options.fex,
    clock,
    log,
    approve: options.approve,
    isOffline: options.isOffline,
    maySend: () => !halts.has('copied-or-restored'),
    inTurn: enqueue,
    record: keep,
    onChange: refundChanged,
    now: () => now(),
  });
  const late = createLateMoney(book, refunds, () => now(), options.isOffline);
  const lateRequests = createLateRequests({
    book,
    late,
    refunds,
    approve: options.approve,
    refundsByItself: options.refundLateByItself,
    async record(facts) {
      const kept = await recordFacts(facts);
      // What waited for nothing but a manager is done with now.
      if (kept) watch.wake();
      return kept;
    },
    publish,
  });
  const { looker, lookAtStart, around } = createLookout({
    fex: options.fex,
    journal,
    clock,
    serverClock,
    tag: options.tag,
    installation: options.installation,
    ownerOf: book.ownerOf,
    onForeign: options.onForeign,
    onLost: (rows) => rebuild.lost(rows),
    onRead(intent) {
      // Looked at for one sale, and another's: a second row under a reference of ours.
      const ours = intent.reference !== null && book.byReference(intent.reference) !== undefined;
      if (ours && book.ownerOf(intent.id) === null) heardIntent(intent);
    },
    later,
    surprise,
  });
  const rebuild = createRebuild({
    looker,
    around,
    isWanted: () => !disposed && options.isRecovering(),
    knowsItself: () => options.installation.sinceMs() !== null,
    book,
    serverClock,
    counterId: options.counterId,
    hasAttempt: journal.hasAttempt,
    inTurn: enqueue,
    async record(facts) {
      const kept = await recordFacts(facts);
      watch.wake();
      return kept;
    },
    later,
    surprise,
    onChange: options.onRebuilt,
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
    // While this profile may be a copy, what its journal lacks may be what another till shows a customer.
    mayCancel: (entry) => !entry.rebuilt || !halts.has('copied-or-restored'),
    heardByRefund: refunds.heard,
    isHeld: refunds.holds,
    payScreen: (entry, intent) => process({ type: 'late', attempt: entry.attempt, intent }),
    now: () => now(),
  });
  const runner = createEffectRunner({
    looker,
    onSecondRows: (attemptId, rows) => void watch.foundBesides(attemptId, rows),
    qr: options.qr,
    log,
    tokens: options.tokens,
    scanTokens: options.scanTokens ?? options.tokens,
    fex: options.fex,
    isTimeSure: serverClock.isFresh,
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
    // Nor without the keychain, which knows under which id it would be; nor after a sleep, before FEX told the time.
    const clockLost = event.type === 'token' && event.timeSure && !serverClock.isFresh();
    if (event.type === 'token' && (clockLost || forbidsSending.some(halts.has)))
      return process({ type: 'no-token', attemptId: event.attemptId, why: 'unreachable' });
    // What comes of an attempt that is no longer on the screen, or that has its intent already: watched, not shown.
    if (event.type === 'answered' || event.type === 'pass') {
      const learnt = intentIn(event);
      const over = !isAbout(event.attemptId) || (event.type === 'answered' && state.kind !== 'sending');
      if (learnt !== null && over) void watch.heard(learnt, event.attemptId).catch(surprise);
    }
    const [next, effects] = step(state, event, now(), attempts.fresh);
    const rows = effects.flatMap((effect) => (effect.do === 'journal' ? [toRow(effect)] : []));
    const askedAtMono = clock.monotonicMs();
    if (rows.length > 0 && !(await recorder.record(rows))) return unrecorded(event, next, effects);
    // The bound was set before the row was on the disk: a disk that took long has used it up.
    const stalled = clock.monotonicMs() - askedAtMono > longestCommitMs;
    const slept = event.type === 'token' && event.timeSure && !serverClock.isFresh();
    if (event.type === 'token' && (stalled || slept) && next.kind === 'sending')
      return tooLate(next.attempt, rows);
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

  /** An intent that was read beside the watcher's own reads: the screen's own, or one under the standing watch. */
  function heardIntent(intent: Intent): void {
    if (refunds.heard(intent.id)) return;
    const owner = book.ownerOf(intent.id);
    const free = owner === null || owner === intent.reference;
    const attempt = attemptOf(state);
    if (attempt !== null && free && intent.reference !== null && intent.reference === sought()) {
      dispatch({ type: 'id-supplied', attemptId: attempt.attemptId, intent });
    } else void watch.heard(intent).catch(surprise);
  }

  /** The reference of a payment on the screen whose intent is not known yet. */
  function sought(): string | null {
    // A wallet may be faster than the answer to the scan; a create shows nothing before it is answered.
    if (state.kind === 'sending' && state.attempt.flow === 'reverse' && state.stage !== 'token')
      return state.attempt.reference;
    return state.kind === 'unknown' && state.known === null ? state.attempt.reference : null;
  }

  const isAbout = (attemptId: string) => attemptOf(state)?.attemptId === attemptId;

  /** Rows that are on the disk. */
  function take(rows: readonly JournalRow[]): void {
    for (const row of rows) {
      settledSlips.hear(row);
      book.take(row, 'now');
      if (typeof row.body.slip === 'number') {
        lastSlip = row.body.slip;
        options.slips.took(lastSlip);
      }
      // What was rebuilt is an old sale, whenever its end is learnt.
      const entry = row.attemptId === null ? undefined : book.get(row.attemptId);
      if (endings[row.type] === undefined || entry?.rebuilt) continue;
      const told = lastSaleFrom(row);
      // The customer with its slip knows a released sale by its number, also once it is paid.
      lastSale = told === null ? null : { ...told, slip: told.slip ?? entry?.slip ?? null };
    }
  }

  /** What the standing watch or a manager decided; called in turn with the payment's events. */
  async function recordFacts(facts: readonly Fact[]): Promise<boolean> {
    if (!(await keep(facts))) return false;
    publish();
    await lateRequests.refundByItself();
    return true;
  }

  /** Puts facts on the disk and into the book; whoever calls says what the screen shows of it. */
  async function keep(facts: readonly Fact[]): Promise<boolean> {
    const rows = facts.map((fact) => toRow({ do: 'journal', fact }));
    if (!(await recorder.record(rows))) return false;
    take(rows);
    return true;
  }

  /** What is done with no longer holds its attempt under the watch. */
  function refundChanged(): void {
    publish();
    watch.wake();
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
    const wallet =
      sent && code !== undefined ? { walletDigest: digestOf(code), walletLast4: code.slice(-4) } : {};
    const numbered = fact.type === 'attempt.released' && fact.body.slip === undefined;
    const extra = { ...wallet, ...(numbered ? { slip: nextSlip(lastSlip) } : {}) };
    return rowOf(fact, { wallMs: clock.wallMs(), serverMs: serverClock.knownMs() }, extra);
  }

  /** Recorded, but not in time to be sent: nothing left this computer. */
  async function tooLate(attempt: Attempt, rows: readonly JournalRow[]): Promise<void> {
    take(rows);
    walletCodes.delete(attempt.attemptId);
    const [ended, effects] = notCharged(attempt, 'not-sent', now());
    const facts = effects.flatMap((effect) => (effect.do === 'journal' ? [effect.fact] : []));
    state = ended;
    if (!(await recordFacts(facts))) publish();
  }

  /** The row is not on the disk, so its effect must not happen. */
  function unrecorded(event: Event, next: State, effects: readonly Effect[]): void {
    const then = whenUnrecorded(state, event, next);
    if (then === 'look-on') {
      state = next;
      publish();
      for (const effect of effects) if (looksOnly(effect)) runner.run(effect);
    } else if (then === 'not-sent' && state.kind === 'sending') {
      const { attempt } = state;
      if (attempt.sentAtMs > 0) {
        // Its first row says that it is open.
        const fact: Fact = { type: 'outcome.not-charged', attempt, body: { reason: 'not-sent' } };
        later(journalRetryMs, () => void enqueue(() => recordUntilKept(fact)).catch(() => {}));
      }
      state = { kind: 'not-charged', attempt, atMs: now().serverMs, reason: 'not-sent', said: null };
      publish();
    }
    if (then === 'again') later(journalRetryMs, () => dispatch(event));
    if (then === 'look-on' || then === 'tick') armTick(journalRetryMs);
  }

  /** For a row that nothing else would bring again. */
  async function recordUntilKept(fact: Fact): Promise<void> {
    if (await recordFacts([fact])) return;
    later(journalRetryMs, () => void enqueue(() => recordUntilKept(fact)).catch(() => {}));
  }

  /** What was under way when this computer slept left it that much later: nobody may be called safe before. */
  async function moveBounds(byMs: number): Promise<void> {
    if (disposed) return;
    const fellAsleepMs = serverClock.nowMs() - byMs;
    for (const entry of [...book.entries()]) {
      const lost = entry.intents.length === 0 && (entry.ended === null || entry.ended === 'released');
      if (!lost || entry.attempt.chargeableUntilMs < fellAsleepMs) continue;
      const chargeableUntilMs = entry.attempt.chargeableUntilMs + byMs;
      entry.attempt = { ...entry.attempt, chargeableUntilMs };
      entry.cleanLooks = 0;
      const { attempt } = entry;
      if ((state.kind === 'sending' || state.kind === 'unknown') && isAbout(attempt.attemptId)) {
        const passed = state.kind === 'unknown' ? { passesAfterBound: 0, cleanAfterBound: 0 } : {};
        state = { ...state, ...passed, attempt: { ...state.attempt, chargeableUntilMs } } as State;
      }
      await recordUntilKept({ type: 'attempt.bound-moved', attempt, body: { chargeableUntilMs, byMs } });
    }
    publish();
    armTick();
  }

  /** A timer that ends with the counter. */
  function later(delayMs: number, work: () => void): void {
    if (disposed) return;
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

  /** Why nothing may be sent for this sale now, or null. */
  function refusalOf(request: SaleRequest, walletDigest: string | null): Done | null {
    const isCode = (text: string) => {
      const digest = digestOf(text);
      return digest === walletDigest || [...book.entries()].some((entry) => entry.walletDigest === digest);
    };
    const refusal = saleRefusal(request, options.capMinor, isCode);
    if (refusal !== null) return refusal;
    if (halts.view() !== null) return failed('charging-stopped');
    if (options.isOffline()) return failed('offline');
    if (request.confirmed) return null;
    const alike = unsettledLike(book, request.amountMinor, walletDigest, serverClock.nowMs());
    return alike === null ? null : failed('same-as-unsettled', String(alike.attempt.sentAtMs));
  }

  function againOf(request: SaleRequest) {
    if (state.kind !== 'not-charged' || request.again !== state.attempt.attemptId) return null;
    return request.amountMinor === state.attempt.amountMinor ? state : null;
  }

  function begin(flow: Flow, request: SaleRequest, code: string | null) {
    return enqueue(async (): Promise<Done> => {
      const digest = code === null ? null : digestOf(code);
      const refusal = isOpen(state) ? failed('busy') : refusalOf(request, digest);
      if (refusal !== null) return refusal;
      // Another try for the sale on the screen: money that comes late for the first one pays it too.
      const again = againOf(request);
      // The sale was paid meanwhile, or left: what was meant as its next try must not become another sale.
      if (again === null && request.again !== undefined) return failed('not-open');
      const attempt = attempts.of(flow, request, again?.attempt.saleId ?? null);
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
    // A restarted till does not know FEX's time yet, and its own may be hours off (money rule 9).
    if (event.type === 'next' && state.kind === 'unknown' && serverClock.knownMs() === null)
      return failed('not-possible-now');
    const before = state;
    await process(event);
    const took = state !== before || (event.type === 'check' && state.kind === 'unknown');
    return took ? done : failed('not-possible-now');
  }

  /** Leaves what is on the screen; what came late, or not as asked, is put aside for the manager. */
  async function next(attemptId: string): Promise<Done> {
    const left = state.kind === 'idle' ? await lateRequests.next(attemptId) : null;
    if (left === null && state.kind === 'mismatch' && isAbout(attemptId)) lateRequests.putAside(attemptId);
    return left ?? request({ type: 'next', attemptId });
  }

  /** A manager has seen a wrong amount: where it is still on the screen, the till goes on. */
  async function seeLate(attemptId: string, confirmed: boolean): Promise<Done> {
    const seen = await lateRequests.seen(attemptId, confirmed);
    if (!seen.ok || state.kind !== 'mismatch' || !isAbout(attemptId)) return seen;
    return request({ type: 'next', attemptId });
  }

  /** The payment on the screen, or one that was released, ends by a manager's word (money rule 4). */
  async function settle({ confirmed, ...word }: CallArgs<'payment.settle'>): Promise<Done> {
    if ([word.who, word.why].some(holdsWalletCode)) return failed('note-wallet-code');
    const onScreen = isAbout(word.attemptId);
    const entry = onScreen ? undefined : book.get(word.attemptId);
    if (!onScreen && entry?.ended !== 'released') return failed('not-open');
    if (entry && serverClock.nowMs() < chargeableUntilMs(entry)) return failed('not-possible-now');
    const approval = await options.approve('settle-by-hand', confirmed);
    if (!approval.ok) return failed(approval.failure);
    const by = approval.actor;
    if (entry === undefined) return request({ type: 'settle', ...word, by });
    const { paid, who, why } = word;
    const body = { paid, who, why };
    const fact: Fact = { type: 'outcome.settled-by-hand', attempt: entry.attempt, by, body };
    return (await recordFacts([fact])) ? done : failed('charging-stopped');
  }

  return {
    view: viewNow,
    unsettled: () => unsettledSales(book),
    settledSlips: () => settledSlips.view(serverClock.nowMs()),
    rebuild,
    looker,
    lastSale: () => lastSale,
    lateCount: late.count,
    async start() {
      lastSale = lastSaleFrom(await journal.newest(Object.keys(endings)));
      lastSlip = Math.max(
        options.slips.last(),
        number((await journal.newest(['attempt.released']))?.body.slip) ?? 0,
      );
      const rows = await journal.openAttempts();
      for (const row of rows) book.take(row, 'before');
      if (lastSale)
        lastSale = { ...lastSale, slip: lastSale.slip ?? settledSlips.slipOf(lastSale.attemptId) };
      for (const { slip } of book.entries()) lastSlip = Math.max(lastSlip, slip ?? 0);
      const { resumed, left } = takeUp(book);
      for (const { entry, fact } of left) {
        await recordUntilKept(fact);
        // The watch reads it at once, and cancels what can be cancelled.
        entry.visitedMs = null;
      }
      if (resumed) {
        const { attempt, cancelReason } = resumed;
        await enqueue(() => process({ type: 'resume', attempt, known: knownFrom(resumed), cancelReason }));
      }
      refunds.resume(rows, (attemptId) => book.get(attemptId)?.attempt);
      for (const refund of refunds.all()) if (refund.state.kind === 'done') late.leave(refund);
      await enqueue(lateRequests.refundByItself);
      watch.wake();
      lookAtStart();
    },
    charge: (request_) => begin('standard', request_, null),
    async scan(request_) {
      const code = readWalletCode(request_.walletCode);
      return code.ok ? begin('reverse', request_, code.code) : failed(code.failure);
    },
    cancel: (attemptId) => enqueue(() => request({ type: 'cancel', attemptId })),
    check: (attemptId) => enqueue(() => request({ type: 'check', attemptId })),
    next: (attemptId) => enqueue(() => next(attemptId)),
    keepLate: (attemptId, confirmed) => enqueue(() => lateRequests.keep(attemptId, confirmed)),
    refundLate: (attemptId, confirmed) => enqueue(() => lateRequests.refund(attemptId, confirmed)),
    withdrawRefund: (attemptId, confirmed) => enqueue(() => refunds.withdraw(attemptId, confirmed)),
    refundAgain: (attemptId, confirmed) => enqueue(() => refunds.again(attemptId, confirmed)),
    lookAtRefund: async (attemptId) => refunds.look(attemptId),
    seeLate: (attemptId, confirmed) => enqueue(() => seeLate(attemptId, confirmed)),
    settle: (word) => enqueue(() => settle(word)),
    async showLate() {
      if (late.showAll()) publish();
      return done;
    },
    wentOffline: () => dispatch({ type: 'offline' }),
    wentSilent(intentId) {
      if ('known' in state && state.known?.intentId === intentId) dispatch({ type: 'offline' });
    },
    slept: (byMs) => void enqueue(() => moveBounds(byMs)).catch(() => {}),
    cameOnline() {
      watcher.readNow();
      watch.online();
      refunds.online();
    },
    heardRead(intentId, read) {
      if (read.kind !== 'read') {
        log.info('payment.read-failed', { kind: read.kind });
        return;
      }
      const intent = read.value;
      // Whether a code is wanted is known only when it is this read's turn.
      enqueue(() => {
        const wantsQr = state.kind === 'unknown' && state.attempt.flow === 'standard';
        const qr = wantsQr ? planQr(intent, options.qr, log) : null;
        return process({ type: 'read', intentId, intent, qr });
      }).catch(() => {});
    },
    heardIntent,
    sought,
    async dispose() {
      // What waits in the queue is dropped; what is being recorded is finished, its effects are not begun.
      disposed = true;
      watch.dispose();
      refunds.dispose();
      await queue;
      for (const stop of stops) stop();
      stopTick();
      recorder.dispose();
      watcher.stop();
      walletCodes.clear();
    },
  };
}
