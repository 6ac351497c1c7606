import { pairingRecordSchema } from '../../../shared/pairing.ts';
import { createTokenSource } from '../auth/token-source.ts';
import { createFexClient, type FexClient } from '../net/fex-client.ts';
import type { ServerClock } from '../net/server-clock.ts';
import {
  type Clock,
  type CounterIdentity,
  type Http,
  type Log,
  type Store,
  type Vault,
  vaultNames,
} from '../ports.ts';
import { createFexCounters, type FexCounters } from './fex-counters.ts';

export interface MerchantKeys {
  clientId: string;
  clientSecret: string;
}

/** FEX asked in the merchant's name. The key is here until it is closed, and goes nowhere else. */
export interface MerchantVisit {
  clientId: string;
  counters: FexCounters;
  fex: Pick<FexClient, 'list'>;
  close(): void;
}

export interface VisitParts {
  identity: Pick<CounterIdentity, 'apiUrl' | 'tokenUrl'>;
  http: Http;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
}

export function openVisit(keys: MerchantKeys, parts: VisitParts): MerchantVisit {
  const { identity, http, clock, serverClock, log } = parts;
  const { apiUrl, tokenUrl } = identity;
  const { clientId, clientSecret } = keys;
  const vault = { get: async () => clientSecret };
  const tokens = createTokenSource({ tokenUrl, clientId, http, vault, clock, serverClock, log });
  const common = { apiUrl, http, clock, serverClock, tokens };
  return {
    clientId,
    counters: createFexCounters(common),
    fex: createFexClient({ ...common, counterId: '', keysRefused: () => false }),
    close: tokens.dispose,
  };
}

/** The merchant's key, where the pairing kept it in the keychain; else null. Rejects with a VaultError. */
export async function keptKeys(store: Store, vault: Pick<Vault, 'get'>): Promise<MerchantKeys | null> {
  const record = pairingRecordSchema.safeParse(store.read('pairing')).data;
  if (record === undefined) return null;
  const clientId = record.signsInAs === 'merchant' ? record.clientId : record.merchantClientId;
  if (clientId === null) return null;
  const name = record.signsInAs === 'merchant' ? vaultNames.clientSecret : vaultNames.merchantSecret;
  const clientSecret = await vault.get(name);
  return clientSecret === null ? null : { clientId, clientSecret };
}
