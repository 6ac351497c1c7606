import type { Store } from '../../core/ports.ts';

export interface MemoryStore extends Store {
  /** What a second start would find. */
  values: Map<string, string>;
  /** From now on every write throws this; null lets them pass again. */
  failWith(error: Error | null): void;
}

/** Settings in memory. Values go through JSON, as a file would make them. */
export function createMemoryStore(values = new Map<string, string>()): MemoryStore {
  let failure: Error | null = null;
  return {
    values,
    read(key) {
      const text = values.get(key);
      return text === undefined ? null : JSON.parse(text);
    },
    write(key, value) {
      if (failure) throw failure;
      if (value === undefined) values.delete(key);
      else values.set(key, JSON.stringify(value));
    },
    failWith(error) {
      failure = error;
    },
  };
}
