import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deleteLast,
  type EntryKey,
  emptyEntry,
  isMeant,
  mark,
  press,
  readAmountText,
  replace,
} from '../../renderer/logic/amount-entry.ts';

const cap = 10_000_00;
const within = (capMinor: number, exponent = 2) => ({ capMinor, exponent, currency: 'USD' });
const type = (keys: EntryKey[], capMinor = cap) =>
  keys.reduce((entry, key) => press(entry, key, within(capMinor)), emptyEntry);
const typeText = (text: string, limits = within(cap)) =>
  [...text].reduce(
    (entry, key) => (/\d/.test(key) ? press(entry, key as EntryKey, limits) : mark(entry, key, limits)),
    emptyEntry,
  );

describe('keypad', () => {
  it('fills from the minor units: 5 0 0 is 5.00', () => {
    expect(type(['5', '0', '0']).amountMinor).toBe(500);
    expect(type(['1', '2', '5', '0']).amountMinor).toBe(1250);
  });

  it('types two zeros with one key, and none in front', () => {
    expect(type(['1', '00']).amountMinor).toBe(100);
    expect(type(['0', '00', '0']).amountMinor).toBe(0);
  });

  it('refuses the digit that leads over the cap and says so', () => {
    const full = type(['9', '9', '9'], 999);
    expect(full).toEqual({ amountMinor: 999, problem: null });
    expect(press(full, '0', within(999))).toEqual({ amountMinor: 999, problem: 'over-cap' });
    expect(press({ amountMinor: 99, problem: null }, '00', within(999))).toMatchObject({ amountMinor: 99 });
    expect(press(type(['1'], 10), '0', within(10))).toEqual({ amountMinor: 10, problem: null });
  });

  it('makes no smaller amount of one over the cap: it waits until it is corrected', () => {
    const long = type([...'12345678901'] as EntryKey[]);
    expect(long).toEqual({ amountMinor: 123456, problem: 'over-cap' });
    expect(isMeant(long)).toBe(false);
    // 9900 is too much, and 990 was not meant either.
    const doubled = press(press({ amountMinor: 99, problem: null }, '00', within(999)), '0', within(999));
    expect(doubled).toEqual({ amountMinor: 99, problem: 'over-cap' });
    expect(mark(long, '.', within(cap))).toEqual(long);
    const shorter = deleteLast(long, within(cap));
    expect(shorter).toEqual({ amountMinor: 12345, problem: null });
    expect(isMeant(shorter)).toBe(true);
    expect(isMeant(replace({ amountMinor: 700, problem: null }, '99999', within(cap)))).toBe(false);
    expect(isMeant(typeText('12.345'))).toBe(false);
    expect(isMeant(typeText('12.34'))).toBe(true);
    // Nothing of a slip with the mouse or of a scanner came to the amount.
    expect(isMeant({ amountMinor: 700, problem: 'not-amount' })).toBe(true);
    expect(isMeant({ amountMinor: 700, problem: 'scanner' })).toBe(true);
  });

  it('forgets a problem with the next good key', () => {
    expect(press({ amountMinor: 5, problem: 'not-amount' }, '1', within(cap)).problem).toBeNull();
    expect(deleteLast({ amountMinor: 57, problem: 'over-cap' }, within(cap))).toEqual({
      amountMinor: 5,
      problem: null,
    });
  });

  it('takes the last digit away, down to nothing', () => {
    expect(deleteLast(type(['1', '2']), within(cap)).amountMinor).toBe(1);
    expect(deleteLast(emptyEntry, within(cap)).amountMinor).toBe(0);
  });

  it.each([
    ['12.5', 1250],
    ['12,5', 1250],
    ['12.50', 1250],
    ['12.', 1200],
    ['.5', 50],
    ['12٫5', 1250],
    ['0.05', 5],
    ["1'234.5", 123450],
  ])('reads the separator typed in %s', (text, amountMinor) => {
    expect(typeText(text)).toMatchObject({ amountMinor, problem: null });
  });

  it('says what it does not take behind a separator, and keeps the amount', () => {
    expect(typeText('12.345')).toMatchObject({ amountMinor: 1234, problem: 'too-fine' });
    expect(typeText('1,234')).toMatchObject({ amountMinor: 123, problem: 'too-fine' });
    expect(typeText('1,234.5')).toMatchObject({ amountMinor: 123450, problem: null });
    expect(typeText('1.2.3')).toMatchObject({ amountMinor: 120, problem: 'not-amount' });
    expect(typeText('12.5', within(1200))).toMatchObject({ amountMinor: 1200, problem: 'over-cap' });
    expect(typeText('12.5', within(cap, 0))).toMatchObject({ amountMinor: 12, problem: 'too-fine' });
  });

  it('takes a separator away like a digit', () => {
    let entry = typeText('12.5');
    const amounts = Array.from({ length: 4 }, () => {
      entry = deleteLast(entry, within(cap));
      return entry.amountMinor;
    });
    expect(amounts).toEqual([1200, 12, 1, 0]);
  });

  it('never leaves the whole numbers up to the cap', () => {
    const key = fc.constantFrom<EntryKey>('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '00');
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), fc.integer({ min: 1, max: 1e9 }), (keys, capMinor) => {
        const { amountMinor } = type(keys, capMinor);
        return Number.isSafeInteger(amountMinor) && amountMinor >= 0 && amountMinor <= capMinor;
      }),
    );
  });
});

