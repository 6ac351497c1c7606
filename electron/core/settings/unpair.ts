import { type Done, done, failed } from '../../../shared/failures.ts';
import { type PairingRecord, pairingRecordSchema } from '../../../shared/pairing.ts';
import { counterRow, rowTimes } from '../counter-row.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Halts } from '../payments/halts.ts';
import { type Actor, type Clock, type Store, type Vault, vaultNames } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import type { withMark } from './installation.ts';
import type { Keep } from './keep.ts';
import type { Save } from './saved.ts';

/** A real counter is given up: its keys leave this computer, what is open is watched on. */
export interface Unpair {
  /** A manager says so. */
  byManager(confirmed: boolean): Promise<Done>;
  /** FEX said in the merchant's name that the counter was deactivated. */
  asInactive(): Promise<Done>;
}

export function createUnpair(options: {
  counterId: string;
  /** False where there is no keychain, and so no real counter. */
  keychain: boolean;
  store: Store;
  save: Save;
  keep: Keep;
  vault: Vault;
  journal: ReturnType<typeof withMark>;
  clock: Clock;
  serverClock: ServerClock;
  halts: Halts;
  approve: Approve;
  /** Runs in turn with every payment, so that none begins between the look and the word. */
  unlessOpen(work: () => Promise<Done>): Promise<Done>;
  reopen(): void;
}): Unpair {
  const { counterId, store, keep, vault, journal, clock, serverClock, halts } = options;

  const recordNow = () => pairingRecordSchema.safeParse(store.read('pairing')).data;

  /** The keys first: a counter without them can be paired again, one that only says so still has them. */
  async function wipe(record: PairingRecord, actor: Actor, why: 'manager' | 'inactive'): Promise<Done> {
    const row = counterRow('pairing.ended', actor, rowTimes(clock, serverClock), { counterId, why });
    const ended = await options.unlessOpen(async () => {
      try {
        await journal.append([row]);
      } catch {
        return failed('charging-stopped');
      }
      // Nothing is sent from here on, whatever comes of the rest.
      halts.set('unpaired', serverClock.nowMs());
      return done;
    });
    if (!ended.ok) return ended;
    journal.flush();
    await keep.saved();
    try {
      for (const name of Object.values(vaultNames)) await vault.delete(name);
    } catch {
      halts.clear('unpaired');
      return failed('keychain-closed');
    }
    if (!options.save('pairing', { ...record, unpairedAtMs: serverClock.nowMs() }))
      return failed('settings-not-saved');
    options.reopen();
    return done;
  }

  return {
    async byManager(confirmed) {
      const record = recordNow();
      if (!options.keychain || record === undefined) return failed('not-possible-now');
      const approval = await options.approve('unpair', confirmed);
      if (!approval.ok) return failed(approval.failure);
      return wipe(record, approval.actor, 'manager');
    },
    async asInactive() {
      const record = recordNow();
      if (!options.keychain || record === undefined || record.unpairedAtMs !== null)
        return failed('not-possible-now');
      return wipe(record, 'counter', 'inactive');
    },
  };
}
