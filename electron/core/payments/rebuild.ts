import { exponentOf, minorFromText } from '../../../shared/money.ts';
import type { RebuildView } from '../../../shared/recovery.ts';
import type { Intent } from '../net/intent.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Looked } from './list-pass.ts';
import { keptOf } from './list-pass.ts';
import type { Looker } from './looker.ts';
import type { Attempt, Fact } from './machine-types.ts';
import { readReference } from './reference.ts';
import type { Entry, WatchBook } from './watch-book.ts';

/**
 * Puts the journal together again from FEX's lists, where rows of this counter are at FEX and their attempts are
 * not in the journal (money rule 11): each becomes an attempt that is watched like a released one. Who took it,
 * and what a screen said of it, stood in the record that is gone, and is not made up.
 */
export interface Rebuild {
  /** Looks through the list until it was read; called when charging waits for a manager. */
  begin(): void;
  /** Rows of ours without an attempt in the journal, whichever look showed them. */
  lost(rows: readonly Intent[]): Promise<void>;
  /** FEX's list was read since `begin`, as far as it can be. */
  isDone(): boolean;
  view(): RebuildView;
}

/** A sale is settled within a day; the weekend before is looked at too. */
export const rebuildBackMs = 3 * 24 * 3_600_000;
/** No reference of anybody: with it rows that hide theirs are read, for they may be ours. */
const anyOfOurs = 'rebuild';
const againMs = 15_000;
const shownSales = 50;

export function createRebuild(options: {
  looker: Pick<Looker, 'all'>;
  around(looked: Looked): Promise<void>;
  /** Whether charging still waits for a manager. */
  isWanted(): boolean;
  /** Whether this till knows under which ids it sold; without its keychain it tells nobody's rows apart. */
  knowsItself(): boolean;
  book: WatchBook;
  serverClock: ServerClock;
  counterId: string;
  hasAttempt(attemptId: string): Promise<boolean>;
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  record(facts: readonly Fact[]): Promise<boolean>;
  /** A timer that ends with the counter. */
  later(delayMs: number, work: () => void): void;
  surprise(error: unknown): void;
  onChange(): void;
}): Rebuild {
  const { looker, book, serverClock, later, surprise } = options;
  let state: RebuildView['state'] = 'waiting';
  let backToMs: number | null = null;
  let looking = false;
  let unrecorded = false;
  const unreadable = new Set<string>();

  async function look(): Promise<void> {
    if (looking || !options.isWanted()) return;
    looking = true;
    unrecorded = false;
    state = 'looking';
    options.onChange();
    try {
      const sentAtMs = serverClock.nowMs() - rebuildBackMs;
      const looked = await looker.all([{ reference: anyOfOurs, sentAtMs }]);
      await options.around(looked);
      state = unrecorded ? 'waiting' : stateAfter(looked);
      if (state !== 'waiting') backToMs = oldestOf(looked, sentAtMs);
    } finally {
      looking = false;
      if (state === 'looking') state = 'waiting';
    }
    options.onChange();
    if (state !== 'whole') later(againMs, () => void look().catch(surprise));
  }

  async function rebuildOne(rows: readonly Intent[]): Promise<void> {
    const kept = keptOf(rows, null);
    const attempt = kept === null ? null : attemptOfRow(kept, options.counterId);
    if (kept === null || attempt === null) {
      for (const { id } of rows) unreadable.add(id);
      return options.onChange();
    }
    if (await options.hasAttempt(attempt.attemptId)) return;
    const { sentAtMs, chargeableUntilMs, expiresInS, generation, note } = attempt;
    const facts: Fact[] = [
      {
        type: 'attempt.rebuilt',
        attempt,
        open: true,
        body: {
          ...{ sentAtMs, chargeableUntilMs, expiresInS, generation, note },
          ...{ intentId: kept.id, status: kept.status, expiresAtMs: kept.expiresAtMs },
        },
      },
      {
        type: 'attempt.released',
        attempt,
        // One that FEX has ended needs no number: its end is read within seconds.
        body: { rebuilt: true, ...(kept.status.startsWith('pending') ? {} : { slip: null }) },
      },
    ];
    // A disk that refused it is asked again by the next look.
    if (!(await options.record(facts))) unrecorded = true;
  }

  const rebuilt = () => [...book.entries()].filter((entry) => entry.rebuilt);

  return {
    begin() {
      void look().catch(surprise);
    },
    async lost(rows) {
      for (const ofOne of Map.groupBy(rows, (row) => row.reference).values())
        await options.inTurn(() => rebuildOne(ofOne));
    },
    isDone: () => (state === 'whole' || state === 'partly') && options.knowsItself(),
    view() {
      const sales = rebuilt().sort((a, b) => b.attempt.sentAtMs - a.attempt.sentAtMs);
      return {
        state,
        backToMs,
        count: sales.length,
        sales: sales.slice(0, shownSales).map(saleOf),
        unreadable: unreadable.size,
      };
    },
  };
}

/** Whole only where a row of ours would have been seen; no page at all says nothing. */
function stateAfter(looked: Looked): RebuildView['state'] {
  if (looked.clean) return 'whole';
  return looked.rows.length === 0 ? 'waiting' : 'partly';
}

/** How far back it was read. */
function oldestOf(looked: Looked, askedBackToMs: number): number {
  if (looked.clean) return askedBackToMs;
  const times = looked.rows.flatMap((row) => (row.createdAtMs === null ? [] : [row.createdAtMs]));
  return Math.max(askedBackToMs, Math.min(...times));
}

function saleOf({ attempt, ended }: Entry): RebuildView['sales'][number] {
  const { attemptId, reference, amountMinor, currency, sentAtMs } = attempt;
  const known = ended === 'paid' || ended === 'not-charged' || ended === 'refunded' || ended === 'settled';
  return {
    ...{ attemptId, amountMinor, currency, sentAtMs },
    tail: reference.slice(-4),
    ended: known ? ended : 'watched',
  };
}

/** The attempt that a row of the list tells of, or null where its amount or currency cannot be read. */
function attemptOfRow(row: Intent, counterId: string): Attempt | null {
  const parts = row.reference === null ? null : readReference(row.reference);
  const { createdAtMs, currency } = row;
  if (parts === null || row.reference === null || createdAtMs === null) return null;
  if (currency === null || !/^[A-Z]{3}$/.test(currency) || row.amountText === null) return null;
  const exponent = exponentOf(currency);
  const amountMinor = minorFromText(row.amountText, exponent);
  if (amountMinor === null) return null;
  const expiresAtMs = row.expiresAtMs ?? createdAtMs + 300_000;
  return {
    attemptId: parts.id,
    // Which sale it belonged to stood in the journal; it is one of its own now.
    saleId: parts.id,
    reference: row.reference,
    // Only a wallet that was scanned is asked to approve.
    flow: row.status === 'pending_approval' ? 'reverse' : 'standard',
    counterId,
    amountMinor,
    currency,
    exponent,
    note: null,
    expiresInS: Math.max(1, Math.round((expiresAtMs - createdAtMs) / 1000)),
    generation: 1,
    sentAtMs: createdAtMs,
    unsure: false,
    chargeableUntilMs: expiresAtMs + 10_000,
  };
}
