import type { PaymentView } from '../../../shared/payment-view.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Stop } from '../ports.ts';
import type { Watcher } from '../updates/watcher.ts';
import { forbidsCharging, type Halts } from './halts.ts';
import type { KeptRows } from './kept-rows.ts';
import { nextTickMs, step } from './machine.ts';
import type { Attempt, Effect, Event, Fact, Now, State } from './machine-types.ts';
import { attemptOf, boundOf, isOpen, notCharged, unknownState } from './moves.ts';
import type { Attempts } from './new-attempt.ts';
import { endings } from './record.ts';
import { journalRetryMs, type Recorder } from './recorder.ts';
import type { WorldEffect } from './run-effect.ts';
import type { Turns } from './turns.ts';
import { whenUnrecorded } from './unrecorded.ts';
import { viewOf } from './view.ts';
import type { Entry, WatchBook } from './watch-book.ts';

/** The payment on the screen, and the one holder of its state: an event, its rows, then its effects. */
export interface ScreenPayment {
  state(): State;
  view(): PaymentView;
  isAbout(attemptId: string): boolean;
  /** The reference of a payment on the screen whose intent is not known yet. */
  sought(): string | null;
  /** In turn with everything else. */
  process(event: Event): Promise<void>;
  /** Has it processed when its turn comes. */
  dispatch(event: Event): void;
  publish(): void;
  /** What was under way when this computer slept left it that much later; in turn. */
  moveBounds(byMs: number): Promise<void>;
  /** FEX told its time: what left before is bounded in it; in turn. */
  boundSurely(): Promise<void>;
  dispose(): void;
}

/** Longest time between deciding to send and sending. */
const longestCommitMs = 5_000;

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

/** Nobody knows whether FEX made a payment of it. */
const isLost = ({ intents, ended }: Entry) =>
  intents.length === 0 && (ended === null || ended === 'released');

/** A cancel, and the row that says that it is sent. */
const cancels = (effect: Effect) =>
  effect.do === 'cancel' || (effect.do === 'journal' && effect.fact.type === 'cancel.sent');

const factsOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.do === 'journal' ? [effect.fact] : []));

