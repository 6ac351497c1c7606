import { answer } from './answers.ts';
import type { Handler } from './endpoint.ts';
import type { SimAnswer } from './ports.ts';
import type { Sim } from './sim.ts';

/**
 * `POST …/openid-connect/token`, client credentials in a form body → 200 `{access_token, expires_in, token_type}`
 * (FEX docs: access token). Errors have the identity provider's shape, not FEX's.
 */
export const issueToken: Handler = (sim, { request }) => {
  const type = request.headers?.['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return tokenError(415, 'invalid_request', 'Unsupported content type');
  }
  const text = typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
  const form = new URLSearchParams(text);
  const grant = form.get('grant_type');
  if (grant === null) return tokenError(400, 'invalid_request', 'Missing form parameter: grant_type');
  if (grant !== 'client_credentials') {
    return tokenError(400, 'unsupported_grant_type', 'Unsupported grant_type');
  }
  const client = findClient(sim, form.get('client_id') ?? '');
  if (client === null || client.secret !== form.get('client_secret')) {
    return tokenError(401, 'invalid_client', 'Invalid client or Invalid client credentials');
  }
  return answer(200, {
    access_token: sim.tokens.issue(client.clientId, client.roles, client.merchantId, client.counterId),
    expires_in: sim.settings.tokenLifetimeS,
    token_type: 'Bearer',
  });
};

/** Public keys, so that a token can be checked by others. */
export const publicKeys: Handler = (sim) => answer(200, sim.jwks());

function tokenError(status: number, error: string, description: string): SimAnswer {
  return answer(status, { error, error_description: description });
}

interface Client {
  readonly clientId: string;
  readonly secret: string;
  readonly roles: readonly string[];
  readonly merchantId?: string;
  readonly counterId?: string;
}

function findClient(sim: Sim, clientId: string): Client | null {
  const { admin, merchants, counters } = sim.state;
  if (clientId === admin.clientId) return { clientId, secret: admin.clientSecret, roles: ['admin'] };
  for (const { merchantId, clientId: id, clientSecret } of merchants.values()) {
    if (id === clientId) return { clientId, secret: clientSecret, roles: ['merchant'], merchantId };
  }
  for (const { counterId, merchantId, clientId: id, clientSecret, status } of counters.values()) {
    if (id !== clientId || status !== 'active') continue;
    return { clientId, secret: clientSecret, roles: ['counter'], merchantId, counterId };
  }
  return null;
}
