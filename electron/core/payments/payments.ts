import { type Done, done, failed } from '../../../shared/failures.ts';
import { exponentOf } from '../../../shared/money.ts';
import type { Flow, LastSale, PaymentView } from '../../../shared/payment-view.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { FexClient, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Hasher, Journal, JournalRow, Log, QrCodec, Random, Stop } from '../ports.ts';
import type { Watcher } from '../updates/watcher.ts';
import type { Halts } from './halts.ts';
import { nextTickMs, step } from './machine.ts';
import type { Attempt, Effect, Event, Now, State } from './machine-types.ts';
import { attemptOf, isOpen } from './moves.ts';
import { planQr } from './qr-plan.ts';
import { endings, lastSaleFrom, rowOf, unfinishedFrom } from './record.ts';
import { createRecorder } from './recorder.ts';
import { newReference, ulid } from './reference.ts';
import { createEffectRunner } from './run-effect.ts';
import { viewOf } from './view.ts';
import { readWalletCode } from './wallet-code.ts';

/**
 * Runs the payment machine: one event at a time, the journal before every effect, the screen after. It is
 * the only holder of the payment's state.
 */
export interface Payments {
  view(): PaymentView;
  lastSale(): LastSale | null;
  /** Takes up what was open when the counter stopped. */
  start(): Promise<void>;
  charge(request: { amountMinor: number; note: string | null }): Promise<Done>;
  scan(request: { amountMinor: number; note: string | null; walletCode: string }): Promise<Done>;
  cancel(attemptId: string): Promise<Done>;
  check(attemptId: string): Promise<Done>;
  next(attemptId: string): Promise<Done>;
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
  installationId: string;
  digestKey: string;
  capMinor: number;
  expiresInS: Readonly<Record<Flow, number>>;
  isOffline(): boolean;
  onChange(view: PaymentView, lastSale: LastSale | null): void;
  onMerchantName(name: string): void;
  onPaid(intentId: string): void;
}

const noteLimit = 140;
const journalRetryMs = 2_000;

