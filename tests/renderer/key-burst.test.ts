import { describe, expect, it } from 'vitest';
import { type Burst, countKey, endsScan, isHastyEnter, noBurst } from '../../renderer/logic/key-burst.ts';
import { digitOf, isPlain } from '../../renderer/logic/keyboard.ts';

const keys = (count: number, gapMs: number): Burst => {
  let burst = noBurst;
  for (let n = 0; n < count; n++) burst = countKey(burst, 1000 + n * gapMs);
  return burst;
};

describe('scanner or hand', () => {
  it('knows a scan by its speed and its Enter', () => {
    const burst = keys(13, 4);
    expect(endsScan(burst, 1000 + 12 * 4 + 5)).toBe(true);
    expect(endsScan(burst, 1000 + 12 * 4 + 400)).toBe(false);
  });

  it('takes no hand for a scanner', () => {
    expect(endsScan(keys(13, 80), 1000 + 12 * 80 + 60)).toBe(false);
    expect(endsScan(keys(5, 4), 1030)).toBe(false);
  });

  it('does not hear an Enter within 150 ms of a key', () => {
    const burst = keys(1, 0);
    expect(isHastyEnter(burst, 1149)).toBe(true);
    expect(isHastyEnter(burst, 1150)).toBe(false);
    expect(isHastyEnter(noBurst, 0)).toBe(false);
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
