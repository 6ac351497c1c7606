import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exponentOf, majorText, minorFromText } from '../../shared/money.ts';

describe('amounts', () => {
  test.each([
    ['29.99', 2, 2999],
    ['29.990000000000002', 2, 2999],
    ['29.989999999999998', 2, 2999],
    ['2.999e1', 2, 2999],
    ['2999E-2', 2, 2999],
    ['0.01', 2, 1],
    ['5', 2, 500],
    ['5.0', 2, 500],
    ['500', 0, 500],
    ['0.001', 3, 1],
    ['1.234', 3, 1234],
    // A millionth of a minor unit beside is still that unit, two are not.
    ['29.99000001', 2, 2999],
    ['29.98999999', 2, 2999],
    ['29.99000002', 2, null],
    ['29.98999998', 2, null],
    ['29.995', 2, null],
    ['29.9900001', 2, null],
    ['0.5', 0, null],
    ['-1', 2, null],
    ['-0.00', 2, null],
    ['', 2, null],
    ['NaN', 2, null],
    ['1e400', 2, null],
    ['12,50', 2, null],
    ['0x10', 2, null],
    ['1.', 2, null],
    ['.5', 2, null],
    ['90071992547409.92', 2, null],
    ['90071992547409.91', 2, 9007199254740991],
  ])('%s with exponent %d is %s minor units', (text, exponent, minor) => {
    expect(minorFromText(text, exponent)).toBe(minor);
  });

  test('what is sent is what is read back, for every amount and exponent', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 4 }),
        (minor, exponent) => {
          expect(minorFromText(majorText(minor, exponent), exponent)).toBe(minor);
        },
      ),
    );
  });

  test('the double nearest to an amount, however it is printed, is that amount', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000_000 }), (minor) => {
        expect(minorFromText(String(Number(majorText(minor, 2))), 2)).toBe(minor);
        expect(minorFromText(String(0.1 + minor / 100 - 0.1), 2)).toBe(minor);
      }),
    );
  });

  test.each([
    [1, 2, '0.01'],
    [2999, 2, '29.99'],
    [500, 0, '500'],
    [5, 3, '0.005'],
  ])('%d minor units with exponent %d are written %s', (minor, exponent, text) => {
    expect(majorText(minor, exponent)).toBe(text);
  });

  test('a fraction of a minor unit is a programming error', () => {
    expect(() => majorText(0.5, 2)).toThrow(RangeError);
    expect(() => majorText(-1, 2)).toThrow(RangeError);
  });

  test('exponents follow ISO 4217', () => {
    expect(['USD', 'EUR', 'JPY', 'KWD', 'CLF'].map(exponentOf)).toEqual([2, 2, 0, 3, 4]);
  });
});
