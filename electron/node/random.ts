import { randomBytes } from 'node:crypto';
import type { Random } from '../core/ports.ts';

/** The operating system's randomness. */
export function createRandom(): Random {
  return { bytes: (count) => new Uint8Array(randomBytes(count)) };
}
