import { done, failed } from '../../../shared/failures.ts';
import type { Intent } from '../net/intent.ts';
import { createRefunds } from '../refunds/refunds.ts';
import { createCashierRequests } from './cashier-requests.ts';
import { createKeptRows } from './kept-rows.ts';
import { createLateMoney } from './late-money.ts';
import { isUnsettledScreenOf } from './late-move.ts';
import { createLateRequests } from './late-requests.ts';
import { createLookout } from './lookout.ts';
import type { Now } from './machine-types.ts';
import { attemptOf, isOpen } from './moves.ts';
import { createAttempts } from './new-attempt.ts';
import { noteRead, otherOpenRow } from './other-rows.ts';
import type { Payments, PaymentsOptions } from './payments-types.ts';
import { planQr } from './qr-plan.ts';
import { createRebuild } from './rebuild.ts';
import { createRecorder, journalRetryMs } from './recorder.ts';
import { reopen } from './reopen.ts';
import { createEffectRunner } from './run-effect.ts';
import { createSaleTries } from './sale-tries.ts';
import { createScreenPayment } from './screen-payment.ts';
import { createSettledSlips } from './settled-slips.ts';
import { createStandingWatch } from './standing-watch.ts';
import { takeUp } from './take-up.ts';
import { createTurns } from './turns.ts';
import { unsettledSales } from './unsettled.ts';
import { readWalletCode } from './wallet-code.ts';
import { createWatchBook, knownFrom } from './watch-book.ts';

