/** What people hold up or scan by mistake. Each is named on the screen, and nothing of it is sent. */
export type ForeignCode =
  | 'wallet-code-product'
  | 'wallet-code-payment'
  | 'wallet-code-bank'
  | 'wallet-code-url'
  | 'wallet-code-other';

/** EAN-8, UPC-A, EAN-13, GTIN-14. */
const productLengths = new Set([8, 12, 13, 14]);
/** GS1: the article's number first, then batch, date and the like. */
const gs1 = /^(\(01\)|01)\d{14}/;

/** Bank transfers and the QR codes of card schemes: EMV's, Europe's, Switzerland's. */
const bank = [/^000201/, /^BCD\r?\n/, /^SPC\r?\n/];

const webAddress = [/^https?:/i, /^www\./i, /^[a-z0-9-]+(\.[a-z0-9-]+)+\//i];

/** Other wallets and other things a phone shows as a code, by what they begin with. */
const schemes = `bitcoin bitcoincash lightning litecoin dogecoin ethereum solana monero tron ton wc
  upi paytm phonepe gpay tez alipay alipays alipayqr weixin wxp wechat momo paypal venmo cashapp swish twint bizum mbway
  mailto tel sms smsto geo wifi matmsg mecard otpauth otpauth-migration market intent begin`.split(/\s+/);
const addresses = [/^(bc1|tb1|lnbc|lntb)[0-9a-z]{20,}$/i, /^0x[0-9a-f]{40}$/i, /^lnurl1[0-9a-z]{20,}$/i];

/** What this surely is, other than a wallet code; null where it may be one. `text` is without a scanner's prefix. */
export function foreignCode(text: string): ForeignCode | null {
  if (/^\d+$/.test(text) && productLengths.has(text.length)) return 'wallet-code-product';
  if (gs1.test(text)) return 'wallet-code-product';
  if (bank.some((pattern) => pattern.test(text))) return 'wallet-code-bank';
  if (isPayment(text)) return 'wallet-code-payment';
  if (webAddress.some((pattern) => pattern.test(text))) return 'wallet-code-url';
  const [, scheme, slashes] = /^([a-z][a-z0-9+.-]*):(\/\/)?/i.exec(text) ?? [];
  // FEX's own scheme is known, its spelling for wallets is not.
  if (scheme === undefined || /^fex/i.test(scheme))
    return addresses.some((pattern) => pattern.test(text)) ? 'wallet-code-other' : null;
  return slashes !== undefined || schemes.includes(scheme.toLowerCase()) ? 'wallet-code-other' : null;
}

/** The code a counter shows, in the two forms FEX documents: scanning it would ask the intent for its own approval. */
function isPayment(text: string): boolean {
  if (/^fex:\/\/pay\b/i.test(text)) return true;
  if (!text.startsWith('{')) return false;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'payment_intent_id' in parsed;
  } catch {
    return false;
  }
}
