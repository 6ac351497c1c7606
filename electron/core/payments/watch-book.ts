import type { JournalRow, StoredRow } from '../ports.ts';
import type { Attempt, CancelReason, Known } from './machine-types.ts';
import { boundedBy } from './moves.ts';
import { attemptFrom, cancelReason, number, text } from './record.ts';

/**
 * What the journal says of every attempt that is not done with: the open one and those under the standing
 * watch (money rule 7). Built from rows alone, so that a restart knows what the run before knew.
 */
export type Ending =
  | 'paid'
  | 'not-charged'
  | 'mismatch'
  | 'refunded'
  | 'released'
  | 'superseded'
  | 'orphaned'
  | 'settled';

export interface WatchedIntent {
  intentId: string;
  /** Our own time-out, where FEX lets it live longer than asked. */
  expiresAtMs: number;
  /** FEX's own. */
  fexExpiresAtMs: number;
  /** A second row under the reference. */
  second: boolean;
}

/** Money that came for a closed sale, before the manager. */
export interface LateMoney {
  kind: 'paid-late' | 'mismatch';
  intentId: string;
  atMs: number;
  amountText: string | null;
  currency: string | null;
  /** The sale had been paid before. */
  twice: boolean;
}

export interface Entry {
  attempt: Attempt;
  shown: boolean;
  cancelReason: CancelReason | null;
  merchantName: string | null;
  intents: WatchedIntent[];
  /** The intent the attempt was bound to first. */
  boundId: string | null;
  /** Null while the attempt is open. */
  ended: Ending | null;
  endedAtMs: number;
  /** It ended when FEX's time was not known: the row has this computer's. */
  endedUnsure: boolean;
  /** Its bound is told in this computer's time, because FEX's was not known when it left. */
  boundUnsure: boolean;
  /** Intents whose money was taken into account: paid, late, or seen given back. */
  counted: Set<string>;
  /** Intents whose money the sale has: paid or late, and not given back. */
  money: Set<string>;
  /** Intents that a read showed ended. Not from rows: everything is read once after a restart. */
  over: Map<string, 'unpaid' | 'given-back'>;
  /** FEX's list alone told of it; its own rows are lost. */
  rebuilt: boolean;
  /** The number a cashier and a customer call it by since it was released. */
  slip: number | null;
  /** When a cashier released it, in FEX's time, whatever came of it since. */
  releasedAtMs: number | null;
  /** Digest of the wallet code, for a scan. */
  walletDigest: string | null;
  /** The oldest of `lates`, or null. */
  late: LateMoney | null;
  /** A doubled request may be paid more than once: each is a matter of its own. */
  lates: LateMoney[];
  /** A manager settled it by hand, as paid. */
  settledPaid: boolean;
  /** Not from rows: null until the first visit of this run; after a restart everything is visited once. */
  visitedMs: number | null;
  failures: number;
  retryAtMs: number | null;
  /** Looks that were begun after the bound and found nothing. */
  cleanLooks: number;
  cancelsSent: Set<string>;
}

export interface WatchBook {
  /** One row that is on the disk. Rows of attempts whose sending row was never seen are ignored. */
  take(row: JournalRow | StoredRow, when: 'now' | 'before'): void;
  /**
   * FEX's time is known now: what ended when it was not counts from here. `again`: what was to be tried again was
   * told in another time, and is due.
   */
  sureTime(nowMs: number, again: boolean): void;
  get(attemptId: string): Entry | undefined;
  entries(): Iterable<Entry>;
  /** The reference of the attempt an intent belongs to, or null. */
  ownerOf(intentId: string): string | null;
  byIntent(intentId: string): Entry | undefined;
  byReference(reference: string): Entry | undefined;
}

const endingOf: Readonly<Record<string, Ending>> = {
  'outcome.paid': 'paid',
  'outcome.not-charged': 'not-charged',
  'outcome.mismatch': 'mismatch',
  'outcome.refunded': 'refunded',
  'outcome.settled-by-hand': 'settled',
  'attempt.released': 'released',
  'attempt.superseded': 'superseded',
  'attempt.orphaned': 'orphaned',
};

