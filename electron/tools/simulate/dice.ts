import { createFakeRandom, type FakeRandom } from '../virtual/fake-random.ts';

/** Chance by name: the same seed and name give the same throws, whatever else was thrown. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** Whole, from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  random: FakeRandom;
}

export function createDice(seed: number, name: string): Dice {
  const random = createFakeRandom(mix(seed, name));
  const whole = (low: number, high: number) => low + Math.floor(random.next() * (high - low + 1));
  return {
    next: random.next,
    whole,
    chance: (probability) => random.next() < probability,
    pick: (from) => from[whole(0, from.length - 1)] as (typeof from)[number],
    random,
  };
}

/** FNV-1a over the seed and the name. */
function mix(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${name}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
