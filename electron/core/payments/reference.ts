import type { Hasher, Random } from '../ports.ts';

/**
 * References: counter tag + installation id + ULID, at most 64 characters, never from a sequence, so that no
 * two attempts of any two tills can ever share one (money rule 11).
 */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 5 bits a byte; the low bits of each random byte are used. */
function base32(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join('');
}

export function newInstallationId(random: Random): string {
  return base32(random.bytes(10));
}

/** The same for every installation of one counter. */
export function counterTag(counterId: string, hasher: Hasher): string {
  return hasher.sha256Hex(counterId).slice(0, 6).toUpperCase();
}

/** 26 characters: 48 bits of time, 80 of chance. */
export function ulid(atMs: number, random: Random): string {
  let time = '';
  let rest = Math.max(0, Math.floor(atMs));
  for (let index = 0; index < 10; index += 1) {
    time = alphabet[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  return time + base32(random.bytes(16));
}

/** When a ULID was made, by the clock of whoever made it; Unix milliseconds. */
export function ulidMs(id: string): number {
  return [...id.slice(0, 10)].reduce((time, letter) => time * 32 + alphabet.indexOf(letter), 0);
}

/** `id`: the attempt's own, a ULID, so that the journal can be asked about a reference it finds at FEX. */
export function newReference(parts: { tag: string; installationId: string; id: string }): string {
  return `${parts.tag}-${parts.installationId}-${parts.id}`;
}

/** The parts of a reference in our format, or null. */
export function readReference(reference: string): { tag: string; installationId: string; id: string } | null {
  const match = /^([0-9A-F]{6})-([0-9A-HJKMNP-TV-Z]{10})-([0-9A-HJKMNP-TV-Z]{26})$/.exec(reference);
  if (match === null) return null;
  const [, tag = '', installationId = '', id = ''] = match;
  return { tag, installationId, id };
}
