import { refuse } from './answers.ts';
import type { SimRequest } from './ports.ts';
import type { Sim } from './sim.ts';
import type { MerchantRecord } from './state.ts';

/** Who a request comes from, as its token says. */
export interface Caller {
  readonly clientId: string;
  readonly kind: 'merchant' | 'counter' | 'admin';
  /** Null for the platform admin. */
  readonly merchantId: string | null;
  readonly counterId: string | null;
}

/** Reads the bearer token; 401 when it is missing, malformed, expired or revoked (FEX docs: error reference). */
export function readCaller(sim: Sim, request: SimRequest): Caller {
  const header = request.headers?.authorization ?? '';
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  if (token === undefined) refuse(401, 'missing or malformed authorization header');
  const claims = sim.tokens.read(token);
  if (claims === null) refuse(401, 'invalid or expired token');
  const { realm_access, client_id: clientId } = claims;
  const counterId = claims.counter_id ?? null;
  if (counterId !== null && sim.state.counters.get(counterId)?.status !== 'active') {
    refuse(401, 'client is disabled');
  }
  const kind = realm_access.roles.includes('admin') ? 'admin' : counterId === null ? 'merchant' : 'counter';
  return { clientId, kind, merchantId: claims.merchant_id ?? null, counterId };
}

/** The merchant a caller acts for; 403 for the admin, whose acting for a merchant is documented for the ledger only. */
export function merchantOf(sim: Sim, caller: Caller): MerchantRecord {
  const merchant = caller.merchantId === null ? undefined : sim.state.merchants.get(caller.merchantId);
  return merchant ?? refuse(403, 'this action needs a merchant token');
}

/** As `merchantOf`, but closed to counters' own tokens unless the settings open it. */
export function managingMerchantOf(sim: Sim, caller: Caller): MerchantRecord {
  if (caller.kind === 'counter' && sim.settings.counterTokenAccess === 'intents-only') {
    refuse(403, 'role merchant required');
  }
  return merchantOf(sim, caller);
}
