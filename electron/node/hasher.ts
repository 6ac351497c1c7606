import { createHmac, hash, scrypt, timingSafeEqual } from 'node:crypto';
import type { Hasher } from '../core/ports.ts';

export function createHasher(): Hasher {
  return {
    sha256Hex: (data) => hash('sha256', data, 'hex'),
    hmacSha256Hex: (key, data) => createHmac('sha256', Buffer.from(key, 'utf8')).update(data).digest('hex'),
    slowHashHex: (text, salt) =>
      new Promise((resolve, reject) => {
        scrypt(text, salt, 32, (error, key) => (error ? reject(error) : resolve(key.toString('hex'))));
      }),
    equal(a, b) {
      const left = Buffer.from(a, 'utf8');
      const right = Buffer.from(b, 'utf8');
      // Lengths are no secret, and the comparison throws on different ones.
      return left.length === right.length && timingSafeEqual(left, right);
    },
  };
}
