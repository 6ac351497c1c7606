import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SimulatorSeed } from '../../shared/sim-control.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { createControlHttp } from './control-http.ts';
import type { Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { deliverOverHttp } from './http-deliver.ts';
import { createHttpSkin } from './http-server.ts';
import { createRsaSigner } from './rsa-signer.ts';
import { createTimings } from './timings.ts';
import { createWallClock } from './wall-clock.ts';

export interface RunningSimulator {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** What a client appends `/merchant/api/v1/…` to. */
  readonly apiUrl: string;
  /** The whole URL of the token endpoint. */
  readonly tokenUrl: string;
  /** `${origin}/__sim`. */
  readonly controlUrl: string;
  readonly seed: SimulatorSeed;
  readonly engine: Engine;
  /** Moves the simulated clock ahead; resolves once everything due on the way has happened. */
  advance(ms: number): Promise<void>;
  /** Resolves once the port is free and no timer, connection or webhook is left. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** 0 or absent = any free port. */
  readonly port?: number;
  readonly settings?: Partial<SimulatorSettings>;
  /** What an earlier simulator handed to `onStateChange`; anything else starts from the seed. */
  readonly state?: unknown;
  /** Called after every change with a way to get the state as JSON-safe data. */
  readonly onStateChange?: (state: () => unknown) => void;
  /** `webhook_url` of the seeded counter. */
  readonly webhookUrl?: string;
  /** Serve https with this throw-away certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** The engine's snapshot and how far its clock had been moved. */
interface SavedState {
  readonly engine: unknown;
  readonly clockOffsetMs: number;
}

function readSaved(state: unknown): SavedState {
  if (typeof state !== 'object' || state === null) return { engine: undefined, clockOffsetMs: 0 };
  const { engine, clockOffsetMs } = state as Partial<SavedState>;
  // A bare engine snapshot does as well.
  return { engine: engine ?? state, clockOffsetMs: typeof clockOffsetMs === 'number' ? clockOffsetMs : 0 };
}

/** How long moving the clock waits, in real time, for webhooks on the wire before it goes on. */
const settleMs = 1_000;
const mostIntents = 5_000;

/** Starts FEX on 127.0.0.1. Rejects when the port is taken. */
export async function startSimulator(options: StartOptions = {}): Promise<RunningSimulator> {
  const { port = 0, settings, onStateChange, webhookUrl, tls } = options;
  const saved = readSaved(options.state);
  const signer = await createRsaSigner();
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}/realms/payment-platform`;
  const clock = createWallClock(saved.clockOffsetMs);
  const engine = createEngine({
    clock,
    random: { bytes: (n) => new Uint8Array(randomBytes(n)) },
    signer,
    deliver: deliverOverHttp,
    issuer,
    state: saved.engine,
    wallNowMs: Date.now,
    maxIntents: mostIntents,
    ...(settings === undefined ? {} : { settings }),
    ...(webhookUrl === undefined ? {} : { webhookUrl }),
    ...(onStateChange === undefined
      ? {}
      : {
          onStateChange: (snapshot) =>
            onStateChange((): SavedState => ({ engine: snapshot(), clockOffsetMs: clock.offsetMs() })),
        }),
  });
  const advance = (ms: number) => clock.advance(ms, () => settled(engine));
  const timings = createTimings();
  const control = createControlHttp(engine.control, advance, timings.take);
  server.on('request', createHttpSkin(engine, clock, control, timings));

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    engine.close();
    clock.close();
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
    await engine.quiet();
  }

  return {
    origin,
    apiUrl: origin,
    tokenUrl: `${issuer}/protocol/openid-connect/token`,
    controlUrl: `${origin}/__sim`,
    seed: engine.control.seed(),
    engine,
    advance,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function settled(engine: Engine): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const longEnough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, settleMs);
  });
  await Promise.race([engine.quiet(), longEnough]);
  clearTimeout(timer);
}
