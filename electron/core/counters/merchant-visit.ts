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
import { CountersStop, stopped } from './counter-acts.ts';
import type { FexCounter } from './fex-counter.ts';
import { createFexCounters, type FexCounters } from './fex-counters.ts';
import { trySignIn } from './sign-in.ts';

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

function openVisit(keys: MerchantKeys, parts: VisitParts): MerchantVisit {
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

/** A visit with keys that are the merchant's of this very counter. Rejects with a CountersStop. */
export async function signInVisit(
  keys: MerchantKeys,
  ownId: string,
  parts: VisitParts,
): Promise<{ visit: MerchantVisit; own: FexCounter }> {
  const refused = await trySignIn(parts.http, parts.identity.tokenUrl, keys);
  if (refused !== null) throw new CountersStop(refused);
  const visit = openVisit(keys, parts);
  const seen = await visit.counters.get(ownId);
  if (seen.kind === 'done') return { visit, own: seen.value };
  visit.close();
  const foreign = seen.kind === 'refused' && seen.status === 404;
  throw foreign ? new CountersStop('merchant-differs') : stopped(seen);
}

/** What FEX says of this counter in the merchant's name; null where it says nothing. */
export async function askOfOwn(
  keys: MerchantKeys,
  ownId: string,
  parts: VisitParts,
): Promise<FexCounter | null> {
  const visit = openVisit(keys, parts);
  const answer = await visit.counters.get(ownId);
  visit.close();
  return answer.kind === 'done' ? answer.value : null;
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
