import { createPublicKey, createSign, createVerify, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { TokenSigner } from './ports.ts';

/** RS256 as FEX's sample token has it; the key is made at start or taken from a PKCS #8 PEM. */
export async function createRsaSigner(
  privateKeyPem?: string,
): Promise<TokenSigner & { privateKeyPem: string }> {
  const pem =
    privateKeyPem ??
    (
      await promisify(generateKeyPair)('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
    ).privateKey;
  const publicKey = createPublicKey(pem);
  const keyId = 'fake-simulator-key';
  return {
    alg: 'RS256',
    keyId,
    privateKeyPem: pem,
    sign: (text) => createSign('RSA-SHA256').update(text).sign(pem, 'base64url'),
    verify: (text, signature) =>
      createVerify('RSA-SHA256').update(text).verify(publicKey, signature, 'base64url'),
    jwks: () => ({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }],
    }),
  };
}
