import { type Done, done, failed } from '../../../shared/failures.ts';
import type { NewsTestTrouble, NewsTestView } from '../../../shared/news.ts';
import type { Clock, Hasher, Http, HttpResult, IncomingWebhook, Random, Stop } from '../ports.ts';
import { isSigned } from './webhook-gate.ts';

/**
 * Proves that what is posted to the public address arrives here: the very path, method and header that FEX uses, a
 * nonce for a body, and a key of its own that is made up at the start and never leaves this process. It names no
 * payment, so that it could not act as a hint even if somebody kept it and sent it again.
 */
export interface SelfTest {
  view(): NewsTestView;
  /** From now on it is posted there, at once and on a timer; null: nowhere. */
  aim(url: string | null): void;
  /** Posts it now. */
  run(): Done;
  /** Resolves once none is under way. */
  ended(): Promise<void>;
  /** Whether this is the test under way, arriving. `canVerify`: what FEX sends could be verified now. */
  take(request: IncomingWebhook, canVerify: boolean): boolean;
  dispose: Stop;
}

/** FEX gives a webhook about as long. */
const limitMs = 10_000;
const provedAgainMs = 10 * 60_000;
const failedAgainMs = [60_000, 120_000, 300_000, provedAgainMs];
/** A finger on the button must not become a flood at somebody's door. */
const restMs = 3_000;
const nothing: NewsTestView = { state: 'none', atMs: null, roundTripMs: null, why: null };

/** One test on its way. */
interface Flight {
  body: string;
  arrived: boolean;
  couldVerify: boolean;
  onArrival: () => void;
}

export function createSelfTest(options: {
  http: Http;
  clock: Clock;
  random: Random;
  hasher: Hasher;
  /** FEX's time, for when it was. */
  nowMs(): number;
  /** Something about it changed; `proved` once one came to an end. */
  onChange(proved: boolean | null): void;
}): SelfTest {
  const { http, clock, random, hasher, nowMs, onChange } = options;
  const key = hasher.sha256Hex(random.bytes(32));
  let url: string | null = null;
  let view = nothing;
  let flight: Flight | null = null;
  let failures = 0;
  let restUntilMono = Number.NEGATIVE_INFINITY;
  let stopTimer: Stop = () => {};
  let stopWaiting: Stop = () => {};
  let tellEnded: (() => void)[] = [];

  function end(): void {
    flight = null;
    for (const tell of tellEnded) tell();
    tellEnded = [];
  }
  let disposed = false;

  async function post(to: string, mine: Flight): Promise<NewsTestView> {
    const startMono = clock.monotonicMs();
    const result = await http.send({
      method: 'POST',
      url: to,
      headers: {
        'content-type': 'application/json',
        'x-webhook-signature': hasher.hmacSha256Hex(key, mine.body),
      },
      body: mine.body,
      timeoutMs: limitMs,
      fresh: true,
    });
    const tookMs = Math.max(0, Math.round(clock.monotonicMs() - startMono));
    // Some relays answer first and deliver then.
    if (isGood(result) && !mine.arrived) await arrival(mine, limitMs - tookMs);
    const why = troubleOf(result, mine);
    return {
      state: why === null ? 'proved' : 'failed',
      atMs: nowMs(),
      roundTripMs: why === null ? tookMs : null,
      why,
    };
  }

  function arrival(mine: Flight, withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(Math.max(0, withinMs), resolve);
      mine.onArrival = () => {
        stop();
        resolve();
      };
      stopWaiting = mine.onArrival;
    });
  }

  function begin(): void {
    if (url === null || flight !== null || disposed) return;
    stopTimer();
    const nonce = hasher.sha256Hex(random.bytes(32));
    const mine: Flight = {
      body: JSON.stringify({ event: 'counter.self-test', nonce }),
      arrived: false,
      couldVerify: false,
      onArrival: () => {},
    };
    flight = mine;
    view = { ...view, state: 'running' };
    onChange(null);
    void post(url, mine).then((ended) => {
      // Aimed elsewhere meanwhile: it says nothing about where FEX posts now.
      if (flight !== mine || disposed) return;
      view = ended;
      end();
      failures = ended.why === null ? 0 : failures + 1;
      restUntilMono = clock.monotonicMs() + restMs;
      const pauseMs = failures === 0 ? provedAgainMs : failedAgainMs[failures - 1];
      stopTimer = clock.after(pauseMs ?? provedAgainMs, begin);
      onChange(ended.why === null);
    });
  }

  return {
    view: () => view,
    aim(next) {
      stopTimer();
      stopWaiting();
      failures = 0;
      url = next;
      view = nothing;
      end();
      begin();
    },
    run() {
      if (url === null) return failed('not-possible-now');
      if (flight !== null || clock.monotonicMs() < restUntilMono) return failed('busy');
      begin();
      return done;
    },
    ended: () =>
      flight === null ? Promise.resolve() : new Promise((resolve) => void tellEnded.push(resolve)),
    take(request, canVerify) {
      const mine = flight;
      if (mine === null || !isSigned(request, key, hasher)) return false;
      if (!hasher.equal(hasher.sha256Hex(request.body), hasher.sha256Hex(mine.body))) return false;
      mine.arrived = true;
      mine.couldVerify = canVerify;
      mine.onArrival();
      return true;
    },
    dispose() {
      disposed = true;
      stopTimer();
      stopWaiting();
      end();
    },
  };
}

const isGood = (result: HttpResult) =>
  result.kind === 'answer' && result.status >= 200 && result.status < 300;

/** Of an answer only its kind is told: the page is no window into whatever stands at that address. */
function troubleOf(result: HttpResult, { arrived, couldVerify }: Flight): NewsTestTrouble | null {
  if (arrived && !couldVerify) return 'no-secret';
  if (arrived) return isGood(result) ? null : 'answer-changed';
  if (result.kind === 'not-sent') {
    if (result.why === 'connect-time-out') return 'time-out';
    return result.why === 'stopped' ? 'unreachable' : result.why;
  }
  if (result.kind === 'lost') return result.why === 'time-out' ? 'time-out' : 'elsewhere';
  return result.status >= 300 && result.status < 400 ? 'redirect' : 'elsewhere';
}
