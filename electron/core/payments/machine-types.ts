import type { Flow, NotChargedReason, PaymentViewOf, QrPicture } from '../../../shared/payment-view.ts';
import type { TokenFailure } from '../auth/token-source.ts';
import type { Sent } from '../net/classify.ts';
import type { Intent } from '../net/intent.ts';
import type { Actor } from '../ports.ts';
import type { PassResult } from './list-pass.ts';

/** One try to get a sale paid. It owns one reference for good. */
export interface Attempt {
  attemptId: string;
  saleId: string;
  reference: string;
  flow: Flow;
  /** Ours; an intent that names another contradicts us. */
  counterId: string;
  amountMinor: number;
  currency: string;
  exponent: number;
  note: string | null;
  expiresInS: number;
  /** The sale's first send is 1; the one automatic fresh create after an unanswered one is 2. */
  generation: 1 | 2;
  /** FEX's time when the request left; 0 until then. */
  sentAtMs: number;
  /** After this nobody new can be charged (money rule 4); 0 until the request left. */
  chargeableUntilMs: number;
  /** FEX's time was not known when the request left: `sentAtMs` is this computer's own, and may be off by hours. */
  unsure: boolean;
}

/** What FEX told us of the intent behind the attempt. */
export interface Known {
  intentId: string;
  expiresAtMs: number;
  merchantName: string | null;
}

export type CancelReason = PaymentViewOf<'cancelling'>['reason'];

export type State =
  | { kind: 'idle' }
  | {
      kind: 'sending';
      attempt: Attempt;
      stage: 'token' | 'sent' | 'looking';
      /** The token that a 401 refused; a second 401 is final. */
      refusedToken: string | null;
      token: string | null;
      /** FEX's 409, kept while one list pass is made. */
      refusal: Refusal | null;
      cancelWanted: boolean;
    }
  | { kind: 'showing-qr'; attempt: Attempt; known: Known; qr: QrPicture }
  | { kind: 'waiting'; attempt: Attempt; known: Known; cancelRefused: boolean }
  | {
      kind: 'cancelling';
      attempt: Attempt;
      known: Known;
      reason: CancelReason;
      /** Read, then cancel, then read again (money rule 6). */
      step: 'reading' | 'sent' | 'rereading';
      /** FEX refused to cancel. */
      refused: boolean;
      sinceMs: number;
    }
  | {
      kind: 'unknown';
      attempt: Attempt;
      known: Known | null;
      cause: PaymentViewOf<'unknown'>['cause'];
      found: PaymentViewOf<'unknown'>['found'];
      status: string | null;
      /** Set while someone wanted it cancelled before FEX went silent. */
      cancelReason: CancelReason | null;
      /** Only with a known id: whether the time-out's cancel went out. */
      cancelSent: boolean;
      passing: boolean;
      sinceMono: number;
      passesMade: number;
      /** On the monotonic clock; null while none is planned. */
      nextPassAtMono: number | null;
      lastPassClean: boolean;
      /** FEX's time when the pass under way began; null where that time is not sure. */
      passBeganMs: number | null;
      /** How many passes were begun once nobody new could be charged, and how many of them were clean. */
      passesAfterBound: number;
      cleanAfterBound: number;
    }
  | { kind: 'paid'; attempt: Attempt; atMs: number; afterCancel: boolean }
  | { kind: 'mismatch'; attempt: Attempt; atMs: number; amountText: string | null; currency: string | null }
  | { kind: 'refunded'; attempt: Attempt; atMs: number }
  | { kind: 'settled'; attempt: Attempt; atMs: number; paid: boolean; who: string }
  | { kind: 'not-charged'; attempt: Attempt; atMs: number; reason: NotChargedReason };

export type StateOf<K extends State['kind']> = Extract<State, { kind: K }>;
export type OpenState = Exclude<
  State,
  { kind: 'idle' | 'paid' | 'mismatch' | 'refunded' | 'settled' | 'not-charged' }
>;

export interface Refusal {
  status: number;
  said: string;
}

/** The moment an event is looked at. `serverMs` is FEX's time as well as it is known. */
export interface Now {
  serverMs: number;
  monoMs: number;
  /** `serverMs` is sure: FEX said its time since the start and since the clocks last disagreed (money rule 9). */
  fresh: boolean;
}

export type Event =
  | { type: 'charge'; attempt: Attempt }
  | {
      type: 'token';
      attemptId: string;
      token: string;
      /** FEX's time was sure when it was asked for. */
      timeSure: boolean;
    }
  | { type: 'no-token'; attemptId: string; why: TokenFailure }
  /** A send came back. `qr`: what may be shown of it, decided before. */
  | { type: 'answered'; attemptId: string; sent: Sent; qr: QrPicture | null }
  | {
      type: 'read';
      intentId: string;
      intent: Intent;
      qr: QrPicture | null;
      /** Another row of the same request that may still be paid. */
      other: Known | null;
    }
  /** `sent`: false where there was no token to send it with. */
  | { type: 'cancel-answered'; intentId: string; refused: boolean; sent: boolean }
  | { type: 'pass'; attemptId: string; result: PassResult; qr: QrPicture | null }
  /** A verified webhook carried our reference and an id we lacked; the intent was read. */
  | { type: 'id-supplied'; attemptId: string; intent: Intent }
  /** The standing watch read an earlier attempt of this sale as completed. */
  | { type: 'late'; attempt: Attempt; intent: Intent }
  | { type: 'cancel'; attemptId: string }
  | { type: 'check'; attemptId: string }
  | { type: 'next'; attemptId: string }
  /** A manager says what became of it. */
  | { type: 'settle'; attemptId: string; paid: boolean; who: string; why: string; by: Actor }
  | { type: 'offline' }
  | { type: 'tick' }
  | { type: 'resume'; attempt: Attempt; known: Known | null; cancelReason: CancelReason | null };

/** Facts for the journal; the service adds actor, times and ids. */
export interface Fact {
  type: string;
  attempt: Attempt;
  open?: boolean;
  byCashier?: boolean;
  /** Who decided it, where it was neither the cashier nor the counter. */
  by?: Actor;
  body: Readonly<Record<string, string | number | boolean | null>>;
}

export type Effect =
  | { do: 'journal'; fact: Fact }
  | { do: 'token'; attempt: Attempt; after: string | null }
  | { do: 'send'; attempt: Attempt; token: string }
  | { do: 'watch'; intentId: string }
  | { do: 'unwatch' }
  /** Read at once, besides the regular reads. */
  | { do: 'read' }
  | { do: 'cancel'; intentId: string }
  | { do: 'pass'; attempt: Attempt };

/** A fresh create for the same sale: the service makes ids, the machine decides that it happens. */
export type FreshIds = () => { attemptId: string; reference: string };
