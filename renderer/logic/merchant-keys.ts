/**
 * The merchant's keys as FEX hands them out: JSON with `client_id` and `client_secret`, pasted or read by a scanner
 * as one code. Anything else in it is left alone: an address in a code must not decide where a secret is sent.
 * Source: FEX docs, getting your credentials.
 */
export type PastedKeys =
  | { kind: 'keys'; clientId: string; clientSecret: string }
  /** Looks like such a thing and is none: said, and not taken for a client id. */
  | { kind: 'foreign' }
  /** Ordinary typing. */
  | { kind: 'text' };

const longest = 4096;

export function readMerchantKeys(text: string): PastedKeys {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') && !trimmed.startsWith('[')) {
    return /^(https?|otpauth|wifi|mailto):/i.test(trimmed) ? { kind: 'foreign' } : { kind: 'text' };
  }
  // Still being typed by a scanner.
  if (!/[}\]]$/.test(trimmed)) return { kind: 'text' };
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return { kind: 'foreign' };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'foreign' };
  const { client_id: clientId, client_secret: clientSecret } = value as Record<string, unknown>;
  const usable = (one: unknown): one is string =>
    typeof one === 'string' && one.trim() !== '' && one.length <= longest;
  if (!usable(clientId) || !usable(clientSecret)) return { kind: 'foreign' };
  return { kind: 'keys', clientId: clientId.trim(), clientSecret: clientSecret.trim() };
}
