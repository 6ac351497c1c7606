import { counterRow, rowTimes } from '../counter-row.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { type Clock, type Journal, JournalError, type JournalRow, type Log, type Stop } from '../ports.ts';
import type { Halts } from './halts.ts';

/** Appends rows, and stops charging for as long as that fails. */
export interface Recorder {
  /** True once the rows are on the disk. */
  record(rows: readonly JournalRow[]): Promise<boolean>;
  dispose(): void;
}

const probeEveryMs = 5_000;
/** What must not be lost is written again after this. */
export const journalRetryMs = 2_000;

export function createRecorder(options: {
  journal: Journal;
  clock: Clock;
  serverClock: ServerClock;
  halts: Halts;
  log: Log;
  /** Runs work in turn with the payment's events. */
  enqueue(work: () => Promise<void>): void;
}): Recorder {
  const { journal, clock, serverClock, halts, log } = options;
  let stop: Stop = () => {};

  async function record(rows: readonly JournalRow[]): Promise<boolean> {
    try {
      await journal.append(rows);
      halts.clear('journal-unwritable');
      return true;
    } catch (error) {
      const reason = error instanceof JournalError ? error.reason : 'failed';
      log.error('journal.unwritable', { reason });
      halts.set('journal-unwritable', serverClock.nowMs(), reason);
      planProbe();
      return false;
    }
  }

  /** Tries by itself, so that a disk that has room again needs nobody. */
  function planProbe(): void {
    stop();
    stop = clock.after(probeEveryMs, () => {
      if (!halts.has('journal-unwritable')) return;
      options.enqueue(async () => {
        await record([counterRow('journal.tried-again', 'counter', rowTimes(clock, serverClock))]);
      });
    });
  }

  return { record, dispose: () => stop() };
}