/** Puts together what a payment is made of: each part is handed what it may ask of the others. */
export function createPayments(options: PaymentsOptions): Payments {
  const { clock, serverClock, journal, log, watcher, halts, isOffline, approve, maySend } = options;
  const turns = createTurns({ clock, log });
  const { inTurn, later, surprise } = turns;
  /** Wallet codes of scans about to be sent; never stored, never journaled in clear. */
  const walletCodes = new Map<string, string>();

  const now = (): Now => ({
    serverMs: serverClock.nowMs(),
    monoMs: clock.monotonicMs(),
    fresh: serverClock.isFresh(),
  });
  const recorder = createRecorder({
    journal,
    clock,
    serverClock,
    halts,
    log,
    enqueue: (work) => void inTurn(work).catch(() => {}),
  });
  const attempts = createAttempts(options);
  const book = createWatchBook(options.counterId);
  const settledSlips = createSettledSlips(book, options.slips.settled);
  const kept = createKeptRows({
    recorder,
    journal,
    book,
    settledSlips,
    slips: options.slips,
    hasher: options.hasher,
    digestKey: options.digestKey,
    clock,
    serverClock,
    turns,
    walletCodes,
    async onRecorded() {
      screen.publish();
      await lateRequests.refundByItself();
    },
  });
  const refunds = createRefunds({
    fex: options.fex,
    clock,
    log,
    approve,
    isOffline,
    maySend,
    inTurn,
    record: kept.keep,
    onChange() {
      screen.publish();
      // What is done with no longer holds its attempt under the watch.
      watch.wake();
    },
    now,
  });
  const late = createLateMoney(book, refunds, now, isOffline);
  const lateRequests = createLateRequests({
    book,
    late,
    refunds,
    approve,
    refundsByItself: options.refundLateByItself,
    async record(facts) {
      const recorded = await kept.record(facts);
      // What waited for nothing but a manager is done with now.
      if (recorded) watch.wake();
      return recorded;
    },
    publish: () => screen.publish(),
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
    isWanted: () => !turns.isClosed() && options.isRecovering(),
    knowsItself: () => options.installation.sinceMs() !== null,
    book,
    serverClock,
    counterId: options.counterId,
    hasAttempt: journal.hasAttempt,
    inTurn,
    async record(facts) {
      const recorded = await kept.record(facts);
      watch.wake();
      return recorded;
    },
    later,
    surprise,
    onChange: options.onRebuilt,
  });
  const tries = createSaleTries({
    book,
    isOnScreen: (saleId) => isUnsettledScreenOf(screen.state(), saleId),
    isRefunding: refunds.holds,
  });
  const watch = createStandingWatch({
    book,
    looker,
    fex: options.fex,
    clock,
    serverClock,
    log,
    isOffline,
    inTurn,
    record: kept.record,
    tries,
    // While this profile may be a copy, whatever is open may be what another till shows a customer.
    mayCancel: maySend,
    heardByRefund: refunds.heard,
    isHeld: refunds.holds,
    async reopen(intent) {
      const { record } = kept;
      const counterId = options.counterId;
      const entry = await inTurn(() => reopen(intent, { book, journal, counterId, record }));
      if (entry !== 'unrecorded') return entry;
      // FEX told it once, and the disk has no room yet.
      later(journalRetryMs, () => heardIntent(intent));
      return null;
    },
    payScreen: (entry, intent) => screen.process({ type: 'late', attempt: entry.attempt, intent }),
    now,
    onAsked: () => screen.publish(),
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
    dispatch: (event) => screen.dispatch(event),
    surprise,
  });
  const screen = createScreenPayment({
    turns,
    recorder,
    kept,
    book,
    attempts,
    clock,
    serverClock,
    halts,
    watcher,
    walletCodes,
    now,
    maySend,
    run: runner.run,
    heardBesides: (intent, attemptId) => void watch.heard(intent, attemptId).catch(surprise),
    onLeft: watch.wake,
    onChange: options.onChange,
    onMerchantName: options.onMerchantName,
    onPaid: options.onPaid,
  });
  const cashier = createCashierRequests({
    screen,
    kept,
    book,
    attempts,
    lateRequests,
    watch,
    serverClock,
    halts,
    capMinor: options.capMinor,
    approve,
    isOffline,
    walletCodes,
  });

  /** An intent that was read beside the watcher's own reads: the screen's own, or one under the standing watch. */
  function heardIntent(intent: Intent): void {
    if (refunds.heard(intent.id)) return;
    const owner = book.ownerOf(intent.id);
    const free = owner === null || owner === intent.reference;
    const attempt = attemptOf(screen.state());
    if (attempt !== null && free && intent.reference !== null && intent.reference === screen.sought()) {
      screen.dispatch({ type: 'id-supplied', attemptId: attempt.attemptId, intent });
    } else void watch.heard(intent).catch(surprise);
  }

  const hasOpenRefund = () => refunds.all().some(({ intentId }) => refunds.isOpen(intentId));

  return {
    // Money that came late never interrupts: it is shown while nothing else is.
    view: () => (screen.state().kind === 'idle' ? late.view() : null) ?? screen.view(),
    unsettled: () => unsettledSales(book, watch.isAsked),
    settledSlips: () => settledSlips.view(serverClock.nowMs()),
    rebuild,
    looker,
    lastSale: kept.lastSale,
    lateCount: late.count,
    hasOpenRefund,
    async start() {
      const rows = await kept.start();
      const { resumed, left } = takeUp(book, maySend());
      for (const { entry, fact } of left) {
        await kept.recordUntilKept(fact);
        // The watch reads it at once, and cancels what can be cancelled.
        entry.visitedMs = null;
      }
      if (resumed) {
        const { attempt, cancelReason } = resumed;
        await inTurn(() =>
          screen.process({ type: 'resume', attempt, known: knownFrom(resumed), cancelReason }),
        );
      }
      refunds.resume(rows, (attemptId) => book.get(attemptId)?.attempt);
      for (const refund of refunds.all()) if (refund.state.kind === 'done') late.leave(refund);
      await inTurn(lateRequests.refundByItself);
      watch.wake();
      lookAtStart();
    },
    charge: (request) => inTurn(() => cashier.begin('standard', request, null)),
    async scan(request) {
      const code = readWalletCode(request.walletCode);
      if (!code.ok) return failed(code.failure);
      return inTurn(() => cashier.begin('reverse', request, code.code));
    },
    cancel: (attemptId) => inTurn(() => cashier.request({ type: 'cancel', attemptId })),
    check: (attemptId) => inTurn(() => cashier.check(attemptId)),
    next: (attemptId) => inTurn(() => cashier.next(attemptId)),
    keepLate: (attemptId, confirmed) => inTurn(() => lateRequests.keep(attemptId, confirmed)),
    refundLate: (attemptId, confirmed) => inTurn(() => lateRequests.refund(attemptId, confirmed)),
    withdrawRefund: (attemptId, confirmed) => inTurn(() => refunds.withdraw(attemptId, confirmed)),
    refundAgain: (attemptId, confirmed) => inTurn(() => refunds.again(attemptId, confirmed)),
    lookAtRefund: async (attemptId) => refunds.look(attemptId),
    seeLate: (attemptId, confirmed) => inTurn(() => cashier.seeLate(attemptId, confirmed)),
    settle: (word) => inTurn(() => cashier.settle(word)),
    async showLate() {
      if (late.showAll()) screen.publish();
      return done;
    },
    unlessOpen: (work) =>
      inTurn(async () => {
        if (isOpen(screen.state())) return failed('busy');
        if (hasOpenRefund()) return failed('refund-open');
        // One with an id is read publicly for as long as it takes; the list is shown to nobody without keys.
        const unseen = [...book.entries()].some(
          (one) => one.ended === 'released' && one.intents.length === 0,
        );
        return unseen ? failed('sale-unknown') : work();
      }),
    wentOffline: () => screen.dispatch({ type: 'offline' }),
    wentSilent(intentId) {
      const state = screen.state();
      if ('known' in state && state.known?.intentId === intentId) screen.dispatch({ type: 'offline' });
    },
    timeIsSure: () => void inTurn(screen.boundSurely).catch(() => {}),
    slept: (byMs) => void inTurn(() => screen.moveBounds(byMs)).catch(() => {}),
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
      inTurn(() => {
        const state = screen.state();
        const wantsQr = state.kind === 'unknown' && state.attempt.flow === 'standard';
        const qr = wantsQr ? planQr(intent, options.qr, log) : null;
        const entry = book.byIntent(intentId);
        if (entry) noteRead(entry, intent, now());
        const row = entry ? otherOpenRow(entry, intentId) : null;
        const other = row && { intentId: row.intentId, expiresAtMs: row.fexExpiresAtMs, merchantName: null };
        return screen.process({ type: 'read', intentId, intent, qr, other });
      }).catch(() => {});
    },
    heardIntent,
    sought: screen.sought,
    async dispose() {
      // What waits its turn is dropped; what is being recorded is finished, its effects are not begun.
      watch.dispose();
      refunds.dispose();
      await turns.close();
      screen.dispose();
      recorder.dispose();
      watcher.stop();
      walletCodes.clear();
    },
  };
}
