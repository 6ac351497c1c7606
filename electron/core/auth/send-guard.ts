import type { FexClient } from '../net/fex-client.ts';
import type { Http } from '../ports.ts';

/**
 * A till that may be a copy sends nothing that changes anything at FEX: what its journal does not know of, another
 * till may be showing to a customer (money rule 11). Asked again at the socket: a sign may be seen while a token is
 * waited for.
 */
export function guardedHttp(http: Http, maySend: () => boolean): Http {
  return {
    ...http,
    send: async (request) =>
      request.method === 'GET' || maySend() ? http.send(request) : { kind: 'not-sent', why: 'stopped' },
  };
}

export function guardedFex(fex: FexClient, maySend: () => boolean): FexClient {
  const notSent = { kind: 'not-executed', why: 'not-sent' } as const;
  const noToken = { kind: 'no-token', why: 'unreachable' } as const;
  return {
    ...fex,
    create: async (...order) => (maySend() ? fex.create(...order) : notSent),
    scan: async (...order) => (maySend() ? fex.scan(...order) : notSent),
    cancel: async (intentId) => (maySend() ? fex.cancel(intentId) : noToken),
    refund: async (intentId) => (maySend() ? fex.refund(intentId) : noToken),
  };
}