export function createScreenPayment(options: {
  turns: Turns;
  recorder: Recorder;
  kept: KeptRows;
  book: WatchBook;
  attempts: Pick<Attempts, 'fresh'>;
  clock: Clock;
  serverClock: ServerClock;
  halts: Halts;
  watcher: Pick<Watcher, 'watching'>;
  /** Codes of scans about to be sent, by attempt. */
  walletCodes: Map<string, string>;
  now(): Now;
  /** False while this till may be a copy of another: it looks, and changes nothing. */
  maySend(): boolean;
  run(effect: WorldEffect): void;
  /** What came of an attempt that is no longer on the screen. */
  heardBesides(intent: Intent, attemptId: string): void;
  /** A sale ended or was left: the standing watch has one more to look after. */
  onLeft(): void;
  onChange(): void;
  onMerchantName(name: string): void;
  onPaid(intentId: string): void;
}): ScreenPayment {
  const { turns, recorder, kept, book, attempts, clock, serverClock, halts, watcher, walletCodes } = options;
  const { now, run } = options;
  let state: State = { kind: 'idle' };
  let stopTick: Stop = () => {};
  let publishedOffset = 0;

  function dispatch(event: Event): void {
    if (!turns.isClosed()) void turns.inTurn(() => process(event)).catch(() => {});
  }

  async function process(event: Event): Promise<void> {
    if (turns.isClosed()) return;
    // Nothing is sent once another till may sell as this counter; not even the one fresh create.
    // Nor without the keychain, which knows under which id it would be; nor after a sleep, before FEX told the time.
    const clockLost = event.type === 'token' && event.timeSure && !serverClock.isFresh();
    if (event.type === 'token' && (clockLost || forbidsCharging.some(halts.has)))
      return process({ type: 'no-token', attemptId: event.attemptId, why: 'unreachable' });
    // What comes of an attempt that is no longer on the screen, or that has its intent already: watched, not shown.
    if (event.type === 'answered' && isAnothers(event)) {
      // An answer about a payment of another attempt says nothing of this one (money rule 11).
      return process({ ...event, sent: { kind: 'unknown' }, qr: null });
    }
    if (event.type === 'answered' || event.type === 'pass') {
      const learnt = intentIn(event);
      const over = !isAbout(event.attemptId) || (event.type === 'answered' && state.kind !== 'sending');
      if (learnt !== null && over) options.heardBesides(learnt, event.attemptId);
    }
    const [next, wanted] = step(state, event, now(), attempts.fresh);
    const effects = options.maySend() ? wanted : wanted.filter((effect) => !cancels(effect));
    const rows = factsOf(effects).map(kept.rowOf);
    const askedAtMono = clock.monotonicMs();
    if (rows.length > 0 && !(await recorder.record(rows))) return unrecorded(event, next, effects);
    // The bound was set before the row was on the disk: a disk that took long has used it up.
    const stalled = clock.monotonicMs() - askedAtMono > longestCommitMs;
    const slept = event.type === 'token' && event.timeSure && !serverClock.isFresh();
    if (event.type === 'token' && (stalled || slept) && next.kind === 'sending') {
      kept.take(rows);
      return tooLate(next.attempt);
    }
    const changed = next !== state;
    if (turns.isClosed()) return;
    state = next;
    kept.take(rows);
    if (changed || event.type === 'tick' || clockMoved()) publish();
    const watched = watcher.watching;
    for (const effect of effects) if (effect.do !== 'journal') run(effect);
    afterEffects(effects, watched);
    armTick();
    if (rows.some((row) => endings[row.type] !== undefined || row.type === 'attempt.superseded'))
      options.onLeft();
  }

  function isAnothers({ attemptId, sent }: Extract<Event, { type: 'answered' }>): boolean {
    const owner = sent.kind === 'executed' ? book.ownerOf(sent.intent.id) : null;
    return owner !== null && owner !== book.get(attemptId)?.attempt.reference;
  }

  const isAbout = (attemptId: string) => attemptOf(state)?.attemptId === attemptId;

  /** Recorded, but not in time to be sent: nothing left this computer. */
  async function tooLate(attempt: Attempt): Promise<void> {
    walletCodes.delete(attempt.attemptId);
    const [ended, effects] = notCharged(attempt, 'not-sent', now());
    state = ended;
    if (!(await kept.record(factsOf(effects)))) publish();
  }

  /** The row is not on the disk, so its effect must not happen. */
  function unrecorded(event: Event, next: State, effects: readonly Effect[]): void {
    const then = whenUnrecorded(state, event, next);
    if (then === 'look-on') {
      state = next;
      publish();
      for (const effect of effects) if (looksOnly(effect)) run(effect);
    } else if (then === 'not-sent' && state.kind === 'sending') {
      const { attempt } = state;
      if (attempt.sentAtMs > 0) {
        // Its first row says that it is open.
        const fact: Fact = { type: 'outcome.not-charged', attempt, body: { reason: 'not-sent' } };
        kept.recordLater(fact);
      }
      state = { kind: 'not-charged', attempt, atMs: now().serverMs, reason: 'not-sent' };
      publish();
    }
    if (then === 'tick' && event.type === 'read') coverUnrecorded(next);
    if (then === 'again') turns.later(journalRetryMs, () => dispatch(event));
    if (then === 'look-on' || then === 'tick') armTick(journalRetryMs);
  }

  /** FEX ended it and no row says so: its code is covered, and nothing is called known, until there is room. */
  function coverUnrecorded(next: State): void {
    if (state.kind !== 'showing-qr' && state.kind !== 'waiting' && state.kind !== 'cancelling') return;
    if (isOpen(next)) return;
    const cancelReason = state.kind === 'cancelling' ? state.reason : null;
    const more = { found: 'unrecorded', cancelReason, cancelSent: cancelReason !== null } as const;
    state = unknownState(state.attempt, state.known, 'in-progress', now(), more);
    publish();
  }

  /** Nobody may be called safe before: what cannot be known of those hours is added to each bound. */
  async function moveBounds(byMs: number): Promise<void> {
    if (turns.isClosed()) return;
    const fellAsleepMs = serverClock.nowMs() - byMs;
    for (const entry of [...book.entries()]) {
      if (!isLost(entry) || entry.attempt.chargeableUntilMs < fellAsleepMs) continue;
      await moveBound(entry, entry.attempt.chargeableUntilMs + byMs, { byMs });
    }
    publish();
    armTick();
  }

  /** What left before FEX told its time is bounded as if it left now: no earlier bound is safe (money rule 4). */
  async function boundSurely(): Promise<void> {
    if (turns.isClosed() || !serverClock.isFresh()) return;
    const unsure = [...book.entries()].filter((entry) => entry.boundUnsure && isLost(entry));
    for (const entry of unsure) {
      entry.boundUnsure = false;
      await moveBound(entry, boundOf(entry.attempt, serverClock.nowMs()), { sure: true });
    }
    if (unsure.length === 0) return;
    publish();
    armTick();
  }

  async function moveBound(entry: Entry, chargeableUntilMs: number, why: Fact['body']): Promise<void> {
    entry.attempt = { ...entry.attempt, chargeableUntilMs };
    entry.cleanLooks = 0;
    const { attempt } = entry;
    if ((state.kind === 'sending' || state.kind === 'unknown') && isAbout(attempt.attemptId)) {
      const passed = state.kind === 'unknown' ? { passesAfterBound: 0, cleanAfterBound: 0 } : {};
      state = { ...state, ...passed, attempt: { ...state.attempt, chargeableUntilMs } } as State;
    }
    await kept.recordUntilKept({ type: 'attempt.bound-moved', attempt, body: { chargeableUntilMs, ...why } });
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

  return {
    state: () => state,
    view: () => viewOf(state, now()),
    isAbout,
    sought() {
      // A wallet may be faster than the answer to the scan; a create shows nothing before it is answered.
      if (state.kind === 'sending' && state.attempt.flow === 'reverse' && state.stage !== 'token')
        return state.attempt.reference;
      return state.kind === 'unknown' && state.known === null ? state.attempt.reference : null;
    },
    process,
    dispatch,
    publish,
    moveBounds,
    boundSurely,
    dispose: () => stopTick(),
  };
}
