import { pairingRecordSchema } from '../../../shared/pairing.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Halts } from '../payments/halts.ts';
import type { Store } from '../ports.ts';
import type { Save } from '../settings/saved.ts';
import type { FexCounter } from './fex-counter.ts';

/**
 * What FEX says of this very counter when it is asked in the merchant's name, the only one it tells: its name, its
 * place, and whether it was deactivated. Then charging stops, and the pairing is wiped as soon as nothing is open;
 * a refused key alone wipes nothing (design section 6).
 */
export interface OwnCounter {
  name(): string;
  location(): string | null;
  /** A read in the merchant's name shows it. */
  seen(counter: FexCounter): void;
  /** Something that was open may be over. */
  settled(): void;
  /** Nothing is charged until it is released: the counter is about to end. */
  hold(): () => void;
}

const key = 'counterInactiveAtMs';

export function createOwnCounter(options: {
  counterId: string;
  /** As the counter was opened. */
  name: string;
  location: string | null;
  store: Store;
  save: Save;
  halts: Halts;
  serverClock: ServerClock;
  /** A payment is open, a released one is not settled, or late money or a refund is not decided. */
  isOpen(): boolean;
  /** Takes the keys out of the keychain. */
  wipe(): Promise<unknown>;
  onChange(): void;
}): OwnCounter {
  const { store, save, halts, serverClock } = options;
  let { name, location } = options;
  let inactive = typeof store.read(key) === 'number';
  let wiping = false;
  if (inactive) halts.set('counter-inactive', serverClock.nowMs());

  function settled(): void {
    if (!inactive || wiping || options.isOpen()) return;
    wiping = true;
    void options.wipe().finally(() => {
      wiping = false;
    });
  }

  function rename(counter: FexCounter): void {
    if (counter.name === name && counter.location === location) return;
    ({ name, location } = counter);
    const record = pairingRecordSchema.safeParse(store.read('pairing')).data;
    if (record !== undefined) save('pairing', { ...record, counterName: name, location });
    options.onChange();
  }

  return {
    name: () => name,
    location: () => location,
    seen(counter) {
      if (counter.id !== options.counterId) return;
      rename(counter);
      if (counter.inactive && !inactive) {
        inactive = true;
        save(key, serverClock.nowMs());
        halts.set('counter-inactive', serverClock.nowMs());
      } else if (counter.active && inactive) {
        inactive = false;
        save(key, undefined);
        halts.clear('counter-inactive');
      }
      settled();
    },
    settled,
    hold() {
      halts.set('counter-inactive', serverClock.nowMs());
      return () => {
        if (!inactive) halts.clear('counter-inactive');
      };
    },
  };
}
