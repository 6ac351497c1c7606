import { newUuid } from './ids.ts';
import type { SimClock, SimRandom, TokenSigner } from './ports.ts';

/** Claims of an access token (FEX docs: roles and claims). */
export interface TokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly azp: string;
  readonly client_id: string;
  readonly typ: 'Bearer';
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly merchant_id?: string;
  readonly counter_id?: string;
  readonly realm_access: { readonly roles: readonly string[] };
}

const base64url = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

export interface TokenIssuer {
  issue(clientId: string, roles: readonly string[], merchantId?: string, counterId?: string): string;
  /** The claims of a token that is ours, unaltered and unexpired; else null. */
  read(token: string): TokenClaims | null;
}

export function createTokenIssuer(
  clock: SimClock,
  random: SimRandom,
  signer: TokenSigner,
  issuer: string,
  lifetimeS: () => number,
): TokenIssuer {
  /** Tokens whose signature has been checked; bounded, a till uses one at a time. */
  const checked = new Map<string, TokenClaims>();

  function remember(token: string, claims: TokenClaims): void {
    if (checked.size >= 64) checked.clear();
    checked.set(token, claims);
  }
  function verify(token: string): TokenClaims | null {
    const [header, payload, signature, ...rest] = token.split('.');
    if (!header || !payload || !signature || rest.length > 0) return null;
    if (!signer.verify(`${header}.${payload}`, signature)) return null;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as TokenClaims;
    remember(token, claims);
    return claims;
  }

  return {
    issue(clientId, roles, merchantId, counterId) {
      const iat = Math.floor(clock.nowMs() / 1000);
      const claims: TokenClaims = {
        iss: issuer,
        sub: `service-account-${clientId}`,
        azp: clientId,
        client_id: clientId,
        typ: 'Bearer',
        iat,
        exp: iat + lifetimeS(),
        jti: newUuid(random),
        ...(merchantId === undefined ? {} : { merchant_id: merchantId }),
        ...(counterId === undefined ? {} : { counter_id: counterId }),
        realm_access: { roles },
      };
      const header = base64url(JSON.stringify({ alg: signer.alg, typ: 'JWT', kid: signer.keyId }));
      const text = `${header}.${base64url(JSON.stringify(claims))}`;
      const token = `${text}.${signer.sign(text)}`;
      remember(token, claims);
      return token;
    },
    read(token) {
      const claims = checked.get(token) ?? verify(token);
      return claims !== null && claims.exp * 1000 > clock.nowMs() ? claims : null;
    },
  };
}