export function createWatchBook(counterId: string): WatchBook {
  const byAttempt = new Map<string, Entry>();

  function learn(entry: Entry, row: JournalRow | StoredRow, bind: boolean): void {
    const intentId = text(row.body.intentId);
    if (intentId === null) return;
    const { sentAtMs, expiresInS } = entry.attempt;
    const expiresAtMs = number(row.body.expiresAtMs) ?? sentAtMs + expiresInS * 1000;
    const fexExpiresAtMs = number(row.body.fexExpiresAtMs) ?? expiresAtMs;
    if (bind) {
      entry.boundId = intentId;
      entry.attempt = boundedBy(entry.attempt, { expiresAtMs: fexExpiresAtMs });
    }
    const before = entry.intents.find((intent) => intent.intentId === intentId);
    if (before && bind) before.expiresAtMs = expiresAtMs;
    if (before) return;
    entry.intents.push({ intentId, expiresAtMs, fexExpiresAtMs, second: row.body.second === true });
  }

  function take(row: JournalRow | StoredRow, when: 'now' | 'before'): void {
    if (row.attemptId === null) return;
    if (row.type === 'attempt.rebuilt') {
      const attempt = attemptFrom(row, counterId);
      if (attempt === null || byAttempt.has(row.attemptId)) return;
      const entry = { ...newEntry(attempt, null), rebuilt: true };
      learn(entry, row, true);
      byAttempt.set(row.attemptId, entry);
      return;
    }
    if (row.type === 'attempt.sent' || row.type === 'attempt.sent-again') {
      const attempt = attemptFrom(row, counterId);
      const before = byAttempt.get(row.attemptId);
      const digest = text(row.body.walletDigest);
      if (before && attempt) Object.assign(before, { attempt, boundUnsure: attempt.unsure });
      else if (attempt) byAttempt.set(row.attemptId, newEntry(attempt, digest));
      return;
    }
    const entry = byAttempt.get(row.attemptId);
    if (!entry) return;
    const ending = endingOf[row.type];
    if (ending !== undefined) {
      if (entry.ended === null) {
        entry.endedAtMs = row.serverMs ?? row.atMs;
        entry.endedUnsure = row.serverMs === null;
        if (when === 'now' && !entry.endedUnsure) entry.visitedMs = entry.endedAtMs;
      }
      entry.ended = ending;
      learn(entry, row, false);
      const intentId = text(row.body.intentId);
      if (intentId !== null && (ending === 'paid' || ending === 'mismatch' || ending === 'refunded'))
        entry.counted.add(intentId);
      if (intentId !== null && ending === 'paid') entry.money.add(intentId);
      if (intentId !== null && ending === 'refunded') entry.money.delete(intentId);
    }
    switch (row.type) {
      case 'attempt.released':
        entry.slip = number(row.body.slip) ?? entry.slip;
        entry.releasedAtMs = row.serverMs ?? row.atMs;
        // Nobody read it in this run: its visit is due now.
        if (entry.rebuilt) entry.visitedMs = null;
        break;
      case 'outcome.settled-by-hand':
        entry.settledPaid = row.body.paid === true;
        break;
      case 'attempt.answered':
      case 'attempt.adopted':
        learn(entry, row, true);
        entry.merchantName = text(row.body.merchantName) ?? entry.merchantName;
        break;
      case 'watch.found':
        learn(entry, row, entry.boundId === null && row.body.second !== true);
        break;
      case 'attempt.bound-moved': {
        const chargeableUntilMs = number(row.body.chargeableUntilMs);
        if (chargeableUntilMs !== null) entry.attempt = { ...entry.attempt, chargeableUntilMs };
        if (row.body.sure === true) entry.boundUnsure = false;
        break;
      }
      case 'attempt.shown':
        entry.shown = true;
        break;
      case 'cancel.requested':
        entry.cancelReason = 'cashier';
        break;
      case 'cancel.sent':
        entry.cancelReason ??= cancelReason(row.body.reason);
        break;
      case 'outcome.paid-late':
      case 'outcome.mismatch':
      case 'outcome.mismatch-late':
        addLate(entry, lateFrom(row));
        if (typeof row.body.intentId === 'string') {
          entry.counted.add(row.body.intentId);
          if (row.type === 'outcome.paid-late') entry.money.add(row.body.intentId);
        }
        break;
      case 'watch.refunded':
      case 'refund.done':
      case 'refund.unconfirmed': {
        const intentId = text(row.body.intentId);
        if (intentId !== null) entry.counted.add(intentId);
        if (intentId !== null) entry.money.delete(intentId);
        dropLate(entry, intentId);
        break;
      }
      case 'late.kept':
      case 'late.seen':
        dropLate(entry, text(row.body.intentId) ?? entry.late?.intentId ?? null);
        break;
    }
    if ('open' in row && row.open === false) byAttempt.delete(row.attemptId);
  }

  function find(test: (entry: Entry) => boolean): Entry | undefined {
    for (const entry of byAttempt.values()) if (test(entry)) return entry;
    return undefined;
  }
  const byIntent = (intentId: string) =>
    find((entry) => entry.intents.some((intent) => intent.intentId === intentId));

  return {
    take,
    sureTime(nowMs, again) {
      for (const entry of byAttempt.values()) {
        if (again) entry.retryAtMs = null;
        if (!entry.endedUnsure) continue;
        entry.endedUnsure = false;
        entry.endedAtMs = nowMs;
      }
    },
    get: (attemptId) => byAttempt.get(attemptId),
    entries: () => byAttempt.values(),
    byIntent,
    ownerOf: (intentId) => byIntent(intentId)?.attempt.reference ?? null,
    byReference: (reference) => find((entry) => entry.attempt.reference === reference),
  };
}