describe('pasted amounts', () => {
  it.each([
    ['12.50', 2, 1250n],
    ['12,50', 2, 1250n],
    ['12', 2, 1200n],
    ['12.5', 2, 1250n],
    [' $12.50 ', 2, 1250n],
    ['$12.50 USD', 2, 1250n],
    ['USD 12.50', 2, 1250n],
    ['US$ 12.50', 2, 1250n],
    ['1,234.50', 2, 123450n],
    ['1.234,50', 2, 123450n],
    ["1'234.50", 2, 123450n],
    ['1 234,50', 2, 123450n],
    ['1,234,567', 2, 123456700n],
    ['1.234', 3, 1234n],
    ['500', 0, 500n],
    ['1,234', 0, 1234n],
    ['١٢٫٥٠', 2, 1250n],
    ['0.00', 2, 0n],
  ])('%s with %i decimals', (text, exponent, minor) => {
    expect(readAmountText(text, exponent, 'USD')).toBe(minor);
  });

  it.each([
    ['12.505', 2],
    ['12.500', 2],
    ['5,000', 2],
    ['1.000', 2],
    ['1,250', 2],
    ['١٬٠٠٠', 2],
    ['12.0', 0],
    ['1.234', 2],
    ['0.001', 2],
    ['12.5', 0],
    ['1.2345', 3],
  ])('%s is too fine for %i decimals', (text, exponent) => {
    expect(readAmountText(text, exponent, 'USD')).toBe('too-fine');
  });

  it.each([
    ['€ 9.99', 'USD'],
    ['9,99 €', 'USD'],
    ['9.99 EUR', 'USD'],
    ['£9.99', 'EUR'],
    ['US$ 9.99', 'CAD'],
    ['$ 9.99', 'EUR'],
    ['$ 9.99 EUR', 'USD'],
  ])('%s is not in %s', (text, currency) => {
    expect(readAmountText(text, 2, currency)).toBe('other-currency');
  });

  it.each([
    ['12,50 €', 'EUR'],
    ['EUR 12.50', 'EUR'],
    ['$12.50', 'CAD'],
    ['CA$12.50', 'CAD'],
    ['£12.50', 'GBP'],
  ])('%s is in %s', (text, currency) => {
    expect(readAmountText(text, 2, currency)).toBe(1250n);
  });

  it.each(['', 'abc', '-5', '12.50.1', '1,23,4', '1e5', '12 USD and more', '.50', '٪', '4006381333931.1.2'])(
    '%s is no amount',
    (text) => {
      expect(readAmountText(text, 2, 'USD')).toBe('not-amount');
    },
  );

  it('leaves the amount alone when it cannot be read or is over the cap', () => {
    const before = { amountMinor: 700, problem: null };
    const limits = { exponent: 2, capMinor: 10000, currency: 'USD' };
    expect(replace(before, 'x', limits)).toEqual({ amountMinor: 700, problem: 'not-amount' });
    expect(replace(before, '100.01', limits)).toEqual({ amountMinor: 700, problem: 'over-cap' });
    expect(replace(before, '99999999999999999999', limits)).toMatchObject({ amountMinor: 700 });
    expect(replace(before, '100.00', limits)).toEqual({ amountMinor: 10000, problem: null });
  });
});
