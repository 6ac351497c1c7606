import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { defaultSimulatorSettings } from '../../shared/sim-settings.ts';
import { Refusal, refusal } from './answers.ts';
import type { Control } from './control.ts';
import { createControl } from './control.ts';
import { createCall } from './endpoint.ts';
import { watchRefund } from './endpoint-refund.ts';
import { answerUnder, createFaultDial } from './faults.ts';
import { watchExpiry } from './intent-life.ts';
import type {
  Admission,
  Deliver,
  DrawQr,
  SimAnswer,
  SimClock,
  SimRandom,
  SimRequest,
  TokenSigner,
} from './ports.ts';
import { drawQrPng } from './qr-png.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Match } from './routes.ts';
import { findEndpoint } from './routes.ts';
import { createSeededState, simulatorSeed } from './seed.ts';
import { parseSettings } from './settings.ts';
import type { Sim } from './sim.ts';
import type { EngineSnapshot } from './snapshot.ts';
import { readSnapshot, takeSnapshot } from './snapshot.ts';
import { createTokenIssuer } from './tokens.ts';
import { createWebhookSender } from './webhook-sender.ts';
import { createWebhooks } from './webhooks.ts';

export interface EngineOptions {
  readonly clock: SimClock;
  readonly random: SimRandom;
  readonly signer: TokenSigner;
  readonly deliver: Deliver;
  /** `iss` of tokens. */
  readonly issuer: string;
  readonly settings?: Partial<SimulatorSettings>;
  /** What `snapshot` returned earlier; anything else is ignored and the seed is used. */
  readonly state?: unknown;
  /** Called after every change, with a way to take a snapshot. */
  readonly onStateChange?: (state: () => EngineSnapshot) => void;
  /** `webhook_url` of the seeded counter; also laid over a restored state. */
  readonly webhookUrl?: string;
  /** Draws QR pictures; a simulation may draw nothing. */
  readonly drawQr?: DrawQr;
  readonly wallNowMs?: () => number;
  /** Most intents kept in memory; no limit by default. */
  readonly maxIntents?: number;
}

/** FEX, as pure as it gets: no I/O, no clock and no dice of its own. */
export interface Engine {
  /** The whole answer at once. Faults are described in `fault`; whoever carries the bytes carries them out. */
  handle(request: SimRequest): SimAnswer;
  /** In two steps, for networks that let time pass between a request's arrival and its effect. */
  admit(request: SimRequest): Admission;
  readonly control: Control;
  snapshot(): EngineSnapshot;
  /** Resolves once no webhook is on the wire. */
  quiet(): Promise<void>;
  /** Calls off every timer and delivery; the engine is not used afterwards. */
  close(): void;
}

export function createEngine(options: EngineOptions): Engine {
  const { clock, random, signer } = options;
  const restored = readSnapshot(options.state);
  const firstSettings: SimulatorSettings = {
    ...defaultSimulatorSettings,
    ...restored?.settings,
    ...parseSettings(options.settings ?? {}),
  };
  const timers = new Set<() => void>();
  const listeners = new Set<() => void>();
  const faults = createFaultDial(random);
  const rateLimit = createRateLimit(clock);
  const fresh = (settings: SimulatorSettings) =>
    createSeededState(clock.nowMs(), settings.currency, options.webhookUrl ?? null);

  let closed = false;

  function at(atMs: number, fn: () => void): void {
    if (closed) return;
    const cancel = clock.after(atMs - clock.nowMs(), () => {
      timers.delete(cancel);
      fn();
    });
    timers.add(cancel);
  }
  function stopTimers(): void {
    for (const cancel of timers) cancel();
    timers.clear();
  }

  const deliver: Deliver = (webhook) =>
    closed ? Promise.resolve({ failure: 'closed' }) : options.deliver(webhook);
  const sender = createWebhookSender(clock, at, deliver, () => sim.settings);
  const sim: Sim = {
    state: restored?.state ?? fresh(firstSettings),
    settings: firstSettings,
    clock,
    random,
    wallNowMs: options.wallNowMs ?? clock.nowMs,
    drawQr: options.drawQr ?? drawQrPng,
    tokens: createTokenIssuer(clock, random, signer, options.issuer, () => sim.settings.tokenLifetimeS),
    webhooks: createWebhooks(() => sim, sender),
    jwks: signer.jwks,
    maxIntents: options.maxIntents ?? Number.POSITIVE_INFINITY,
    at,
    changed() {
      options.onStateChange?.(snapshot);
      for (const listener of listeners) listener();
    },
  };
  const snapshot = () => takeSnapshot(sim.state, sim.settings);
  if (restored !== null) resume(sim, options.webhookUrl);

  function work(match: Match, request: SimRequest): SimAnswer {
    const { rateLimitPerMinute, rateLimitRetryAfterS, bodyLimitBytes } = sim.settings;
    const caller = request.headers?.authorization ?? '';
    if (rateLimit.exceeded(caller, rateLimitPerMinute)) {
      const tooMany = refusal(429, 'too many requests');
      return { ...tooMany, headers: { ...tooMany.headers, 'retry-after': String(rateLimitRetryAfterS) } };
    }
    if (byteLength(request.body) > bodyLimitBytes) return refusal(413, 'request body too large');
    try {
      return match.handler(sim, createCall(sim, request, match.id));
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.status, error.message);
      throw error;
    }
  }

  function admit(request: SimRequest): Admission {
    const match = findEndpoint(request);
    const fault = faults.take(match.name);
    const run = () => {
      const raw = fault === null ? work(match, request) : answerUnder(fault, () => work(match, request));
      if (sim.settings.dateHeader === 'absent') return raw;
      return { ...raw, headers: { ...raw.headers, date: new Date(clock.nowMs()).toUTCString() } };
    };
    return { latencyMs: fault?.latencyMs ?? 0, run };
  }

  function reset(): void {
    stopTimers();
    faults.clear();
    sim.webhooks.clear();
    sim.settings = { ...defaultSimulatorSettings, ...parseSettings(options.settings ?? {}) };
    sim.state = fresh(sim.settings);
    sim.changed();
  }

  return {
    handle: (request) => admit(request).run(),
    admit,
    control: createControl(sim, faults, listeners, reset),
    snapshot,
    quiet: sender.quiet,
    close() {
      closed = true;
      stopTimers();
      listeners.clear();
      sender.clear();
    },
  };
}

/** Picks up what a stopped simulator left: expiries, and refunds on their way. */
function resume(sim: Sim, webhookUrl: string | undefined): void {
  const seeded = sim.state.counters.get(simulatorSeed.counter.counterId);
  if (seeded !== undefined && webhookUrl !== undefined) seeded.webhookUrl = webhookUrl;
  for (const intent of sim.state.intents.values()) {
    watchExpiry(sim, intent);
    watchRefund(sim, intent);
  }
}

function byteLength(body: Uint8Array | string | undefined): number {
  if (body === undefined) return 0;
  return typeof body === 'string' ? new TextEncoder().encode(body).length : body.length;
}
