import type { TokenSource } from '../auth/token-source.ts';
import type { Sent } from '../net/classify.ts';
import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Log, QrCodec } from '../ports.ts';
import type { Watcher } from '../updates/watcher.ts';
import type { Looker } from './looker.ts';
import type { Attempt, Effect, Event } from './machine-types.ts';
import { planQr } from './qr-plan.ts';

/** Everything an effect but the journal's may do; what comes of it returns as an event. */
export type WorldEffect = Exclude<Effect, { do: 'journal' }>;

export function createEffectRunner(options: {
  looker: Looker;
  /** A look found more than one row under the attempt's reference. */
  onSecondRows(attemptId: string, rows: readonly Intent[]): void;
  qr: QrCodec;
  log: Log;
  tokens: TokenSource;
  /** For scan-payment alone. */
  scanTokens: TokenSource;
  fex: FexClient;
  /** Whether FEX's time is sure: a send is bounded by it (money rules 4 and 9). */
  isTimeSure(): boolean;
  watcher: Watcher;
  /** Codes of scans about to be sent, by attempt. */
  walletCodes: Map<string, string>;
  dispatch(event: Event): void;
  surprise(error: unknown): void;
}): { run(effect: WorldEffect): void; cancelIntent(intentId: string): Promise<void> } {
  const { looker, qr, log, fex, watcher, walletCodes, dispatch, surprise } = options;

  async function getToken({ attemptId, flow }: Attempt, after: string | null): Promise<void> {
    const tokens = flow === 'standard' ? options.tokens : options.scanTokens;
    const result = after === null ? await tokens.get() : await tokens.get(after);
    if (!result.ok) return dispatch({ type: 'no-token', attemptId, why: result.why });
    // After a start, a sleep or a set clock one cheap answer tells the time again. A FEX that answers and tells no
    // time is sold with all the same: then nothing that time decides ever becomes final.
    const asked = options.isTimeSure() ? null : await fex.list(1, 1);
    const timeSure = options.isTimeSure();
    dispatch(
      timeSure || asked?.kind === 'read' || asked?.kind === 'refused'
        ? { type: 'token', attemptId, token: result.token, timeSure }
        : { type: 'no-token', attemptId, why: 'unreachable' },
    );
  }

  async function send(attempt: Attempt, token: string): Promise<void> {
    const { attemptId, amountMinor, currency, exponent, expiresInS, reference, flow } = attempt;
    const order = { amountMinor, currency, exponent, expiresInS, reference, description: attempt.note };
    // A surprise in our own code after the socket opened is no outcome either.
    const code = walletCodes.get(attemptId) ?? '';
    const sent = await (flow === 'standard' ? fex.create(token, order) : fex.scan(token, order, code)).catch(
      (error: unknown): Sent => {
        surprise(error);
        return { kind: 'unknown' };
      },
    );
    const again = sent.kind === 'not-executed' && sent.why === 'refused' && sent.status === 401;
    if (!again) walletCodes.delete(attemptId);
    const picture = sent.kind === 'executed' && flow === 'standard' ? planQr(sent.intent, qr, log) : null;
    dispatch({ type: 'answered', attemptId, sent, qr: picture });
  }

  async function cancelIntent(intentId: string): Promise<void> {
    const sent = await fex.cancel(intentId);
    const refused = sent.kind === 'not-executed' && sent.why === 'refused';
    dispatch({ type: 'cancel-answered', intentId, refused, sent: sent.kind !== 'no-token' });
  }

  async function pass(attempt: Attempt): Promise<void> {
    const { attemptId } = attempt;
    const result = await looker.now(attempt);
    const drawn =
      result.kind === 'found' && attempt.flow === 'standard' ? planQr(result.intent, qr, log) : null;
    dispatch({ type: 'pass', attemptId, result, qr: drawn });
    if (result.kind === 'found' && result.others?.length)
      options.onSecondRows(attemptId, [result.intent, ...result.others]);
  }

  return {
    cancelIntent,
    run(effect) {
      switch (effect.do) {
        case 'token':
          getToken(effect.attempt, effect.after).catch(surprise);
          break;
        case 'send':
          send(effect.attempt, effect.token).catch(surprise);
          break;
        case 'watch':
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
