import { type Done, failed } from '../../../shared/failures.ts';
import { createTokenSource } from '../auth/token-source.ts';
import { createFexCounters } from '../counters/fex-counters.ts';
import { trySignIn } from '../counters/sign-in.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, CounterIdentity, Http, Log } from '../ports.ts';

/**
 * Whether these are the keys of the merchant this counter belongs to: proved with FEX, and kept nowhere. It is how a
 * till whose last manager forgot the PIN gets a manager again.
 */
export async function proveMerchant(
  keys: { clientId: string; clientSecret: string },
  parts: {
    identity: Pick<CounterIdentity, 'apiUrl' | 'tokenUrl' | 'counterId'>;
    http: Http;
    clock: Clock;
    serverClock: ServerClock;
    log: Log;
  },
): Promise<Done | null> {
  const { identity, http, clock, serverClock, log } = parts;
  const { apiUrl, tokenUrl, counterId } = identity;
  const trouble = await trySignIn(http, tokenUrl, keys);
  if (trouble === 'keys-refused') return failed('merchant-unproved');
  if (trouble !== null) return failed('offline');
  const vault = { get: async () => keys.clientSecret };
  const tokens = createTokenSource({
    tokenUrl,
    clientId: keys.clientId,
    http,
    vault,
    clock,
    serverClock,
    log,
  });
  try {
    const answer = await createFexCounters({ apiUrl, http, clock, serverClock, tokens }).get(counterId);
    if (answer.kind === 'done') return null;
    return failed(answer.kind === 'refused' ? 'merchant-unproved' : 'offline');
  } finally {
    tokens.dispose();
  }
}
