import type { SettledSlipStore } from '../payments/settled-slips.ts';
import type { Log, Store } from '../ports.ts';

/** Writes into the settings; false where the file does not take it. */
export type Save = (key: string, value: unknown) => boolean;

export function createSave(store: Store, log: Log): Save {
  return (key, value) => {
    try {
      store.write(key, value);
      return true;
    } catch {
      log.warn('settings.not-written', { key });
      return false;
    }
  };
}

/** The slips of released sales, in the settings: a customer may hold one whose row is lost. */
export function keptSlips(store: Store, save: Save) {
  const settled: SettledSlipStore = {
    read: () => store.read('settledSlips'),
    write: (slips) => void save('settledSlips', slips),
  };
  return {
    last() {
      const last = store.read('lastSlip');
      return typeof last === 'number' && Number.isSafeInteger(last) && last > 0 ? last : 0;
    },
    took: (slip: number) => void save('lastSlip', slip),
    settled,
  };
}
