import type { ConnectionView } from '../../../shared/snapshot.ts';
import type { ServerClock } from '../net/server-clock.ts';
import type { Clock, LinkState, Stop } from '../ports.ts';
import { retryDelayMs } from './watcher.ts';

/**
 * Whether FEX can be reached, told from answers: *unstable* after one failure, *offline* after two or after
 * 8 s without a good answer while asking. When nothing else asks, a cheap read every 30 s keeps it honest.
 */
export interface Connection {
  view(): ConnectionView;
  /** One answer from FEX, or the lack of one. */
  heard(good: boolean): void;
  /** A webhook arrived and was verified: news come by themselves. */
  webhookArrived(): void;
  /** A payment was settled by a read and its webhook had not come. */
  webhookMissed(): void;
  /** The self-test arrived, or did not; it does not outweigh a webhook of FEX's own that was missed. */
  webhookTested(arrives: boolean): void;
  start(): void;
  onChange(hear: (view: ConnectionView) => void): void;
  dispose(): void;
}

const idleReadMs = 30_000;
const silenceMs = 8_000;

export function createConnection(options: {
  clock: Clock;
  serverClock: ServerClock;
  link: LinkState;
  /** A cheap authenticated read; its outcome comes back through `heard`. */
  probe(): Promise<unknown>;
}): Connection {
  const { clock, serverClock, link, probe } = options;
  let state: ConnectionView['state'] = 'starting';
  let sinceMs = clock.wallMs();
  let lastGoodAtMs: number | null = null;
  let firstFailureMono: number | null = null;
  let failures = 0;
  let webhooks = false;
  let missed = false;
  let lastSkew: number | null = null;
  let hearChange: (view: ConnectionView) => void = () => {};
  let stopProbe: Stop = () => {};
  let stopSilence: Stop = () => {};
  let stopLink: Stop = () => {};
  let probing = false;
  /** Counts answers and failures, so that a probe knows whether it was heard. */
  let contacts = 0;
  let disposed = false;

  const view = (): ConnectionView => ({ state, sinceMs, lastGoodAtMs, skewMs: serverClock.skewMs() });

  function become(next: ConnectionView['state']) {
    const skew = serverClock.skewMs();
    // A skew that only drifts by its own rounding is no news.
    const skewNews = (skew === null) !== (lastSkew === null);
    lastSkew = skew;
    if (next === state && !skewNews) return;
    if (next !== state) sinceMs = serverClock.nowMs();
    state = next;
    hearChange(view());
  }

  function webhooksAre(arriving: boolean) {
    webhooks = arriving;
    if (disposed) return;
    if (state === 'polling' && arriving) become('live');
    if (state === 'live' && !arriving) become('polling');
  }

  function planProbe() {
    stopProbe();
    if (disposed) return;
    const delay = failures === 0 ? idleReadMs : retryDelayMs(failures, null);
    stopProbe = clock.after(delay, () => void runProbe());
  }

  async function runProbe() {
    if (probing || disposed) return;
    probing = true;
    const before = contacts;
    await probe();
    probing = false;
    // A probe that never reached the API (no token) still says that FEX did not answer.
    if (contacts === before) heard(false);
    planProbe();
  }

  function heard(good: boolean) {
    if (disposed) return;
    contacts += 1;
    if (good) {
      failures = 0;
      firstFailureMono = null;
      stopSilence();
      lastGoodAtMs = serverClock.nowMs();
      become(webhooks ? 'live' : 'polling');
    } else {
      failures += 1;
      firstFailureMono ??= clock.monotonicMs();
      const silent = clock.monotonicMs() - firstFailureMono >= silenceMs;
      if (failures >= 2 || silent || !link.up()) become('offline');
      else {
        become('unstable');
        stopSilence();
        stopSilence = clock.after(silenceMs, () => {
          if (failures > 0) become('offline');
        });
      }
    }
    if (!probing) planProbe();
  }

  return {
    view,
    heard,
    webhookArrived() {
      missed = false;
      webhooksAre(true);
    },
    webhookMissed() {
      missed = true;
      webhooksAre(false);
    },
    webhookTested: (arrives) => webhooksAre(arrives && !missed),
    start() {
      stopLink = link.onChange((up) => {
        if (!up) become('offline');
        else void runProbe();
      });
      void runProbe();
    },
    onChange(hear) {
      hearChange = hear;
    },
    dispose() {
      disposed = true;
      stopProbe();
      stopSilence();
      stopLink();
    },
  };
}
