import { type Done, done, failed } from '../../../shared/failures.ts';
import { counterRow, rowTimes } from '../counter-row.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Halts } from '../payments/halts.ts';
import { type Actor, type Clock, type JournalDamage, JournalError, type Log, type Stop } from '../ports.ts';
import type { MarkedJournal } from './installation.ts';

/** A damaged record stops new charges; what is open is still watched and recorded. */
export interface JournalHealth {
  /** What no manager has seen yet. */
  unseen(): JournalDamage[];
  /**
   * A manager has seen it: charging goes on. Changed rows stay as they are and are no longer held against the
   * journal. Not possible for a file that is broken, which the next start sets aside. What the lost rows said is
   * to be rebuilt from FEX's lists before this is asked (money rule 11).
   */
  acknowledge(actor: Actor): Promise<Done>;
  dispose: Stop;
}

export function createJournalHealth(parts: {
  journal: MarkedJournal;
  clock: Clock;
  serverClock: ServerClock;
  halts: Halts;
  log: Log;
}): JournalHealth {
  const { journal, clock, serverClock, halts, log } = parts;
  const unseen = new Map<JournalDamage['kind'], JournalDamage>();

  const dispose = journal.onDamage((damage) => {
    unseen.set(damage.kind, damage);
    log.error('journal.damaged', { kind: damage.kind, sentence: damage.sentence });
    const reason = damage.kind === 'set-aside' ? 'journal-set-aside' : 'journal-damaged';
    halts.set(reason, serverClock.nowMs(), damage.sentence);
  });

  return {
    dispose,
    unseen: () => [...unseen.values()],
    async acknowledge(actor) {
      const seen = [...unseen.values()];
      if (seen.length === 0 || unseen.has('broken')) return failed('not-possible-now');
      const body = {
        kinds: seen.map((damage) => damage.kind).join(' '),
        said: seen.map((damage) => damage.sentence).join(' '),
        throughSeq: Math.max(...seen.map((damage) => damage.throughSeq)),
      };
      try {
        await journal.append([counterRow('journal.acknowledged', actor, rowTimes(clock, serverClock), body)]);
      } catch (error) {
        log.error('journal.unwritable', { reason: error instanceof JournalError ? error.reason : 'failed' });
        return failed('not-possible-now');
      }
      // Without the mark behind it the next start would not believe this word.
      journal.flush();
      for (const damage of seen) unseen.delete(damage.kind);
      if (unseen.size > 0) return done;
      halts.clear('journal-damaged');
      halts.clear('journal-set-aside');
      return done;
    },
  };
}