/** Whether this intent's money waits for a manager. */
export function isLate(entry: Entry, intentId: string): boolean {
  return entry.lates.some((late) => late.intentId === intentId);
}

function addLate(entry: Entry, late: LateMoney | null): void {
  if (late === null || isLate(entry, late.intentId)) return;
  entry.lates = [...entry.lates, late];
  entry.late = entry.lates[0] ?? null;
}

function dropLate(entry: Entry, intentId: string | null): void {
  entry.lates = entry.lates.filter((late) => late.intentId !== intentId);
  entry.late = entry.lates[0] ?? null;
}

/** What the machine needs to take an open attempt up again. */
export function knownFrom(entry: Entry): Known | null {
  const bound = entry.intents.find((intent) => intent.intentId === entry.boundId);
  if (!bound) return null;
  return { intentId: bound.intentId, expiresAtMs: bound.expiresAtMs, merchantName: entry.merchantName };
}

function newEntry(attempt: Attempt, walletDigest: string | null): Entry {
  return {
    attempt,
    shown: false,
    cancelReason: null,
    merchantName: null,
    intents: [],
    boundId: null,
    ended: null,
    endedAtMs: 0,
    endedUnsure: false,
    boundUnsure: attempt.unsure,
    counted: new Set(),
    money: new Set(),
    over: new Map(),
    rebuilt: false,
    slip: null,
    releasedAtMs: null,
    walletDigest,
    late: null,
    lates: [],
    settledPaid: false,
    visitedMs: null,
    failures: 0,
    retryAtMs: null,
    cleanLooks: 0,
    cancelsSent: new Set(),
  };
}

function lateFrom(row: JournalRow | StoredRow): LateMoney | null {
  const intentId = text(row.body.intentId);
  // Money for a sale that a manager had settled as paid needs nobody's decision.
  if (intentId === null || row.body.asked === false) return null;
  return {
    kind: row.type === 'outcome.paid-late' ? 'paid-late' : 'mismatch',
    intentId,
    atMs: row.serverMs ?? row.atMs,
    amountText: text(row.body.chargedAmount),
    currency: text(row.body.chargedCurrency),
    twice: row.body.twice === true,
  };
}
