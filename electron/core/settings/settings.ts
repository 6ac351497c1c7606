import { z } from 'zod';
import { type Language, languages } from '../../../shared/snapshot.ts';
import type { Log, Store } from '../ports.ts';

/** What the settings file may hold; what is missing or unreadable falls back, and is said in the log. */
export const rulesSchema = z.object({
  /** Largest sale in minor units. */
  capMinor: z.number().int().positive().max(1_000_000_000),
  /** How long a code can be paid. FEX's least is 60 s. */
  standardExpiresS: z.number().int().min(60).max(1800),
  /** How long a request waits on the phone. FEX's least is 30 s. */
  reverseExpiresS: z.number().int().min(30).max(300),
  /** A till nobody touches is locked after this, where people were entered. */
  lockAfterMinutes: z.number().int().min(1).max(120),
  /** Money that comes for a closed sale is refunded once, in full, without a manager. */
  refundLateByItself: z.boolean(),
});
export type Rules = z.infer<typeof rulesSchema>;

const defaultRules: Rules = {
  capMinor: 500_000,
  standardExpiresS: 300,
  reverseExpiresS: 90,
  lockAfterMinutes: 5,
  refundLateByItself: false,
};

export function readRules(store: Store, log: Log): Rules {
  const parsed = rulesSchema.partial().safeParse(store.read('rules') ?? {});
  if (!parsed.success) {
    log.warn('settings.unreadable', { part: 'rules' });
    return defaultRules;
  }
  const stored = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined));
  return { ...defaultRules, ...stored };
}

/** The language a locale such as `de-AT` stands for, else English. */
export function languageOf(locale: string): Language {
  const short = locale.slice(0, 2).toLowerCase();
  return languages.find((language) => language === short) ?? 'en';
}
