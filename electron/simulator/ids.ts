import type { SimRandom } from './ports.ts';

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function newUuid(random: SimRandom): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A UUID as on FEX's API pages, or the guides' prefixed form (`pi_…`). */
export function newId(random: SimRandom, prefix: string, form: 'uuid' | 'prefixed'): string {
  return form === 'uuid' ? newUuid(random) : `${prefix}_${hexOf(random.bytes(12))}`;
}

/** 64 hex characters; FEX's keys are used as this text, never decoded. */
export function newSecret(random: SimRandom): string {
  return hexOf(random.bytes(32));
}

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The last second `isoSeconds` can write: years of FEX's dates have four digits. */
export const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59);

/** ISO 8601 in UTC with whole seconds, the only form FEX's examples show. */
export function isoSeconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}
