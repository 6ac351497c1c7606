import type { EndpointName } from '../../shared/sim-control.ts';
import { refusal } from './answers.ts';
import type { Endpoint, Handler } from './endpoint.ts';
import {
  createCounter,
  deactivateCounter,
  getCounter,
  listCounters,
  rotateSecret,
  updateCounter,
} from './endpoint-counters.ts';
import { listIntents } from './endpoint-intent-list.ts';
import { cancelIntent, createIntent, getIntent, scanPayment } from './endpoint-intents.ts';
import { listMerchants, registerMerchant } from './endpoint-merchants.ts';
import { health, publicIntent } from './endpoint-open.ts';
import { refundIntent } from './endpoint-refund.ts';
import { issueToken, publicKeys } from './endpoint-token.ts';
import { listTransactions } from './endpoint-transactions.ts';
import type { SimRequest } from './ports.ts';

const api = '/merchant/api/v1';
const openId = '/realms/payment-platform/protocol/openid-connect';

function route(name: EndpointName, methods: string, path: string, handler: Handler): Endpoint {
  const pattern = path.replaceAll('.', '\\.').replace('{id}', '([^/]+)');
  return { name, methods: methods.split(' '), path: new RegExp(`^${pattern}$`), handler };
}

/** Every endpoint of FEX (FEX docs: endpoint overview). */
const endpoints: readonly Endpoint[] = [
  route('token', 'POST', `${openId}/token`, issueToken),
  route('jwks', 'GET', `${openId}/certs`, publicKeys),
  route('register', 'POST', `${api}/register`, registerMerchant),
  route('counters.create', 'POST', `${api}/counters`, createCounter),
  route('counters.list', 'GET', `${api}/counters`, listCounters),
  route('counters.get', 'GET', `${api}/counters/{id}`, getCounter),
  route('counters.update', 'PUT PATCH', `${api}/counters/{id}`, updateCounter),
  route('counters.deactivate', 'DELETE', `${api}/counters/{id}`, deactivateCounter),
  route('counters.rotate', 'POST', `${api}/counters/{id}/rotate-secret`, rotateSecret),
  route('intents.create', 'POST', `${api}/payment-intents`, createIntent),
  route('intents.list', 'GET', `${api}/payment-intents`, listIntents),
  route('intents.get', 'GET', `${api}/payment-intents/{id}`, getIntent),
  route('intents.cancel', 'POST', `${api}/payment-intents/{id}/cancel`, cancelIntent),
  route('intents.refund', 'POST', `${api}/payment-intents/{id}/refund`, refundIntent),
  route('scan', 'POST', `${api}/scan-payment`, scanPayment),
  route('transactions', 'GET', `${api}/transactions`, listTransactions),
  route('public.intent', 'GET', `${api}/public/payment-intents/{id}`, publicIntent),
  route('public.merchants', 'GET', `${api}/public/merchants`, listMerchants),
  route('health', 'GET', '/health', health),
  route('health', 'GET', '/merchant/health', health),
];

export interface Match {
  readonly name: EndpointName;
  readonly id: string;
  readonly handler: Handler;
}

/** The endpoint a request is for; one that answers 404 or 405 where there is none. */
export function findEndpoint(request: SimRequest): Match {
  let methods: readonly string[] = [];
  for (const { name, methods: allowed, path, handler } of endpoints) {
    const found = path.exec(request.path);
    if (found === null) continue;
    if (allowed.includes(request.method)) return { name, id: decoded(found[1]), handler };
    methods = [...methods, ...allowed];
  }
  const handler = () =>
    methods.length === 0 ? refusal(404, 'route not found') : refusal(405, 'method not allowed');
  return { name: 'unknown', id: '', handler };
}

function decoded(part = ''): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
