import type { PairingRecord } from '../../../shared/pairing.ts';
import type { TokenSource } from '../auth/token-source.ts';
import type { FexCounter } from './fex-counter.ts';

/** The counter being paired. Its secrets are here only until the keychain has them. */
export interface Candidate {
  counter: FexCounter;
  currency: string;
  clientId: string;
  /** Null: FEX gave it no keys, or nobody has them. */
  clientSecret: string | null;
  webhookSecret: string | null;
  /** Made just now: nobody else can have it. */
  isNew: boolean;
  /** A manager knows that another till sold as it. */
  elsewhereConfirmed: boolean;
  signsInAs: PairingRecord['signsInAs'];
  scanWith: PairingRecord['scanWith'] | null;
  /** The keychain has its secrets. */
  stored: boolean;
  tokens: TokenSource | null;
  merchantName: string | null;
}

export function newCandidate(counter: FexCounter, currency: string, clientSecret: string | null): Candidate {
  return {
    counter,
    currency,
    clientId: counter.clientId ?? `counter-${counter.id}`,
    clientSecret,
    webhookSecret: null,
    isNew: false,
    elsewhereConfirmed: false,
    signsInAs: 'counter',
    scanWith: null,
    stored: false,
    tokens: null,
    merchantName: null,
  };
}
