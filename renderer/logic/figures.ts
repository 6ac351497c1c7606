import type { Language } from '../../shared/snapshot.ts';
import { localeOf } from './money-parts.ts';

/** Figures as the language writes them, 41,3 or 41.3; what is no number stays as it is. */
export function figuresOf<F extends string>(
  facts: Readonly<Partial<Record<F, string | number>>>,
  language: Language,
): Partial<Record<F, string>> {
  const format = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 3 });
  const written = Object.entries<string | number | undefined>(facts).map(([fact, value]) => [
    fact,
    typeof value === 'number' ? format.format(value) : value,
  ]);
  return Object.fromEntries(written);
}
