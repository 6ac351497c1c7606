import type { LastSale } from '../../../shared/payment-view.ts';
import { rowTimes } from '../counter-row.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Hasher, Journal, JournalRow, StoredRow } from '../ports.ts';
import type { Fact } from './machine-types.ts';
import { endings, lastSaleFrom, number, rowOf } from './record.ts';
import { journalRetryMs, type Recorder } from './recorder.ts';
import type { SettledSlips } from './settled-slips.ts';
import type { Turns } from './turns.ts';
import { nextSlip } from './unsettled.ts';
import type { WatchBook } from './watch-book.ts';

/** Facts become rows, rows go onto the disk, and what is on the disk is known from then on. In turn, all of it. */
export interface KeptRows {
  lastSale(): LastSale | null;
  /** The wallet code as the journal may hold it. */
  digestOf(code: string): string;
  rowOf(fact: Fact): JournalRow;
  /** Rows that are on the disk. */
  take(rows: readonly JournalRow[]): void;
  /** Puts facts on the disk and into the book; whoever calls says what the screen shows of it. */
  keep(facts: readonly Fact[]): Promise<boolean>;
  /** The same for what the standing watch or a manager decided: everybody is told. */
  record(facts: readonly Fact[]): Promise<boolean>;
  /** For a row that nothing else would bring again. */
  recordUntilKept(fact: Fact): Promise<void>;
  /** The same from a while on, where the disk has just refused. */
  recordLater(fact: Fact): void;
  /** What the journal holds of attempts that were open when the counter stopped. */
  start(): Promise<readonly StoredRow[]>;
}

export function createKeptRows(options: {
  recorder: Recorder;
  journal: Pick<Journal, 'newest' | 'openAttempts'>;
  book: WatchBook;
  settledSlips: SettledSlips;
  slips: { last(): number; took(slip: number): void };
  hasher: Hasher;
  digestKey: string;
  clock: Clock;
  serverClock: ServerClock;
  turns: Turns;
  /** Codes of scans about to be sent, by attempt. */
  walletCodes: ReadonlyMap<string, string>;
  onRecorded(): Promise<void>;
}): KeptRows {
  const { recorder, journal, book, settledSlips, slips, hasher, clock, serverClock, turns } = options;
  let lastSale: LastSale | null = null;
  let lastSlip = 0;

  const digestOf = (code: string) => hasher.hmacSha256Hex(options.digestKey, code);

  function toRow(fact: Fact): JournalRow {
    const code = options.walletCodes.get(fact.attempt.attemptId);
    const sent = fact.type === 'attempt.sent' || fact.type === 'attempt.sent-again';
    const wallet =
      sent && code !== undefined ? { walletDigest: digestOf(code), walletLast4: code.slice(-4) } : {};
    const numbered = fact.type === 'attempt.released' && fact.body.slip === undefined;
    const extra = { ...wallet, ...(numbered ? { slip: nextSlip(lastSlip) } : {}) };
    return rowOf(fact, rowTimes(clock, serverClock), extra);
  }

  function take(rows: readonly JournalRow[]): void {
    for (const row of rows) {
      settledSlips.hear(row);
      book.take(row, 'now');
      if (typeof row.body.slip === 'number') {
        lastSlip = row.body.slip;
        slips.took(lastSlip);
      }
      // What was rebuilt is an old sale, whenever its end is learnt.
      const entry = row.attemptId === null ? undefined : book.get(row.attemptId);
      if (endings[row.type] === undefined || entry?.rebuilt) continue;
      const told = lastSaleFrom(row);
      // The customer with its slip knows a released sale by its number, also once it is paid.
      lastSale = told === null ? null : { ...told, slip: told.slip ?? entry?.slip ?? null };
    }
  }

  async function keep(facts: readonly Fact[]): Promise<boolean> {
    const rows = facts.map(toRow);
    if (!(await recorder.record(rows))) return false;
    take(rows);
    return true;
  }

  async function record(facts: readonly Fact[]): Promise<boolean> {
    if (!(await keep(facts))) return false;
    await options.onRecorded();
    return true;
  }

  async function recordUntilKept(fact: Fact): Promise<void> {
    if (await record([fact])) return;
    recordLater(fact);
  }

  function recordLater(fact: Fact): void {
    turns.later(journalRetryMs, () => void turns.inTurn(() => recordUntilKept(fact)).catch(() => {}));
  }

  return {
    lastSale: () => lastSale,
    digestOf,
    rowOf: toRow,
    take,
    keep,
    record,
    recordUntilKept,
    recordLater,
    async start() {
      lastSale = lastSaleFrom(await journal.newest(Object.keys(endings)));
      lastSlip = Math.max(slips.last(), number((await journal.newest(['attempt.released']))?.body.slip) ?? 0);
      const rows = await journal.openAttempts();
      for (const row of rows) book.take(row, 'before');
      if (lastSale)
        lastSale = { ...lastSale, slip: lastSale.slip ?? settledSlips.slipOf(lastSale.attemptId) };
      for (const { slip } of book.entries()) lastSlip = Math.max(lastSlip, slip ?? 0);
      return rows;
    },
  };
}
