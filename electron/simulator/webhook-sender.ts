import type { DeliveryAttempt } from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import type { Deliver, DeliverResult, SimClock } from './ports.ts';

/** One webhook and how it is signed at the moment of each attempt. */
export interface Delivery {
  readonly deliveryId: string;
  readonly intentId: string | null;
  readonly event: string;
  readonly url: string;
  readonly body: string;
  /** Header value, null = no header; asked before every attempt. */
  readonly sign: () => string | null;
}

const longestLog = 2_000;

export interface WebhookSender {
  /** Attempts delivery now and retries on failure; `firstDone` runs after the first attempt, however it ended. */
  send(delivery: Delivery, firstDone?: () => void): void;
  /** One attempt without retries. */
  sendOnce(delivery: Delivery): void;
  log(): readonly DeliveryAttempt[];
  note(entry: DeliveryAttempt): void;
  find(deliveryId: string): Delivery | null;
  /** Resolves once nothing is on the wire; what waits for a retry does not count. */
  quiet(): Promise<void>;
  clear(): void;
}

/** Posts webhooks; 1 + 5 attempts at doubling pauses, same bytes each time (FEX docs: acknowledgement and retries). */
export function createWebhookSender(
  clock: SimClock,
  later: (atMs: number, fn: () => void) => void,
  deliver: Deliver,
  settings: () => SimulatorSettings,
): WebhookSender {
  let attempts: DeliveryAttempt[] = [];
  const deliveries = new Map<string, Delivery>();
  const onWire = new Set<Promise<void>>();
  const aborts = new Set<AbortController>();

  function remember(delivery: Delivery): void {
    deliveries.set(delivery.deliveryId, delivery);
    const [oldest] = deliveries.keys();
    if (deliveries.size > longestLog && oldest !== undefined) deliveries.delete(oldest);
  }
  function note(entry: DeliveryAttempt): void {
    attempts.push(entry);
    if (attempts.length > longestLog) attempts.shift();
  }

  async function post(delivery: Delivery, signature: string | null): Promise<DeliverResult> {
    const abort = new AbortController();
    aborts.add(abort);
    let stopWaiting = () => {};
    const timeout = new Promise<DeliverResult>((resolve) => {
      stopWaiting = clock.after(settings().webhookTimeoutMs, () => resolve({ failure: 'timeout' }));
      abort.signal.addEventListener('abort', () => resolve({ failure: 'aborted' }), { once: true });
    });
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (signature !== null) headers['x-webhook-signature'] = signature;
    const { deliveryId, url, body } = delivery;
    try {
      return await Promise.race([deliver({ deliveryId, url, headers, body, signal: abort.signal }), timeout]);
    } catch (error) {
      return { failure: error instanceof Error ? error.message : 'failed' };
    } finally {
      stopWaiting();
      aborts.delete(abort);
      abort.abort();
    }
  }

  async function attempt(
    delivery: Delivery,
    number: number,
    retries: number,
    done?: () => void,
  ): Promise<void> {
    const signature = delivery.sign();
    const { deliveryId, intentId, event, url, body } = delivery;
    const start = { deliveryId, intentId, event, attempt: number, atMs: clock.nowMs(), url, body, signature };
    const underWay: DeliveryAttempt = { ...start, status: null, failure: null, outcome: 'under-way' };
    note(underWay);
    const result = await post(delivery, signature);
    const accepted = 'status' in result && result.status >= 200 && result.status < 300;
    const ended: DeliveryAttempt =
      'status' in result
        ? { ...start, status: result.status, failure: null, outcome: accepted ? 'accepted' : 'refused' }
        : { ...start, status: null, failure: result.failure, outcome: 'failed' };
    const at = attempts.lastIndexOf(underWay);
    if (at < 0) return; // cleared or closed meanwhile
    attempts[at] = ended;
    if (!accepted && number <= retries) {
      const pauseMs = settings().webhookRetryBaseMs * 2 ** (number - 1);
      later(clock.nowMs() + pauseMs, () => begin(delivery, number + 1, retries));
    }
    done?.();
  }

  function begin(delivery: Delivery, number: number, retries: number, done?: () => void): void {
    const wire: Promise<void> = attempt(delivery, number, retries, done).finally(() => onWire.delete(wire));
    onWire.add(wire);
  }

  return {
    send(delivery, firstDone) {
      remember(delivery);
      begin(delivery, 1, settings().webhookRetries, firstDone);
    },
    sendOnce(delivery) {
      remember(delivery);
      begin(delivery, 1, 0);
    },
    log: () => attempts,
    note,
    find: (deliveryId) => deliveries.get(deliveryId) ?? null,
    async quiet() {
      while (onWire.size > 0) await Promise.all(onWire);
    },
    clear() {
      attempts = [];
      deliveries.clear();
      for (const abort of aborts) abort.abort();
    },
  };
}
