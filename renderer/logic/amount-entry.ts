/** The amount on the keypad: a whole number of minor units that grows from the right. */

export type EntryKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00';

type EntryProblem =
  | 'over-cap'
  | 'too-fine'
  | 'not-amount'
  | 'other-currency'
  | 'scanner'
  | 'scanner-run'
  | 'too-fast';

export interface Entry {
  amountMinor: number;
  /** What was wrong with the last key or paste; the amount did not change then, save after a scanner's run. */
  problem: EntryProblem | null;
  /** What was typed, where a separator was among it: 1 2 . 5 is 12.50, not 1.25. */
  typed?: string;
}

/** What this till can take. */
export interface Limits {
  exponent: number;
  capMinor: number;
  currency: string;
}

export const emptyEntry: Entry = { amountMinor: 0, problem: null };

/**
 * Whether the amount that stands there is what was typed: one with a key missing is nobody's, and is neither charged
 * nor scanned for until it was corrected.
 */
export function isMeant({ problem, typed }: Entry): boolean {
  return problem === null || (problem !== 'over-cap' && typed === undefined);
}

/**
 * Types digits at the end. A key that would lead over the cap is refused, and with it all that follow: the amount
 * stays until somebody takes a digit away or begins anew.
 */
export function press(entry: Entry, key: EntryKey, limits: Limits): Entry {
  if (entry.problem === 'over-cap') return entry;
  if (entry.typed !== undefined) return retype(entry, entry.typed + key, limits);
  const next = entry.amountMinor * 10 ** key.length + Number(key);
  if (next > limits.capMinor) return { amountMinor: entry.amountMinor, problem: 'over-cap' };
  return { amountMinor: next, problem: null };
}

/** A separator: the digits before it are whole, those behind it are not. An apostrophe or a space writes nothing. */
export function mark(entry: Entry, key: string, limits: Limits): Entry {
  const separator = latinDigits(key).replace(spaces, '');
  if (separator === '' || entry.problem === 'over-cap') return entry;
  return retype(entry, (entry.typed ?? String(entry.amountMinor)) + separator, limits);
}

function retype(entry: Entry, typed: string, limits: Limits): Entry {
  const next = replace(entry, typed, limits);
  // What cannot be read yet may be with the next key: 1,234 is too fine, and 1,234.5 is not.
  return next.problem === 'over-cap' ? { ...entry, problem: 'over-cap' } : { ...next, typed };
}

export function deleteLast(entry: Entry, limits: Limits): Entry {
  if (entry.typed === undefined) return { amountMinor: Math.floor(entry.amountMinor / 10), problem: null };
  const typed = entry.typed.slice(0, -1);
  if (/[.,]/.test(typed)) return retype(entry, typed, limits);
  return { amountMinor: Number(typed), problem: null };
}

/** Puts in a whole amount that was pasted. */
export function replace(entry: Entry, text: string, limits: Limits): Entry {
  const read = readAmountText(text, limits.exponent, limits.currency);
  if (typeof read === 'string') return { amountMinor: entry.amountMinor, problem: read };
  if (read > BigInt(limits.capMinor)) return { amountMinor: entry.amountMinor, problem: 'over-cap' };
  return { amountMinor: Number(read), problem: null };
}

const spaces = /[\s\u00a0\u202f'’]/g;
/** A sign or code beside the figures is allowed: it is what a spreadsheet or an invoice copies along. */
const affix = /^(?:[A-Za-z]{0,3}\p{Sc}|[A-Z]{3})|(?:\p{Sc}|[A-Z]{3})$/gu;
const marks = /[\u200e\u200f\u2066-\u2069]/g;

/**
 * Reads an amount as people write it: "12.50", "12,50", "1,234.50", "1.234,50", "1 234". A lone separator
 * is the decimal one: "1.234" in dollars may mean a thousand or one and a bit, so it is refused as too fine
 * and never guessed. Only a currency without decimals leaves one reading, the grouped one.
 */
export function readAmountText(
  text: string,
  exponent: number,
  currency: string,
): bigint | 'too-fine' | 'not-amount' | 'other-currency' {
  const packed = latinDigits(text).replace(marks, '').replace(spaces, '');
  const bare = packed.replace(affix, '');
  if (!/^\d[\d.,]*$/.test(bare) || bare.length > 24) return 'not-amount';
  // An invoice in euros is not the same figure in dollars.
  if ((packed.match(affix) ?? []).some((sign) => !signsOf(currency).has(sign))) return 'other-currency';
  const { whole, fraction } = split(bare, exponent);
  if (whole === null) return 'not-amount';
  // Zeros behind count as well: 5,000 in dollars is five thousand to most, and five to nobody.
  if (fraction.length > exponent) return 'too-fine';
  return BigInt(whole + fraction.padEnd(exponent, '0'));
}

/** Every way this currency is written beside figures: its code, and its signs in all languages of the till. */
function signsOf(currency: string): ReadonlySet<string> {
  const signs = new Set([currency]);
  for (const locale of ['en-US', 'de-DE', 'ar-u-nu-latn'])
    for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const) {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay });
      const sign = format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? '';
      signs.add(sign.replace(marks, '').replace(spaces, ''));
    }
  return signs;
}

function split(bare: string, exponent: number): { whole: string | null; fraction: string } {
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  if (last === -1) return { whole: bare, fraction: '' };
  const separator = bare[last];
  const head = bare.slice(0, last);
  const tail = bare.slice(last + 1);
  const repeated = head.includes(separator ?? '');
  const other = separator === '.' ? ',' : '.';
  const groups = repeated || (exponent === 0 && tail.length === 3 && !head.includes(other));
  if (groups) return { whole: ungroup(bare, separator ?? ''), fraction: '' };
  return { whole: head.includes(other) ? ungroup(head, other) : head, fraction: tail };
}

/** "1,234,567" → "1234567"; anything not grouped in threes is junk. */
function ungroup(text: string, separator: string): string | null {
  const parts = text.split(separator);
  const good = parts.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
  return good ? parts.join('') : null;
}

/** Arabic-Indic and Persian digits and separators are the same figures. */
function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, ',');
}
