import { expect, test } from 'vitest';
import { createScannerEar } from '../../renderer/logic/scanner-ear.ts';

/** Types the keys so far apart, and says what came of each. */
function typed(keys: readonly string[], everyMs: number): boolean[] {
  const hear = createScannerEar();
  return keys.map((key, at) => hear(key, 1000 + at * everyMs));
}
const code = [...'3f8c-11'];

test.each([10, 58])('a scanner with %i ms a key is heard at its end', (everyMs) => {
  for (const end of ['Enter', 'Tab'])
    expect(typed([...code, end], everyMs)).toEqual([...code.map(() => false), true]);
  expect(typed(['Shift', 'A', 'Shift', ...code, 'Enter'], everyMs).at(-1)).toBe(true);
});

test('a hand is not, nor a few keys, nor an Enter that comes later', () => {
  expect(typed([...code, 'Enter'], 120)).not.toContain(true);
  expect(typed(['1', '2', '5', '0', 'Enter'], 10)).not.toContain(true);
  const hear = createScannerEar();
  code.forEach((key, at) => void hear(key, at * 10));
  expect(hear('Enter', 500)).toBe(false);
  expect(hear('Enter', 510)).toBe(false);
});
