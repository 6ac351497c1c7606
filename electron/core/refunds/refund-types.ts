import type { RefundFailure } from '../../../shared/payment-view.ts';
import type { RefundSent } from '../net/classify.ts';
import type { Intent } from '../net/intent.ts';
import type { Attempt, Fact } from '../payments/machine-types.ts';
import type { Actor } from '../ports.ts';

/** One decision to give a payment back, in full; at most one open per intent (money rule 12). */
export interface Refund {
  attempt: Attempt;
  intentId: string;
  /** FEX's time of the decision. */
  decidedAtMs: number;
  state: RefundState;
}

/** What came back on a POST. `not-sent`: no byte left this computer. */
export type RefundAnswer =
  | { kind: 'accepted' }
  | { kind: 'not-sent' }
  | { kind: 'refused'; status: number; said: string }
  | { kind: 'unknown' };

export type RefundState =
  /** Reads decide: before the first POST and after each. */
  | {
      kind: 'asking';
      /** POSTs whose row is on the disk. */
      sends: number;
      /** POSTs that may be made before a manager has to say it again. */
      allowed: number;
      answer: RefundAnswer | null;
      /** Until when a POST that nobody answered may arrive at FEX; null once a read begun later shows no refund. */
      lostUntilMono: number | null;
      /** When the first of two reads that show no refund ended, on the monotonic clock. */
      clearAtMono: number | null;
      /** No POST before this moment. */
      notBeforeMono: number;
      sinceMs: number;
      readFailures: number;
      /** FEX is moving money without saying that it is done; never sent again. */
      moving: boolean;
      nextReadAtMono: number;
    }
  | { kind: 'sending'; sends: number; allowed: number; lostUntilMono: number | null }
  /** Accepted: `refunded`, or a ledger id on a completed intent. Watched until FEX says that it is done. */
  | {
      kind: 'on-its-way';
      sends: number;
      sinceMs: number;
      word: string | null;
      elsewhere: boolean;
      lostUntilMono: number | null;
      /** When a read first showed no refund any more. */
      goneAtMono: number | null;
      nextReadAtMono: number;
    }
  /** Not given back. Watched on: it may still be, from FEX's dashboard for instance. */
  | {
      kind: 'failed';
      sends: number;
      sinceMs: number;
      reason: RefundFailure;
      lostUntilMono: number | null;
      /** A read begun after this would show whatever was still on its way to FEX. */
      clearFromMono: number;
      /** Such a read was made and showed no refund, or nothing was on its way: it may be withdrawn. */
      clear: boolean;
      nextReadAtMono: number | null;
    }
  /** Unconfirmed: FEX accepted it a day ago and never said that it is finished. No screen calls it refunded. */
  | { kind: 'done'; atMs: number; elsewhere: boolean; confirmed: boolean }
  | { kind: 'withdrawn' };

export type RefundStateOf<K extends RefundState['kind']> = Extract<RefundState, { kind: K }>;

export type RefundEvent =
  /** A read came back; `failed` where nothing verified did. */
  | { type: 'read'; intent: Intent; startedMono: number }
  | { type: 'read-refused'; status: number }
  | { type: 'read-failed' }
  /** FEX's ledger has a row of type `refund` for the intent. */
  | { type: 'in-ledger' }
  | { type: 'answered'; sent: RefundSent | { kind: 'no-token' } }
  /** A manager wants it sent again after it failed. */
  | { type: 'again'; by: Actor }
  /** Nothing is to be sent any more. `shift-closed`: what was decided and not sent lapses with the shift. */
  | { type: 'withdraw'; by: Actor; why: 'manager' | 'shift-closed' };

/** What follows: rows first, then the state, then the POST. */
export interface RefundStep {
  state: RefundState;
  facts: Fact[];
  send: boolean;
}
