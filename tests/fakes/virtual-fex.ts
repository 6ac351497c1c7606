import type { Clock, Http, HttpRequest, HttpResult } from '../../electron/core/ports.ts';
import { createEngine, type Engine } from '../../electron/simulator/engine.ts';
import type { DeliverResult, OutgoingWebhook, SimAnswer } from '../../electron/simulator/ports.ts';
import { createQuickSigner } from '../../electron/simulator/quick-signer.ts';
import { simulatorSeed } from '../../electron/simulator/seed.ts';
import { drawFakePng } from '../../electron/tools/virtual/fake-qr.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';

/** One request as FEX's network saw it. */
export interface SeenRequest {
  method: string;
  path: string;
  body: string | undefined;
  fresh: boolean;
  authorization: string | undefined;
  atMs: number;
}

/** FEX behind a network of virtual time: the simulator's engine, without a socket. */
export interface VirtualFex {
  engine: Engine;
  http: Http;
  seen: SeenRequest[];
  /** No request reaches FEX: refused, or swallowed until its time-out. */
  link: 'up' | 'refused' | 'silent';
  /** Receives the webhooks; null loses them. */
  deliver: ((request: OutgoingWebhook) => Promise<DeliverResult>) | null;
  /** FEX's clock runs this far ahead of the till's wall clock. */
  aheadMs: number;
  posts(path: string): SeenRequest[];
}

export const virtualOrigin = 'http://127.0.0.1:1';
/** The seeded counter's own. */
export const virtualWebhookUrl = `http://127.0.0.1:2/webhooks/${simulatorSeed.counter.counterId}`;
export const virtualTokenUrl = `${virtualOrigin}/realms/payment-platform/protocol/openid-connect/token`;

export function createVirtualFex(clock: Clock, settings: Partial<SimulatorSettings> = {}): VirtualFex {
  const startedWall = clock.wallMs();
  const startedMono = clock.monotonicMs();
  const simClock = {
    nowMs: () => startedWall + (clock.monotonicMs() - startedMono) + fex.aheadMs,
    after: (ms: number, fn: () => void) => clock.after(ms, fn),
  };
  const fex: VirtualFex = {
    seen: [],
    link: 'up',
    deliver: null,
    aheadMs: 0,
    posts: (path) => fex.seen.filter((one) => one.method === 'POST' && one.path.endsWith(path)),
    http: { send, close },
    engine: undefined as unknown as Engine,
  };
  fex.engine = createEngine({
    clock: simClock,
    random: createFakeRandom(7),
    signer: createQuickSigner(),
    issuer: `${virtualOrigin}/realms/payment-platform`,
    deliver: async (request) => (fex.deliver ? fex.deliver(request) : { failure: 'nobody listens' }),
    drawQr: drawFakePng,
    webhookUrl: virtualWebhookUrl,
    settings: { scanByCounterToken: 'accept', ...settings },
  });

  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

  const under = new Set<() => void>();
  async function close() {
    for (const stop of under) stop();
    under.clear();
  }

  function send(request: HttpRequest): Promise<HttpResult> {
    const lost: HttpResult = { kind: 'lost', why: 'time-out' };
    return new Promise((resolve) => {
      const stop = clock.after(request.timeoutMs, () => resolve(lost));
      under.add(stop);
      void travel(request).then((result) => {
        if (result === 'silence') return;
        stop();
        resolve(result);
      });
    });
  }

  async function travel(request: HttpRequest): Promise<HttpResult | 'silence'> {
    if (fex.link === 'refused') return { kind: 'not-sent', why: 'refused' };
    const { pathname, search } = new URL(request.url);
    fex.seen.push({
      method: request.method,
      path: pathname,
      body: request.body,
      fresh: request.fresh,
      authorization: request.headers.authorization,
      atMs: clock.monotonicMs(),
    });
    if (fex.link === 'silent') return 'silence';
    const admission = fex.engine.admit({
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    if (admission.latencyMs > 0) await pause(admission.latencyMs);
    return carry(admission.run());
  }

  async function carry(answer: SimAnswer): Promise<HttpResult | 'silence'> {
    const { fault } = answer;
    if (fault?.silent) return 'silence';
    const delay = (fault?.answerDelayMs ?? 0) + (fault?.slowBodyMs ?? 0);
    if (delay > 0) await pause(delay);
    if (fault !== undefined && fault.cut !== 'no') return { kind: 'lost', why: 'cut' };
    return { kind: 'answer', status: answer.status, headers: answer.headers, text: answer.body };
  }

  return fex;
}
