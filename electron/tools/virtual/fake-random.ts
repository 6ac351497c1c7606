import type { Random } from '../../core/ports.ts';

/** The same bytes for the same seed, in every run. `next` is a number in [0, 1) from the same stream. */
export interface FakeRandom extends Random {
  next(): number;
}

/** Mulberry32: small, fast, and good enough to shuffle a simulated year. */
export function createFakeRandom(seed = 1): FakeRandom {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  return {
    next,
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)),
  };
}
