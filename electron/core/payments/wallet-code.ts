/**
 * What a scanner, a camera or a hand gives as the customer's wallet code. FEX says only that `scan_token` is
 * "the value decoded from the QR", at present the wallet's id: a UUID is taken out of whatever surrounds it,
 * anything else goes to FEX unchanged, except what surely is no wallet code.
 */
export type WalletCode =
  | { ok: true; code: string }
  | {
      ok: false;
      failure: 'wallet-code-empty' | 'wallet-code-product' | 'wallet-code-two' | 'wallet-code-too-long';
    };

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** EAN-8, UPC-A, EAN-13, GTIN-14. */
const productLengths = new Set([8, 12, 13, 14]);
const longest = 512;

export function readWalletCode(raw: string): WalletCode {
  // Scanner prefixes and suffixes are control characters and blanks.
  const text = raw.replace(/^[\p{Cc}\p{Cf}\s]+|[\p{Cc}\p{Cf}\s]+$/gu, '');
  if (text === '') return { ok: false, failure: 'wallet-code-empty' };
  if (text.length > longest) return { ok: false, failure: 'wallet-code-too-long' };
  const found = new Set((text.match(uuid) ?? []).map((match) => match.toLowerCase()));
  if (found.size > 1) return { ok: false, failure: 'wallet-code-two' };
  const only = text.match(uuid)?.[0];
  if (only !== undefined) return { ok: true, code: only };
  if (/^\d+$/.test(text) && productLengths.has(text.length))
    return { ok: false, failure: 'wallet-code-product' };
  return { ok: true, code: text };
}
