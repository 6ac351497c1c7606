import { createFexClient, type FexClient } from '../net/fex-client.ts';
import type { ServerClock } from '../net/server-clock.ts';
import { type Clock, type CounterIdentity, type Http, type Log, type Vault, vaultNames } from '../ports.ts';
import { createCredentials } from './credentials.ts';
import { guardedFex, guardedHttp } from './send-guard.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

/** FEX as this counter may speak to it: its keys, the tokens they give, and whether FEX takes either. */
export interface FexAccess {
  fex: FexClient;
  tokens: TokenSource;
  /** For scan-payment, where another key than the counter's own has to ask a customer's phone. */
  scanTokens: TokenSource;
  dispose(): void;
}

export function openFexAccess(options: {
  identity: CounterIdentity;
  http: Http;
  vault: Vault;
  /** The vault as the counter's own secret is read from it. */
  ownVault: Pick<Vault, 'get'>;
  /** True where a vault that gives nothing says nothing about what FEX thinks of the keys. */
  keychain: boolean;
  clock: Clock;
  serverClock: ServerClock;
  log: Log;
  /** False while this till may be a copy of another. */
  maySend(): boolean;
  /** FEX refuses this counter's keys, or takes them again. */
  onRefused(refused: boolean): void;
}): FexAccess {
  const { identity, http, vault, clock, serverClock, log } = options;
  const { tokenUrl, clientId, apiUrl, counterId, scan } = identity;
  const platform = { tokenUrl, http, clock, serverClock, log };
  const tokens = createTokenSource({ ...platform, clientId, vault: options.ownVault });
  const scanTokens =
    scan?.with !== 'merchant'
      ? tokens
      : createTokenSource({
          ...platform,
          clientId: scan.clientId,
          secretName: vaultNames.merchantSecret,
          vault,
        });
  const client = createFexClient({
    apiUrl,
    counterId,
    http: guardedHttp(http, options.maySend),
    clock,
    serverClock,
    tokens,
    keysRefused: () => credentials.apiRefuses(),
  });
  const fex = guardedFex(client, options.maySend);
  const credentials = createCredentials({
    clock,
    lacksSecretForGood: !options.keychain,
    probe: () => fex.list(1, 1),
    onChange: options.onRefused,
  });
  tokens.onResult(credentials.heardToken);
  fex.onKeys(credentials.heardApi);

  return {
    fex,
    tokens,
    scanTokens,
    dispose() {
      credentials.dispose();
      tokens.dispose();
      if (scanTokens !== tokens) scanTokens.dispose();
    },
  };
}
