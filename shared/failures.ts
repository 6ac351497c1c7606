import { z } from 'zod';

/**
 * Why the counter did not do what was asked. Every code has one sentence per language in the renderer's
 * catalogue; a code without a sentence does not compile there.
 */
export const failureCodes = [
  'busy', // another payment is open on this counter
  'refund-open', // a refund is neither done nor withdrawn
  'sale-unknown', // FEX has not told yet whether an unsettled sale is there at all
  'not-open', // the payment named is no longer the one on the screen
  'not-possible-now', // the payment is in a state in which this cannot be done
  'amount-zero',
  'amount-over-cap',
  'amount-not-whole', // not a whole number of minor units
  'note-too-long',
  'note-wallet-code', // a wallet code was scanned or typed where a text for people belongs; nothing of it is kept
  'wallet-code-empty',
  'wallet-code-product', // the digits of a product barcode
  'wallet-code-payment', // a FEX payment code, as a counter shows it
  'wallet-code-bank', // a bank transfer's or a card scheme's code
  'wallet-code-url', // a web address
  'wallet-code-other', // another wallet's, or another app's
  'wallet-code-two', // more than one wallet code in one reading
  'wallet-code-too-long',
  'offline', // FEX cannot be reached, nothing was sent
  'charging-stopped', // see HaltView: the journal cannot be written, the keys were refused …
  'not-in-training', // the customer's phone exists in training only
  'phone-refused', // the training wallet said no; `detail` says why
  'same-as-released', // a released sale of the same amount or wallet is not settled, or was paid; `detail`: when it was sent, Unix ms
  'needs-manager', // nobody here may decide this
  'rebuild-first', // FEX's list has to be read first, and was not yet
  'not-confirmed', // it has to be confirmed on a screen of its own first
  'locked', // nobody is signed in
  'pin-wrong',
  'pin-wait', // too many wrong ones; `detail`: seconds until the next try
  'name-missing', // everybody has one
  'name-taken', // two people of one name are told apart by nobody
  'pin-weak', // easily guessed, or none for somebody new
  'last-manager', // somebody has to be able to decide
  'keys-missing', // the merchant's, of which one part or both were not typed
  'merchant-unproved', // these are not the keys of this counter's merchant
  'qr-only', // this counter's key may not scan
  'keychain-closed', // the keychain does not do what it is asked
  'not-recorded', // the decision could not be written down, so nothing was done
  'public-url-wrong', // not https, nor http on this computer
  'listen-address-wrong', // no address a computer could have
  'certificate-incomplete', // a certificate without its key, or the other way round
  'proxy-url-wrong', // not http://host:port
  'settings-not-saved', // the settings file cannot be written
] as const;

export const failureCodeSchema = z.enum(failureCodes);
export type FailureCode = z.infer<typeof failureCodeSchema>;

/** The answer to a request that changes something: done, or why not. */
export const doneSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    failure: failureCodeSchema,
    detail: z.string().max(200).optional(),
  }),
]);
export type Done = z.infer<typeof doneSchema>;

export const done: Done = { ok: true };
export function failed(failure: FailureCode, detail?: string): Done {
  return detail === undefined ? { ok: false, failure } : { ok: false, failure, detail };
}
