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
  return split(formatOf(language, currency).formatToParts(text));
}

function split(parts: Intl.NumberFormatPart[]): MoneyParts {
  let figures = '';
  let sign = '';
  let gap = '';
  let signFirst = false;
  for (const part of parts) {
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

/**
 * An amount as FEX wrote it, for a sentence: formatted like ours where it is a decimal in a currency, each
 * digit kept, and as it came where not. Figures and sign are isolated, as on every other amount.
 */
export function chargedText(amount: string, currency: string | null, language: Language): string {
  const code = currency?.toUpperCase() ?? '';
  const decimal = /^-?\d{1,15}(?:\.(\d{1,18}))?$/.exec(amount);
  if (decimal === null || !/^[A-Z]{3}$/.test(code))
    return isolated([amount, currency ?? ''].filter((part) => part !== '').join(' '));
  const digits = Math.max(exponentOf(code), decimal[1]?.length ?? 0);
  const { figures, sign, signFirst, gap } = split(
    new Intl.NumberFormat(locales[language], {
      style: 'currency',
      currency: code,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).formatToParts(amount as Intl.StringNumericLiteral),
  );
  const shown = `\u2066${figures}\u2069`;
  return signFirst ? `${isolated(sign)}${gap}${shown}` : `${shown}${gap}${isolated(sign)}`;
}

function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
