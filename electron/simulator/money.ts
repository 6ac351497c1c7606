/** The simulator's own money, on purpose not shared with the counter it is used to test. */

const otherExponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3])),
};

/** Digits after the decimal point (ISO 4217), 2 unless known otherwise. */
export function exponentOf(currency: string): number {
  return otherExponents[currency] ?? 2;
}

/** A JSON number in major units → integer minor units, or null when it is not a whole number of them. */
export function minorFromNumber(amount: number, currency: string): number | null {
  const scaled = amount * 10 ** exponentOf(currency);
  const minor = Math.round(scaled);
  if (!Number.isSafeInteger(minor) || Math.abs(scaled - minor) > 1e-6 * Math.max(1, minor / 1e6)) return null;
  return minor;
}

/** Decimal string as the ledger writes it: `"49.99"`. */
export function decimalText(amountMinor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** JSON number as intents and webhooks carry it; `ugly` is the next double above (`29.990000000000002`). */
export function jsonAmount(amountMinor: number, currency: string, style: 'plain' | 'ugly'): number {
  const plain = Number(decimalText(amountMinor, currency));
  return style === 'ugly' && plain > 0 ? nextDouble(plain) : plain;
}

function nextDouble(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0);
}
