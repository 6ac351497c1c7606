import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedText, moneyParts, moneyText } from '../../renderer/logic/money-parts.ts';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('money on the screen', () => {
  it.each([
    [2999, 'USD', 'en', '$29.99'],
    [2999, 'USD', 'de', '29,99 $'],
    [2999, 'USD', 'ar', '29.99 US$'],
    [9999999, 'USD', 'en', '$99,999.99'],
    [1234567, 'EUR', 'de', '12.345,67 €'],
    [500, 'JPY', 'en', '¥500'],
    [12500, 'KWD', 'en', 'KWD 12.500'],
    [0, 'USD', 'en', '$0.00'],
    [5, 'USD', 'en', '$0.05'],
  ] as const)('%i %s in %s', (minor, currency, language, text) => {
    expect(plain(moneyText(minor, currency, language))).toBe(text);
  });

  it('keeps every digit of the largest amounts', () => {
    expect(moneyText(Number.MAX_SAFE_INTEGER, 'USD', 'en')).toBe('$90,071,992,547,409.91');
  });

  it('writes Latin digits and no direction marks in Arabic', () => {
    const { figures, sign, signFirst } = moneyParts(1250, 'USD', 'ar');
    expect({ figures, sign, signFirst }).toEqual({ figures: '12.50', sign: 'US$', signFirst: false });
    expect(moneyText(1250, 'KWD', 'ar')).not.toMatch(/[\u200e\u200f\u061c]/);
  });

  it('shows exactly the digits it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (minor) => {
        const digits = moneyParts(minor, 'USD', 'de').figures.replace(/\D/g, '');
        return Number(digits) === minor || digits === String(minor).padStart(3, '0');
      }),
    );
  });
});

describe('money as FEX wrote it', () => {
  const bare = (text: string) => plain(text).replace(/[\u2066-\u2069]/g, '');
  it.each([
    ['92.99', 'USD', 'en', '$92.99'],
    ['92.9', 'usd', 'de', '92,90 $'],
    ['1234567.891', 'USD', 'en', '$1,234,567.891'],
    ['92.99', 'USD', 'ar', '92.99 US$'],
    ['999999999999999.01', 'EUR', 'en', '€999,999,999,999,999.01'],
    ['92,99', 'USD', 'en', '92,99 USD'],
    ['1e3', 'USD', 'en', '1e3 USD'],
    ['92.99', null, 'en', '92.99'],
    ['92.99', 'points', 'en', '92.99 points'],
  ] as const)('%s %s in %s', (amount, currency, language, text) => {
    expect(bare(chargedText(amount, currency, language))).toBe(text);
  });

  it('isolates figures and sign', () => {
    expect(plain(chargedText('92.99', 'USD', 'ar'))).toBe('\u206692.99\u2069 \u2068US$\u2069');
  });
});
