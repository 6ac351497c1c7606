import type { TokenSource } from '../auth/token-source.ts';
import type { Sent } from '../net/classify.ts';
import type { FexClient } from '../net/fex-client.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, Log, QrCodec } from '../ports.ts';
import type { Watcher } from '../updates/watcher.ts';
import { listPass } from './list-pass.ts';
import type { Attempt, Effect, Event } from './machine-types.ts';
import { planQr } from './qr-plan.ts';

/** Everything an effect but the journal's may do; what comes of it returns as an event. */
export type WorldEffect = Exclude<Effect, { do: 'journal' }>;

export function createEffectRunner(options: {
  clock: Clock;
  serverClock: ServerClock;
  qr: QrCodec;
  log: Log;
  tokens: TokenSource;
  fex: FexClient;
  watcher: Watcher;
  /** Codes of scans about to be sent, by attempt. */
  walletCodes: Map<string, string>;
  dispatch(event: Event): void;
  surprise(error: unknown): void;
}): { run(effect: WorldEffect, attemptId: string): void; cancelIntent(intentId: string): Promise<void> } {
  const { clock, serverClock, qr, log, tokens, fex, watcher, walletCodes, dispatch, surprise } = options;
  /** Which attempt an intent belongs to, for this run. */
  const boundTo = new Map<string, string>();

  async function getToken({ attemptId }: Attempt, after: string | null): Promise<void> {
    const result = after === null ? await tokens.get() : await tokens.get(after);
    dispatch(
      result.ok
        ? { type: 'token', attemptId, token: result.token }
        : { type: 'no-token', attemptId, why: result.why },
    );
  }

  async function send(attempt: Attempt, token: string): Promise<void> {
    const { attemptId, amountMinor, currency, exponent, expiresInS, reference, flow } = attempt;
    const order = { amountMinor, currency, exponent, expiresInS, reference, description: attempt.note };
    // A surprise in our own code after the socket opened is no outcome either.
    const sent = await (flow === 'standard'
      ? fex.create(token, order)
      : fex.scan(token, order, walletCodes.get(attemptId) ?? '')
    ).catch((error: unknown): Sent => {
      surprise(error);
      return { kind: 'unknown' };
    });
    const again = sent.kind === 'not-executed' && sent.why === 'refused' && sent.status === 401;
    if (!again) walletCodes.delete(attemptId);
    const picture = sent.kind === 'executed' && flow === 'standard' ? planQr(sent.intent, qr, log) : null;
    dispatch({ type: 'answered', attemptId, sent, qr: picture });
  }

  async function cancelIntent(intentId: string): Promise<void> {
    const sent = await fex.cancel(intentId);
    const refused = sent.kind === 'not-executed' && sent.why === 'refused';
    dispatch({ type: 'cancel-answered', intentId, refused });
  }

  async function pass(attempt: Attempt): Promise<void> {
    const { attemptId } = attempt;
    const result = await listPass(attempt, {
      list: fex.list,
      get: fex.get,
      monotonicMs: clock.monotonicMs,
      serverMs: serverClock.nowMs,
      isBound: (intentId) => (boundTo.get(intentId) ?? attemptId) !== attemptId,
    });
    const drawn =
      result.kind === 'found' && attempt.flow === 'standard' ? planQr(result.intent, qr, log) : null;
    dispatch({ type: 'pass', attemptId, result, qr: drawn });
  }

  return {
    cancelIntent,
    run(effect, attemptId) {
      switch (effect.do) {
        case 'token':
          getToken(effect.attempt, effect.after).catch(surprise);
          break;
        case 'send':
          send(effect.attempt, effect.token).catch(surprise);
          break;
        case 'watch':
          boundTo.set(effect.intentId, attemptId);
          watcher.watch(effect.intentId);
          break;
        case 'unwatch':
          watcher.stop();
          break;
        case 'read':
          watcher.readNow();
          break;
        case 'cancel':
          cancelIntent(effect.intentId).catch(surprise);
          break;
        case 'pass':
          pass(effect.attempt).catch(surprise);
          break;
      }
    },
  };
}
