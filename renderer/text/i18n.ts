import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/snapshot.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Each language in its own name: a flag is a country, and a cashier finds the own one in any of them. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  ar: 'العربية',
};

const directions: Readonly<Record<Language, 'ltr' | 'rtl'>> = { en: 'ltr', de: 'ltr', ar: 'rtl' };

/** All three are in the bundle: a language changes at once, also when nothing can be loaded any more. */
export function startText(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: ['en', 'de', 'ar'],
    initAsync: false,
    resources: { en: { translation: en }, de: { translation: de }, ar: { translation: ar } },
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
  });
}

/** Draws the page in a language and its direction. */
export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directions[language];
  if (i18next.language !== language) void i18next.changeLanguage(language);
}
