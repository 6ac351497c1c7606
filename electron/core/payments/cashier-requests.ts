import type { CallArgs } from '../../../shared/contract.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import { holdsWalletCode } from '../../../shared/note.ts';
import type { Flow } from '../../../shared/payment-view.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Approve } from '../staff/approve.ts';
import type { Halts } from './halts.ts';
import type { KeptRows } from './kept-rows.ts';
import type { LateRequests } from './late-requests.ts';
import type { Event, Fact } from './machine-types.ts';
import { isOpen } from './moves.ts';
import type { Attempts } from './new-attempt.ts';
import { canBePaid } from './other-rows.ts';
import { type SaleRequest, saleRefusal } from './sale-request.ts';
import type { ScreenPayment } from './screen-payment.ts';
import type { StandingWatch } from './standing-watch.ts';
import { chargeableUntilMs, releasedLike } from './unsettled.ts';
import type { WatchBook } from './watch-book.ts';
import { isUnsettled } from './watch-plan.ts';

/** What people may ask of the payment on the screen; all of it in turn with its events. */
export interface CashierRequests {
  begin(flow: Flow, request: SaleRequest, code: string | null): Promise<Done>;
  /** About the payment on the screen, or refused. */
  request(event: Extract<Event, { type: 'cancel' | 'check' | 'next' | 'settle' }>): Promise<Done>;
  /** Asks FEX now, about the payment on the screen or one that was released. */
  check(attemptId: string): Promise<Done>;
  /** Leaves what is on the screen; what came late, or not as asked, is put aside for the manager. */
  next(attemptId: string): Promise<Done>;
  /** A manager has seen a wrong amount: where it is still on the screen, the till goes on. */
  seeLate(attemptId: string, confirmed: boolean): Promise<Done>;
  /** The payment on the screen, or one that was released, ends by a manager's word (money rule 4). */
  settle(word: CallArgs<'payment.settle'>): Promise<Done>;
}

export function createCashierRequests(options: {
  screen: ScreenPayment;
  kept: Pick<KeptRows, 'digestOf' | 'record'>;
  book: WatchBook;
  attempts: Attempts;
  lateRequests: LateRequests;
  watch: Pick<StandingWatch, 'ask'>;
  serverClock: ServerClock;
  halts: Halts;
  capMinor: number;
  approve: Approve;
  isOffline(): boolean;
  /** Codes of scans about to be sent, by attempt. */
  walletCodes: Map<string, string>;
}): CashierRequests {
  const { screen, kept, book, attempts, lateRequests, serverClock, halts, walletCodes } = options;

  /** Why nothing may be sent for this sale now, or null. */
  function refusalOf(request: SaleRequest, walletDigest: string | null): Done | null {
    const isCode = (text: string) => {
      const digest = kept.digestOf(text);
      return digest === walletDigest || [...book.entries()].some((entry) => entry.walletDigest === digest);
    };
    const refusal = saleRefusal(request, options.capMinor, isCode);
    if (refusal !== null) return refusal;
    if (halts.view() !== null) return failed('charging-stopped');
    if (options.isOffline()) return failed('offline');
    if (request.confirmed) return null;
    const alike = releasedLike(book, request.amountMinor, walletDigest, serverClock.nowMs());
    return alike === null ? null : failed('same-as-released', String(alike.attempt.sentAtMs));
  }

  function againOf(request: SaleRequest) {
    const state = screen.state();
    if (state.kind !== 'not-charged' || request.again !== state.attempt.attemptId) return null;
    return request.amountMinor === state.attempt.amountMinor ? state : null;
  }

  const isPayable = (saleId: string) =>
    [...book.entries()].some((entry) => entry.attempt.saleId === saleId && canBePaid(entry));

  const request: CashierRequests['request'] = async (event) => {
    const before = screen.state();
    if (!screen.isAbout(event.attemptId)) return failed('not-open');
    // A restarted till does not know FEX's time yet, and its own may be hours off (money rule 9).
    if (event.type === 'next' && before.kind === 'unknown' && serverClock.knownMs() === null)
      return failed('not-possible-now');
    await screen.process(event);
    const after = screen.state();
    const took = after !== before || (event.type === 'check' && after.kind === 'unknown');
    if (took) return done;
    return failed(halts.has('journal-unwritable') ? 'not-recorded' : 'not-possible-now');
  };

  return {
    request,
    async check(attemptId) {
      const entry = book.get(attemptId);
      if (screen.isAbout(attemptId) || entry === undefined || !isUnsettled(entry))
        return request({ type: 'check', attemptId });
      if (options.isOffline()) return failed('offline');
      options.watch.ask(attemptId);
      return done;
    },
    async begin(flow, request, code) {
      const digest = code === null ? null : kept.digestOf(code);
      const refusal = isOpen(screen.state()) ? failed('busy') : refusalOf(request, digest);
      if (refusal !== null) return refusal;
      // Another try for the sale on the screen: money that comes late for the first one pays it too.
      const again = againOf(request);
      // The sale was paid meanwhile, or left: what was meant as its next try must not become another sale.
      if (again === null && request.again !== undefined) return failed('not-open');
      // A second row of an earlier try came to light: it may be paid until FEX has ended it.
      if (again !== null && isPayable(again.attempt.saleId)) return failed('not-possible-now');
      const attempt = attempts.of(flow, request, again?.attempt.saleId ?? null);
      walletCodes.clear();
      if (code !== null) walletCodes.set(attempt.attemptId, code);
      await screen.process({ type: 'charge', attempt });
      return done;
    },
    async next(attemptId) {
      const { kind } = screen.state();
      const left = kind === 'idle' ? await lateRequests.next(attemptId) : null;
      if (left === null && kind === 'mismatch' && screen.isAbout(attemptId)) lateRequests.putAside(attemptId);
      return left ?? request({ type: 'next', attemptId });
    },
    async seeLate(attemptId, confirmed) {
      const seen = await lateRequests.seen(attemptId, confirmed);
      if (!seen.ok || screen.state().kind !== 'mismatch' || !screen.isAbout(attemptId)) return seen;
      return request({ type: 'next', attemptId });
    },
    async settle({ confirmed, ...word }) {
      if ([word.who, word.why].some(holdsWalletCode)) return failed('note-wallet-code');
      const onScreen = screen.isAbout(word.attemptId);
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
      return (await kept.record([fact])) ? done : failed('not-recorded');
    },
  };
}