export function createPayments(options: PaymentsOptions): Payments {
  const { clock, serverClock, random, hasher, journal, log, watcher, halts } = options;
  let state: State = { kind: 'idle' };
  let lastSale: LastSale | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let stopTick: Stop = () => {};
  let publishedOffset = 0;
  let disposed = false;
  /** True until what was open is taken up; where the disk is full that takes a while. */
  let resuming = false;
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
  const runner = createEffectRunner({
    clock,
    serverClock,
    qr: options.qr,
    log,
    tokens: options.tokens,
    fex: options.fex,
    watcher,
    walletCodes,
    dispatch,
    surprise,
  });

  const now = (): Now => ({ serverMs: serverClock.nowMs(), monoMs: clock.monotonicMs() });
  const freshId = () => ulid(serverClock.nowMs(), random);
  const freshReference = () =>
    newReference({
      tag: options.tag,
      installationId: options.installationId,
      atMs: serverClock.nowMs(),
      random,
    });
  const fresh = () => ({ attemptId: freshId(), reference: freshReference() });

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
    const [next, effects] = step(state, event, now(), fresh);
    const rows = effects.flatMap((effect) => (effect.do === 'journal' ? [toRow(effect)] : []));
    if (rows.length > 0 && !(await recorder.record(rows))) return unrecorded(event);
    if (event.type === 'resume') resuming = false;
    const changed = next !== state;
    if (disposed) return;
    state = next;
    for (const row of rows) if (endings[row.type] !== undefined) lastSale = lastSaleFrom(row);
    if (changed || event.type === 'tick' || clockMoved()) publish();
    const watched = watcher.watching;
    for (const effect of effects)
      if (effect.do !== 'journal') runner.run(effect, attemptOf(state)?.attemptId ?? '');
    afterEffects(effects, watched);
    armTick();
  }

  function toRow(effect: Extract<Effect, { do: 'journal' }>): JournalRow {
    const { fact } = effect;
    const code = walletCodes.get(fact.attempt.attemptId);
    const sent = fact.type === 'attempt.sent' || fact.type === 'attempt.sent-again';
    const extra =
      sent && code !== undefined
        ? { walletDigest: hasher.hmacSha256Hex(options.digestKey, code), walletLast4: code.slice(-4) }
        : {};
    return rowOf(fact, { wallMs: clock.wallMs(), serverMs: serverClock.knownMs() }, extra);
  }

  /** The row is not on the disk, so its effect must not happen. */
  function unrecorded(event: Event): void {
    if (event.type === 'token' && state.kind === 'sending') {
      // Nothing left this computer yet, or FEX refused what did.
      const { attempt } = state;
      if (attempt.sentAtMs > 0) {
        // Its first row says that it is open.
        const fact = { type: 'outcome.not-charged', attempt, open: false, body: { reason: 'not-sent' } };
        const row = toRow({ do: 'journal', fact });
        later(journalRetryMs, () => void enqueue(() => recordUntilKept(row)).catch(() => {}));
      }
      state = {
        kind: 'not-charged',
        attempt,
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

  /** For a row that nothing else would bring again. */
  async function recordUntilKept(row: JournalRow): Promise<void> {
    if (await recorder.record([row])) return;
    later(journalRetryMs, () => void enqueue(() => recordUntilKept(row)).catch(() => {}));
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
    options.onChange(viewOf(state, now()), lastSale);
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

  function begin(flow: Flow, request: { amountMinor: number; note: string | null }, code: string | null) {
    return enqueue(async (): Promise<Done> => {
      if (isOpen(state) || resuming) return failed('busy');
      if (request.amountMinor <= 0) return failed('amount-zero');
      if (request.amountMinor > options.capMinor) return failed('amount-over-cap');
      const note = request.note?.trim() || null;
      if (note !== null && note.length > noteLimit) return failed('note-too-long');
      if (halts.view() !== null) return failed('charging-stopped');
      if (options.isOffline()) return failed('offline');
      const attempt: Attempt = {
        ...fresh(),
        saleId: freshId(),
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

  /** Runs one of the cashier's requests if it is about the payment on the screen. */
  function request(event: Extract<Event, { type: 'cancel' | 'check' | 'next' }>): Promise<Done> {
    return enqueue(async () => {
      if (attemptOf(state)?.attemptId !== event.attemptId) return failed('not-open');
      // A restarted till does not know FEX's time yet, and its own may be hours off (money rule 9).
      if (event.type === 'next' && state.kind === 'unknown' && serverClock.knownMs() === null)
        return failed('not-possible-now');
      const before = state;
      await process(event);
      const took = state !== before || (event.type === 'check' && state.kind === 'unknown');
      return took ? done : failed('not-possible-now');
    });
  }

  return {
    view: () => viewOf(state, now()),
    lastSale: () => lastSale,
    async start() {
      lastSale = lastSaleFrom(await journal.newest(Object.keys(endings)));
      const open = unfinishedFrom(await journal.openAttempts(), options.counterId);
      const resumable = open.filter((entry) => entry.shown || entry.attempt.flow === 'reverse');
      const chosen = resumable.at(-1);
      for (const entry of open) {
        if (entry === chosen) continue;
        // A create whose code no screen painted cannot be paid; anything else is left to be watched.
        const type =
          entry.shown || entry.attempt.flow === 'reverse' ? 'attempt.released' : 'attempt.orphaned';
        const fact = { type, attempt: entry.attempt, open: false, body: {} };
        await recordUntilKept(toRow({ do: 'journal', fact }));
        if (entry.known) runner.cancelIntent(entry.known.intentId).catch(surprise);
      }
      if (chosen) {
        const { attempt, known, cancelReason } = chosen;
        resuming = true;
        await enqueue(() => process({ type: 'resume', attempt, known, cancelReason }));
      }
    },
    charge: (request_) => begin('standard', request_, null),
    async scan(request_) {
      const code = readWalletCode(request_.walletCode);
      return code.ok ? begin('reverse', request_, code.code) : failed(code.failure);
    },
    cancel: (attemptId) => request({ type: 'cancel', attemptId }),
    check: (attemptId) => request({ type: 'check', attemptId }),
    next: (attemptId) => request({ type: 'next', attemptId }),
    wentOffline: () => dispatch({ type: 'offline' }),
    cameOnline: () => watcher.readNow(),
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
      }
    },
    isSought: (reference) =>
      reference !== null &&
      state.kind === 'unknown' &&
      state.known === null &&
      state.attempt.reference === reference,
    async dispose() {
      // What waits in the queue is dropped; what is being recorded is finished, its effects are not begun.
      disposed = true;
      await queue;
      for (const stop of stops) stop();
      stopTick();
      recorder.dispose();
      watcher.stop();
      walletCodes.clear();
    },
  };
}
