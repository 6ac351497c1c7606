import type { Language } from '../../shared/snapshot.ts';
import { moneyText } from '../logic/money-parts.ts';
import { useSnapshot } from '../stores/counter-store.ts';

export function useLanguage(): Language {
  return useSnapshot().preferences.language;
}

/** Money as text, for live regions and sentences that cannot hold an element. */
export function useMoneyText(): (amountMinor: number, currency: string) => string {
  const language = useLanguage();
  return (amountMinor, currency) => moneyText(amountMinor, currency, language);
}
