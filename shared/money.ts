/**
 * Money is a whole number of minor units (cents) and a currency. No amount is ever a binary fraction:
 * text goes in, an integer comes out, and back.
 */

/** Exponents of ISO 4217 that are not 2. Source: ISO 4217 list one. */
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** How many decimal places the currency has; 2 where ISO 4217 names no other. */
export function exponentOf(currency: string): number {
  return exponents[currency] ?? 2;
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
/** Digits kept below a minor unit when deciding whether an amount is whole: a millionth is six. */
const toleranceDigits = 6;

/**
 * Reads an amount from the source text of a JSON number or from a decimal string.
 * Accepted within 1e-6 of a whole minor unit, because FEX sends doubles such as 29.990000000000002.
 * Returns minor units, or null for anything else (negative, text, too fine, beyond safe integers).
 */
export function minorFromText(text: string, exponent: number): number | null {
  const match = decimal.exec(text.trim());
  if (!match || match[1] === '-') return null;
  const whole = match[2] ?? '';
  const fraction = match[3] ?? '';
  const power = Number(match[4] ?? '0');
  if (whole.length + fraction.length > 60) return null;
  // value = digits × 10^(power − fraction.length); in units of 1e-6 minor that is shifted by exponent + 6.
  const shift = power - fraction.length + exponent + toleranceDigits;
  if (Math.abs(shift) > 60) return null;
  const digits = BigInt(whole + fraction);
  const unit = 10n ** BigInt(toleranceDigits);
  // Rounding away digits below a millionth must not turn 1.0000019 millionths into "within one".
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : ceilDiv(digits, 10n ** BigInt(-shift));
  const floor = shift >= 0 ? scaled : digits / 10n ** BigInt(-shift);
  const nearest = (floor + unit / 2n) / unit;
  const above = scaled - nearest * unit;
  const below = nearest * unit - floor;
  if (above > 1n || below > 1n) return null;
  const minor = Number(nearest);
  return Number.isSafeInteger(minor) ? minor : null;
}

function ceilDiv(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

/** Minor units as the decimal text FEX expects: 2999, exponent 2 → "29.99". */
export function majorText(amountMinor: number, exponent: number): string {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) throw new RangeError('not a whole amount');
  const digits = String(amountMinor).padStart(exponent + 1, '0');
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
