import type { CallArgs } from '../../../shared/contract.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import { type Language, type Preferences, preferencesSchema } from '../../../shared/snapshot.ts';
import type { Log, Store } from '../ports.ts';
import type { Save } from './saved.ts';

/** How this till looks and sounds; everybody may change it. */
export interface KeptPreferences {
  view(): Preferences;
  change(change: CallArgs<'preferences.change'>): Done;
}

export function keepPreferences(options: {
  store: Store;
  save: Save;
  /** Where none was chosen yet. */
  language: Language;
  log: Log;
  onChange(preferences: Preferences): void;
}): KeptPreferences {
  const { store, save, language, log, onChange } = options;
  let preferences = readPreferences(store, language, log);

  return {
    view: () => preferences,
    change(change) {
      const next = { ...preferences, ...dropUndefined(change) };
      if (!save('preferences', next)) return failed('settings-not-saved');
      preferences = next;
      onChange(preferences);
      return done;
    },
  };
}

function readPreferences(store: Store, language: Language, log: Log): Preferences {
  const fallback: Preferences = { language, theme: 'auto', volume: 80, muted: false };
  const stored = store.read('preferences');
  if (stored === null || stored === undefined) return fallback;
  const parsed = preferencesSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  log.warn('settings.unreadable', { part: 'preferences' });
  return fallback;
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
