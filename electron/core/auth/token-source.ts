import { z } from 'zod';
import type { ServerClock } from '../net/server-clock.ts';
import {
  type Clock,
  type Http,
  type HttpResult,
  type Log,
  type Stop,
  type Vault,
  vaultNames,
} from '../ports.ts';

/** Why there is no token. `refused`: FEX's sign-in says the credentials are wrong. */
export type TokenFailure = 'refused' | 'unreachable' | 'bad-answer' | 'no-secret';
export type TokenResult = { ok: true; token: string } | { ok: false; why: TokenFailure };

/**
 * OAuth2 client credentials, kept in memory. One request at a time whoever asks, renewed in the background
 * a minute before the end so that no charge waits for it.
 * Source: FEX docs, generating an access token (300 s, refresh when under 30 s are left).
 */
export interface TokenSource {
  /** `after`: a token that was just refused; it is not handed out again. */
  get(after?: string): Promise<TokenResult>;
  /** There is no token, and the last request for one failed. */
  isOut(): boolean;
  onResult(hear: (result: TokenResult) => void): Stop;
  dispose(): void;
}

const timeoutMs = 8_000;
const leastLeftMs = 30_000;
const renewLeftMs = 60_000;
const answerSchema = z.object({
  access_token: z.string().min(1).max(16_384),
  expires_in: z.number().positive().max(86_400),
});

export function createTokenSource(options: {
  tokenUrl: string;
  clientId: string;
  http: Http;
  vault: Pick<Vault, 'get'>;
  /** Under which name the vault has the client's secret; the counter's own where left out. */
  secretName?: string;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
}): TokenSource {
  const { tokenUrl, clientId, http, vault, clock, serverClock, log } = options;
  const { secretName = vaultNames.clientSecret } = options;
  let held: { token: string; endsAtMono: number } | null = null;
  let flight: Promise<TokenResult> | null = null;
  let stopRenewal: Stop = () => {};
  let failures = 0;
  let disposed = false;
  const listeners = new Set<(result: TokenResult) => void>();

  function fetchOnce(): Promise<TokenResult> {
    flight ??= request().then((result) => {
      flight = null;
      failures = result.ok ? 0 : failures + 1;
      if (!result.ok) log.warn('token.failed', { why: result.why });
      planRenewal();
      for (const hear of listeners) hear(result);
      return result;
    });
    return flight;
  }

  async function request(): Promise<TokenResult> {
    const secret = await vault.get(secretName).catch(() => null);
    if (secret === null) return { ok: false, why: 'no-secret' };
    const sentAt = clock.monotonicMs();
    const result = await http.send({
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: `grant_type=client_credentials&client_id=${encodeURIComponent(clientId)}&client_secret=${encodeURIComponent(secret)}`,
      timeoutMs,
      fresh: false,
    });
    const answer = readAnswer(result);
    if (!answer.ok) return answer;
    // Only until the API itself has spoken: another host's clock must not move money's deadlines.
    if (result.kind === 'answer' && serverClock.knownMs() === null)
      serverClock.observe(result.headers.date, sentAt, false);
    held = { token: answer.token, endsAtMono: clock.monotonicMs() + answer.lifeMs };
    return { ok: true, token: answer.token };
  }

  function planRenewal() {
    stopRenewal();
    if (disposed) return;
    const left = held ? held.endsAtMono - clock.monotonicMs() : 0;
    // A token shorter than the margins is renewed half-way, never in a tight loop.
    const wait =
      failures > 0
        ? Math.min(2_000 * 2 ** (failures - 1), 60_000)
        : Math.max(left - renewLeftMs, left / 2, 1_000);
    stopRenewal = clock.after(wait, () => void fetchOnce());
  }

  return {
    async get(after) {
      if (held && held.token === after) held = null;
      if (held && held.endsAtMono - clock.monotonicMs() > leastLeftMs) return { ok: true, token: held.token };
      const result = await fetchOnce();
      // A token that lives under 30 s is still better than none, right after it was given.
      return result;
    },
    isOut: () => failures > 0 && (held === null || held.endsAtMono <= clock.monotonicMs()),
    onResult(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    dispose() {
      disposed = true;
      stopRenewal();
      listeners.clear();
      held = null;
    },
  };
}

type Answer = { ok: true; token: string; lifeMs: number } | { ok: false; why: TokenFailure };

function readAnswer(result: HttpResult): Answer {
  if (result.kind !== 'answer') return { ok: false, why: 'unreachable' };
  let body: unknown;
  try {
    body = JSON.parse(result.text);
  } catch {
    return { ok: false, why: result.status >= 500 ? 'unreachable' : 'bad-answer' };
  }
  if (result.status >= 200 && result.status < 300) {
    const parsed = answerSchema.safeParse(body);
    return parsed.success
      ? { ok: true, token: parsed.data.access_token, lifeMs: parsed.data.expires_in * 1000 }
      : { ok: false, why: 'bad-answer' };
  }
  // Keycloak's shape, not the API's: {"error":"invalid_client", …}. Anything less is not a refusal.
  const named = z.object({ error: z.string() }).safeParse(body);
  if ((result.status === 400 || result.status === 401 || result.status === 403) && named.success) {
    return { ok: false, why: 'refused' };
  }
  return { ok: false, why: result.status >= 500 ? 'unreachable' : 'bad-answer' };
}
