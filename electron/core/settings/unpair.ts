import { type Done, done, failed } from '../../../shared/failures.ts';
import { pairingRecordSchema } from '../../../shared/pairing.ts';
import { counterRow, rowTimes } from '../counter-row.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Halts } from '../payments/halts.ts';
import { type Clock, type Store, type Vault, vaultNames } from '../ports.ts';
import type { Approve } from '../staff/approve.ts';
import type { withMark } from './installation.ts';
import type { Keep } from './keep.ts';
import type { Save } from './saved.ts';

/** A manager gives a real counter up: its keys leave this computer, what is open is watched on. */
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
  isBusy(): boolean;
  reopen(): void;
}): (confirmed: boolean) => Promise<Done> {
  const { counterId, store, keep, vault, journal, clock, serverClock, halts } = options;

  /** The keys first: a counter without them can be paired again, one that only says so still has them. */
  return async (confirmed) => {
    const record = pairingRecordSchema.safeParse(store.read('pairing')).data;
    if (!options.keychain || record === undefined) return failed('not-possible-now');
    const approval = await options.approve('unpair', confirmed);
    if (!approval.ok) return failed(approval.failure);
    if (options.isBusy()) return failed('busy');
    const row = counterRow('pairing.ended', approval.actor, rowTimes(clock, serverClock), { counterId });
    try {
      await journal.append([row]);
    } catch {
      return failed('charging-stopped');
    }
    // Nothing is sent from here on, whatever comes of the rest.
    halts.set('unpaired', serverClock.nowMs());
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
  };
}
