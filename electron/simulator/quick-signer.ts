import { createHmac } from 'node:crypto';
import type { TokenSigner } from './ports.ts';

/** HS256 with a fixed key: no key to generate, the same tokens every run. For simulations, not for the HTTP skin. */
export function createQuickSigner(): TokenSigner {
  const sign = (text: string) => createHmac('sha256', 'fake-simulator-key').update(text).digest('base64url');
  return {
    alg: 'HS256',
    keyId: 'fake-simulator-key',
    sign,
    verify: (text, signature) => sign(text) === signature,
    jwks: () => ({ keys: [] }),
  };
}
