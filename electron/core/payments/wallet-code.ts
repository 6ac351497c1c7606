import { type ForeignCode, foreignCode } from './foreign-code.ts';

/**
 * What a scanner, a camera or a hand gives as the customer's wallet code. FEX says only that `scan_token` is
 * "the value decoded from the QR", at present the wallet's id: a UUID is taken out of whatever surrounds it,
 * anything else goes to FEX unchanged, except what surely is no wallet code.
 */
export type WalletCode =
  | { ok: true; code: string }
  | { ok: false; failure: ForeignCode | 'wallet-code-empty' | 'wallet-code-two' | 'wallet-code-too-long' };

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const longest = 512;

export function readWalletCode(raw: string): WalletCode {
  const read = withoutFrame(raw);
  // A scanner's group separators and terminators, wherever they stand.
  const text = read.replace(/[\p{Cc}\p{Cf}]+/gu, '').trim();
  if (text === '') return { ok: false, failure: 'wallet-code-empty' };
  const foreign = foreignCode(read);
  if (foreign !== null) return { ok: false, failure: foreign };
  if (text.length > longest) return { ok: false, failure: 'wallet-code-too-long' };
  const found = new Set((text.match(uuid) ?? []).map((match) => match.toLowerCase()));
  if (found.size > 1) return { ok: false, failure: 'wallet-code-two' };
  const only = text.match(uuid)?.[0];
  return { ok: true, code: only ?? text };
}

/**
 * Without what a scanner puts round a code: control characters, blanks, and the three characters that name the kind of
 * code (AIM, such as `]Q1` for a QR code).
 */
function withoutFrame(raw: string): string {
  const inner = raw.replace(/^[\p{Cc}\p{Cf}\s]+|[\p{Cc}\p{Cf}\s]+$/gu, '');
  return inner.replace(/^\][A-Za-z][0-9A-Za-z][\p{Cc}\p{Cf}\s]*/u, '');
}
