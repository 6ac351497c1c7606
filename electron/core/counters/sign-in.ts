import type { PairingTrouble } from '../../../shared/pairing.ts';
import { asRecord } from '../net/classify.ts';
import { parseFexJson } from '../net/fex-json.ts';
import type { Http, HttpResult } from '../ports.ts';

/**
 * One sign-in with keys somebody just typed, to find out in words what is wrong with them or with the way there.
 * The token itself is not kept. Source: FEX docs, generating an access token; errors as Keycloak writes them.
 */
export async function trySignIn(
  http: Http,
  tokenUrl: string,
  keys: { clientId: string; clientSecret: string },
): Promise<PairingTrouble | null> {
  const { clientId, clientSecret } = keys;
  const result = await http.send({
    method: 'POST',
    url: tokenUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: `grant_type=client_credentials&client_id=${encodeURIComponent(clientId)}&client_secret=${encodeURIComponent(clientSecret)}`,
    timeoutMs: 8_000,
    fresh: true,
  });
  const way = troubleOnTheWay(result, 'sign-in');
  if (way !== null || result.kind !== 'answer') return way;
  const body = asRecord(parseFexJson(result.text));
  if (result.status >= 200 && result.status < 300) {
    return typeof body?.access_token === 'string' ? null : 'sign-in-not-fex';
  }
  if (result.status === 404 || result.status === 405) return 'sign-in-realm';
  // `unauthorized_client`, `invalid_client`, `invalid_grant` …: the server understood, and does not know these keys.
  if (typeof body?.error === 'string') return 'keys-refused';
  return result.status >= 500 ? 'sign-in-unreachable' : 'sign-in-not-fex';
}

/** What went wrong before anybody in FEX's name could answer, or null. */
export function troubleOnTheWay(result: HttpResult, to: 'sign-in' | 'api'): PairingTrouble | null {
  if (result.kind === 'not-sent') {
    if (result.why === 'proxy-password') return 'proxy-password';
    return result.why === 'tls' ? `${to}-tls` : `${to}-unreachable`;
  }
  if (result.kind === 'lost') return `${to}-unreachable`;
  if (result.status === 407) return 'proxy-password';
  if (result.status >= 300 && result.status < 400) return `${to}-not-fex`;
  if (asRecord(parseFexJson(result.text)) === null) {
    if (result.status >= 500) return `${to}-unreachable`;
    return result.status === 404 && to === 'sign-in' ? 'sign-in-realm' : `${to}-not-fex`;
  }
  return null;
}
