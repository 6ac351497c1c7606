import { exponentOf, majorText } from '../../shared/money.ts';
import type { Language } from '../../shared/snapshot.ts';

/** Explicit locales: the same till says the same thing whatever the computer's own settings are. */
const locales: Readonly<Record<Language, string>> = { en: 'en-US', de: 'de-DE', ar: 'ar-u-nu-latn' };

export function localeOf(language: Language): string {
  return locales[language];
}

interface MoneyParts {
  /** The figures with their group and decimal signs, read left to right in every script. */
  figures: string;
  sign: string;
  signFirst: boolean;
  /** What the locale writes between sign and figures. */
  gap: string;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const exponent = exponentOf(currency);
  const made = new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    // The exponent is the counter's, so that what is shown and what is sent cannot differ.
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  formats.set(key, made);
  return made;
}

const directionMarks = /[\u200e\u200f\u061c]/g;

/** Splits an amount for the screen. The decimal text goes in as it is: no binary fraction is made of it. */
export function moneyParts(amountMinor: number, currency: string, language: Language): MoneyParts {
  const text = majorText(amountMinor, exponentOf(currency)) as Intl.StringNumericLiteral;
  let figures = '';
  let sign = '';
  let gap = '';
  let signFirst = false;
  for (const part of formatOf(language, currency).formatToParts(text)) {
    const value = part.value.replace(directionMarks, '');
    if (part.type === 'currency') {
      sign = value;
      signFirst = figures === '';
    } else if (part.type === 'literal') gap += value;
    else figures += value;
  }
  return { figures, sign, signFirst, gap };
}

/** The same as one string, for sentences and live regions. */
export function moneyText(amountMinor: number, currency: string, language: Language): string {
  const { figures, sign, signFirst, gap } = moneyParts(amountMinor, currency, language);
  return signFirst ? `${sign}${gap}${figures}` : `${figures}${gap}${sign}`;
}
