import { z } from 'zod';
import type { BooksResult, BooksView } from '../../../shared/books.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import { counterRow, rowTimes } from '../counter-row.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Actor, Clock, Journal, Log, Stop, Store } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import { carriedLine, checkFromRow, type KeptLine, keepLine, mostLines, rowOfCheck } from './books-kept.ts';
import type { BooksLine } from './compare-books.ts';
import { type BooksRange, type ReadTools, readBooks } from './read-books.ts';

/**
 * Holds the till’s record against FEX’s lists, once a day by itself and when a manager asks (money rule 10). It
 * only reads: an unexplained row changes no money and stops no sale, it stays before the manager.
 */
export interface Books {
  view(): BooksView;
  /** Takes up what the last check found, and begins to check by itself. */
  start(): Promise<void>;
  /** Begins a check; its result comes as a change. `range`: where not since the last one. */
  check(by: Actor, range?: BooksRange): Done;
  /** Ends the check under way; what was found before stays. */
  stop(): Done;
  /** A manager has seen these lines: they are explained from now on. `confirmed`: on a screen of its own. */
  seen(keys: readonly string[], confirmed: boolean): Promise<Done>;
  /** The payment on the screen changed. */
  paymentChanged(): void;
  /** What is under way ends with its request; nothing of it is recorded any more. */
  dispose: Stop;
}

const hourMs = 3_600_000;
const dailyMs = 24 * hourMs;
const [atLeastMs, atMostMs, overlapMs] = [48 * hourMs, 14 * dailyMs, hourMs];
/** Nothing was sold for so long: a quiet moment. Also how often one is looked for. */
const quietMs = 5 * 60_000;
const againMs = hourMs;
/** They are asked about for as long as FEX’s list shows them. */
const mostSeen = 500;
const seenSchema = z.array(z.string().max(400)).max(mostSeen);

class Stopped extends Error {}

