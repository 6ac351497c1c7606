import { type Done, done, failed } from '../../../shared/failures.ts';
import type { CopySign } from '../../../shared/recovery.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Halts } from '../payments/halts.ts';
import type { Actor, Clock, Log } from '../ports.ts';
import type { Installation, MarkedJournal } from './installation.ts';
import type { Keep } from './keep.ts';

/**
 * What happens when this profile looks copied or restored, or another till sells as this counter: charging
 * stops at once and stays stopped until a manager confirms that only this till uses the counter. Then the
 * installation's id is given up for a new one (money rule 11).
 */
export interface TakeOver {
  suspect(sign: CopySign, detail: string | null): void;
  /** Nothing looks copied: what tells it next time is written down, before the first row is. */
  isOriginal(): Promise<void>;
  /** What it looks like, until a manager confirmed. */
  sign(): CopySign | null;
  /** A manager confirmed: the installation's id is given up for a new one. */
  renew(actor: Actor): Promise<Done>;
}

export function createTakeOver(options: {
  keep: Keep;
  journal: MarkedJournal;
  installation: Installation;
  machine: string | null;
  halts: Halts;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
}): TakeOver {
  const { keep: store, journal, installation, machine, halts, clock, serverClock, log } = options;
  let suspected: CopySign | null = null;

  function write(key: string, value: unknown): void {
    try {
      store.write(key, value);
    } catch {
      log.warn('settings.not-written', { key });
    }
  }

  return {
    suspect(sign, detail) {
      if (halts.has('copied-or-restored')) return;
      // A record that was damaged looks older than it was: what a person reads is the damage.
      const damaged = halts.has('journal-damaged') || halts.has('journal-set-aside');
      log.error('installation.suspect', { sign: damaged && sign.startsWith('mark-') ? 'damaged' : sign });
      void journal.holdMark(true);
      // Kept, so that a restart does not forget it.
      write('copySign', sign);
      suspected = sign;
      halts.set('copied-or-restored', serverClock.nowMs(), detail === null ? sign : `${sign} …${detail}`);
    },
    async isOriginal() {
      if (machine !== null && store.read('machine') !== machine) write('machine', machine);
      if ((store.read('mark') ?? null) !== null) return;
      write('mark', await journal.head());
      await store.saved();
    },
    sign: () => suspected,
    async renew(actor) {
      const atMs = serverClock.nowMs();
      try {
        const { before, now } = installation.renew(atMs);
        await journal.append([
          {
            type: 'installation.renewed',
            actor,
            atMs: clock.wallMs(),
            serverMs: serverClock.knownMs(),
            saleId: null,
            attemptId: null,
            reference: null,
            body: { before, now },
          },
        ]);
        // The keychain keeps the new id before the settings forget why: until then a start stops under the old one.
        if (!(await store.saved())) return failed('settings-not-saved');
        if (machine !== null) store.write('machine', machine);
        store.write('copySign', undefined);
      } catch {
        return failed('settings-not-saved');
      }
      await journal.holdMark(false);
      suspected = null;
      halts.clear('copied-or-restored');
      return done;
    },
  };
}
