import { Agent, request } from 'node:http';

export interface Flood {
  /** Ends it; resolves once nothing is in flight any more, with what was refused while it lasted. */
  stop(): Promise<{ refused: number; tookMs: number }>;
}

/** Enough that one slow answer holds nobody up, and few enough that the listener is asked, not its backlog. */
const sockets = 16;
/** More than this unanswered, and the listener is what is slow; asking more would only make a queue of our own. */
const mostInFlight = 64;

/**
 * Posts forged webhooks at a steady rate over sockets kept alive, and counts those the listener refused with 401.
 * What falls behind is caught up with, so that a busy moment of this process does not lower the rate.
 */
export function startFlood(url: string, perSecond: number, bodyOf: (id: number) => string): Flood {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const startedAt = performance.now();
  let sent = 0;
  let refused = 0;
  let inFlight = 0;
  let stopped = false;
  let drained = () => {};

  function post(body: string): void {
    inFlight += 1;
    let over = false;
    const end = (status: number) => {
      if (over) return;
      over = true;
      inFlight -= 1;
      if (status === 401 && !stopped) refused += 1;
      if (stopped && inFlight === 0) drained();
    };
    const headers = { 'content-type': 'application/json', 'x-webhook-signature': '0'.repeat(64) };
    const asking = request(url, { method: 'POST', agent, headers, timeout: 5000 }, (answer) => {
      answer.resume();
      answer.on('close', () => end(answer.statusCode ?? 0));
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => end(0));
    asking.end(body);
  }

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
    for (; sent < due && inFlight < mostInFlight; sent += 1) post(bodyOf(sent));
  }, 5);

  return {
    async stop() {
      clearInterval(timer);
      stopped = true;
      const tookMs = performance.now() - startedAt;
      if (inFlight > 0)
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      agent.destroy();
      return { refused, tookMs };
    },
  };
}
