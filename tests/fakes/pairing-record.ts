import type { PairingRecord } from '../../shared/pairing.ts';

/** A till that was paired for real money. */
export function aPairingRecord(over: Partial<PairingRecord> = {}): PairingRecord {
  return {
    version: 1,
    environment: 'live',
    apiUrl: 'https://api.fex.example',
    tokenUrl: 'https://auth.fex.example/token',
    counterId: 'c-1',
    counterName: 'Till 1',
    location: null,
    merchantName: 'Corner Café',
    signsInAs: 'counter',
    clientId: 'counter-c-1',
    merchantClientId: null,
    scanWith: 'own',
    currency: 'USD',
    pairedAtMs: 1,
    unpairedAtMs: null,
    ...over,
  };
}