export function createBooks(options: {
  tools: Omit<ReadTools, 'till' | 'gate' | 'giveUp' | 'progress' | 'serverMs' | 'journal'>;
  journal: Pick<Journal, 'append' | 'attempts' | 'attemptsIn' | 'newest'>;
  store: Store;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
  approve: Approve;
  /** Under which ids this till sold; null while it does not know. */
  till(): ReadTools['till'] | null;
  /** A payment is on the screen that is not over. */
  isBusy(): boolean;
  isOffline(): boolean;
  /** Charging is stopped for some reason: nothing is begun unasked. */
  isHalted(): boolean;
  onChange(): void;
}): Books {
  const { journal, clock, serverClock, log } = options;
  let result: BooksResult | null = null;
  let kept: KeptLine[] = [];
  let seenKeys = seenSchema.safeParse(options.store.read('booksSeen')).data ?? [];
  let progress: BooksView['progress'] = null;
  let waiting = false;
  let flight: Promise<void> | null = null;
  let stopped = false;
  let disposed = false;
  let goOn: () => void = () => {};
  let busyAtMono = Number.NEGATIVE_INFINITY;
  let notBeforeMono = Number.NEGATIVE_INFINITY;
  let lastWholeMs: number | null = null;
  let stopTimer: Stop = () => {};

  function change(): void {
    if (!disposed) options.onChange();
  }

  async function gate(): Promise<void> {
    while (!stopped && options.isBusy()) {
      waiting = true;
      change();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    if (waiting) {
      waiting = false;
      change();
    }
    if (stopped) throw new Stopped();
  }

  function rangeNow(): BooksRange {
    const toMs = serverClock.nowMs();
    const since = Math.min(toMs - atLeastMs, lastWholeMs === null ? toMs : lastWholeMs - overlapMs);
    return { fromMs: Math.max(since, toMs - atMostMs), toMs };
  }

  async function run(till: ReadTools['till'], range: BooksRange, by: Actor): Promise<void> {
    const reading = await readBooks(range, kept.map(carriedLine), {
      ...options.tools,
      ...{ journal, till, gate },
      serverMs: serverClock.nowMs,
      giveUp: () => stopped || options.isBusy(),
      progress(step, count) {
        progress = { step, done: count };
        change();
      },
    });
    if (stopped) return;
    const lines = reading.lines.map((line) => (seenKeys.includes(line.key) ? asSeen(line) : line));
    const unexplained = lines.filter((line) => !line.explained).sort((a, b) => b.atMs - a.atMs);
    kept = unexplained.slice(0, mostLines).map(keepLine);
    result = {
      outcome: !reading.whole ? 'inconclusive' : unexplained.length > 0 ? 'differs' : 'agrees',
      checkedAtMs: serverClock.nowMs(),
      ...range,
      ledger: reading.ledger,
      counts: countsOf(lines),
      unexplained: unexplained.length,
      lines: kept.map((line) => line.view),
    };
    if (reading.whole) lastWholeMs = range.toMs;
    log.info('books.checked', { outcome: result.outcome, unexplained: result.unexplained });
    await journal.append([rowOfCheck(result, kept, by, rowTimes(clock, serverClock))]);
  }

  function begin(till: ReadTools['till'], range: BooksRange, by: Actor): void {
    stopped = false;
    notBeforeMono = clock.monotonicMs() + againMs;
    progress = { step: 'list', done: 0 };
    flight = run(till, range, by)
      .catch((error) => {
        if (error instanceof Stopped) return;
        log.warn('books.not-checked', { error: error instanceof Error ? error.name : 'unknown' });
      })
      .finally(() => {
        flight = null;
        waiting = false;
        progress = null;
        change();
      });
    change();
  }

  /** A check by itself is due, and nobody is kept from anything by it. */
  function isQuiet(): boolean {
    const now = clock.monotonicMs();
    if (options.isBusy() || now - busyAtMono < quietMs || now < notBeforeMono) return false;
    if (options.isOffline() || options.isHalted() || !serverClock.isFresh()) return false;
    return lastWholeMs === null || serverClock.nowMs() - lastWholeMs >= dailyMs;
  }

  function planNext(): void {
    if (disposed) return;
    stopTimer = clock.after(quietMs, () => {
      const till = flight === null && isQuiet() ? options.till() : null;
      if (till !== null) begin(till, rangeNow(), 'counter');
      planNext();
    });
  }

  return {
    view: () => ({ state: flight === null ? 'idle' : waiting ? 'waiting' : 'checking', progress, result }),
    async start() {
      planNext();
      const row = await journal.newest(['books.checked']).catch(() => null);
      const before = checkFromRow(row);
      if (before === null || result !== null) return;
      if (before.result.outcome !== 'inconclusive') lastWholeMs = before.result.toMs;
      kept = before.kept;
      result = before.result;
      forget(seenKeys);
      change();
    },
    check(by, range) {
      if (flight !== null) return failed('busy');
      if (options.isOffline() || !serverClock.isFresh()) return failed('offline');
      const till = options.till();
      if (till === null) return failed('not-possible-now');
      begin(till, range ?? rangeNow(), by);
      return done;
    },
    stop() {
      if (flight === null) return failed('not-possible-now');
      stopped = true;
      goOn();
      return done;
    },
    async seen(keys, confirmed) {
      const about = kept.filter((line) => keys.includes(line.view.key));
      if (about.length === 0) return failed('not-possible-now');
      const approval = await options.approve('see-books', confirmed);
      if (!approval.ok) return failed(approval.failure);
      try {
        await journal.append([
          counterRow('books.seen', approval.actor, rowTimes(clock, serverClock), {
            count: about.length,
            kinds: about.map((line) => line.view.kind).join(' '),
            tails: about.map((line) => line.view.tail).join(' '),
          }),
        ]);
      } catch {
        return failed('charging-stopped');
      }
      const all = [...new Set([...seenKeys, ...about.map((line) => line.view.key)])];
      seenKeys = all.slice(-mostSeen);
      try {
        options.store.write('booksSeen', seenKeys);
      } catch {
        // Asked about again after the next start; the journal has the manager’s word.
        log.warn('settings.not-written', { key: 'booksSeen' });
      }
      forget(seenKeys);
      change();
      return done;
    },
    paymentChanged() {
      if (options.isBusy()) busyAtMono = clock.monotonicMs();
      else goOn();
    },
    dispose() {
      disposed = true;
      stopped = true;
      goOn();
      stopTimer();
    },
  };

  /** Lines that a manager has seen leave the list at once. */
  function forget(keys: readonly string[]): void {
    if (result === null) return;
    const left = kept.filter((line) => !keys.includes(line.view.key));
    const unexplained = result.unexplained - (kept.length - left.length);
    kept = left;
    const agrees = unexplained === 0 && result.outcome === 'differs';
    result = {
      ...result,
      unexplained,
      outcome: agrees ? 'agrees' : result.outcome,
      lines: left.map((line) => line.view),
    };
  }
}

function asSeen(line: BooksLine): BooksLine {
  return line.explained ? line : { ...line, explained: true, reason: 'seen' };
}

function countsOf(lines: readonly BooksLine[]): BooksResult['counts'] {
  const counts: BooksResult['counts'] = {};
  for (const { kind } of lines) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
