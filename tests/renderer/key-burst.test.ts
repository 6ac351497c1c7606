import { describe, expect, it } from 'vitest';
import { emptyEntry } from '../../renderer/logic/amount-entry.ts';
import { noBurst, type Typing, typeEnter, typeKey } from '../../renderer/logic/key-burst.ts';
import { digitOf, isPlain } from '../../renderer/logic/keyboard.ts';

const cap = { exponent: 2, capMinor: 500_000, currency: 'USD' };
const start: Typing = { entry: emptyEntry, burst: noBurst };
const uuid = '1244006f-8a57-4a0e-9b7e-2d2f5c7f3a10';

/** Types at an even pace; the time after the last key is what `at` becomes. */
function hand(from: Typing, text: string, gapMs: number, startMs: number): Typing {
  return [...text].reduce((now, key, n) => typeKey(now, key, startMs + n * gapMs, cap), from);
}
const lastMs = (text: string, gapMs: number, startMs: number) => startMs + (text.length - 1) * gapMs;

describe('scanner or hand', () => {
  it.each([4, 20, 45, 60, 100, 140])(
    'keeps nothing of a code typed at %i ms a key, and charges nothing',
    (gap) => {
      const typed = typeKey(start, '5', 0, cap);
      const after = hand(typed, uuid, gap, 5000);
      expect(after.entry).toEqual({ amountMinor: 5, problem: 'scanner' });
      const enter = typeEnter(after, lastMs(uuid, gap, 5000) + gap);
      expect(enter).toMatchObject({ meant: false, entry: { amountMinor: 5, problem: 'scanner' } });
      // A second Enter or a Tab right behind is the scanner's too.
      expect(typeEnter(enter, lastMs(uuid, gap, 5000) + 2 * gap)).toMatchObject({ meant: false });
    },
  );

  it.each([
    ['2999', 90],
    ['2999', 120],
    ['123456', 80],
    ['123456', 90],
    ['12.50', 100],
    ['1234.56', 90],
  ])('takes %s and an Enter at %i ms a key for a hand', (text, gap) => {
    const typed = hand(start, text, gap, 1000);
    const enter = typeEnter(typed, lastMs(text, gap, 1000) + gap);
    expect(enter).toMatchObject({ meant: true, entry: { amountMinor: Number(text.replace('.', '')) } });
  });

  it.each([
    ['2999', 20],
    ['2999', 60],
    ['123456', 45],
    ['123456', 60],
  ])('charges nothing for %s at %i ms a key, leaves it and says why', (text, gap) => {
    const typed = hand(start, text, gap, 1000);
    const atMs = lastMs(text, gap, 1000) + gap;
    const enter = typeEnter(typed, atMs);
    expect(enter).toMatchObject({ meant: false, entry: { amountMinor: Number(text), problem: 'too-fast' } });
    // A scanner's second Enter neither; one after a breath is a hand's.
    expect(typeEnter(enter, atMs + gap).meant).toBe(false);
    expect(typeEnter(enter, atMs + 400)).toMatchObject({ meant: true, entry: { amountMinor: Number(text) } });
  });

  it('charges nothing while what was typed is not what stands there', () => {
    const typed = hand(start, '12.345', 200, 0);
    expect(typed.entry).toMatchObject({ amountMinor: 1234, problem: 'too-fine' });
    expect(typeEnter(typed, 3000).meant).toBe(false);
  });

  it('an Enter that falls together with the last digit is none', () => {
    const typed = hand(start, '125', 200, 1000);
    expect(typeEnter(typed, 1430)).toMatchObject({ meant: false, entry: { problem: 'too-fast' } });
    expect(typeEnter(typed, 1500)).toMatchObject({ meant: true, entry: { amountMinor: 125, problem: null } });
    expect(typeEnter(start, 0).meant).toBe(true);
  });

  it.each([
    ['40063819', 60],
    ['40063819', 140],
    ['4006381333931', 5],
    ['4006381333931', 60],
    ['4006381333931', 140],
    ['123456', 30],
  ])('gives back the amount that was there before the barcode %s at %i ms a key', (code, gap) => {
    const rung = hand(start, '1250', 110, 0);
    const after = hand(rung, code, gap, 1000);
    const enter = typeEnter(after, lastMs(code, gap, 1000) + gap);
    expect(enter).toMatchObject({ meant: false, entry: { amountMinor: 1250, problem: 'scanner-run' } });
  });

  it.each([5, 15, 30])('finds where the scanner began right behind a hand, at %i ms a key', (gap) => {
    for (const code of ['4006381333931', uuid, '123456']) {
      const rung = hand(start, '12.5', 110, 0);
      const after = hand(rung, code, gap, 440);
      const enter = typeEnter(after, lastMs(code, gap, 440) + gap);
      expect(enter, code).toMatchObject({
        meant: false,
        entry: { amountMinor: 1250, problem: 'scanner-run' },
      });
    }
  });

  it('goes back to before the whole scan when it stumbled, and then does not say that nothing changed', () => {
    const typed = typeKey(start, '7', 0, cap);
    const first = hand(typed, '1244', 50, 5000);
    const after = hand(first, '006f-8a', 50, 5150 + 400);
    expect(after.entry).toEqual({ amountMinor: 7, problem: 'scanner-run' });
  });

  it('finds the stumble also where it is at a capital letter', () => {
    const first = hand(start, '1244', 50, 0);
    const shifted = typeKey(first, 'Shift', 500, cap);
    expect(hand(shifted, 'AB', 50, 540).entry).toEqual({ amountMinor: 0, problem: 'scanner-run' });
  });

  it('takes back the digits after a stumble behind the letters', () => {
    const first = hand(start, 'ab-cd', 50, 0);
    const rest = hand(first, '123', 50, 500);
    expect(rest.entry.amountMinor).toBe(123);
    expect(typeEnter(rest, 650)).toMatchObject({
      meant: false,
      entry: { amountMinor: 0, problem: 'scanner-run' },
    });
  });

  it('does not lose an amount over one letter hit by accident', () => {
    const typed = hand(start, '125', 200, 0);
    expect(typeKey(typed, 'q', 700, cap).entry).toEqual({ amountMinor: 125, problem: null });
  });

  it('counts keys that write nothing for the time only', () => {
    let now = hand(start, '12', 100, 0);
    now = typeKey(now, 'Shift', 200, cap);
    expect(now.entry.amountMinor).toBe(12);
    expect(typeEnter(now, 230).meant).toBe(false);
  });
});

describe('keys', () => {
  it('reads the digits of three scripts', () => {
    expect([digitOf('7'), digitOf('٧'), digitOf('۷')]).toEqual(['7', '7', '7']);
    expect([digitOf('a'), digitOf('Enter'), digitOf('F1'), digitOf('/'), digitOf(':')]).toEqual(
      Array(5).fill(null),
    );
  });

  it('leaves shortcuts and half-written characters alone', () => {
    const plain = {
      defaultPrevented: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      isComposing: false,
    };
    expect(isPlain(plain)).toBe(true);
    for (const key of Object.keys(plain)) expect(isPlain({ ...plain, [key]: true })).toBe(false);
  });
});
