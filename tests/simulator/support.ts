import type { Engine, EngineOptions } from '../../electron/simulator/engine.ts';
import { createEngine } from '../../electron/simulator/engine.ts';
import type { ManualClock } from '../../electron/simulator/manual-clock.ts';
import { createManualClock } from '../../electron/simulator/manual-clock.ts';
import type { DeliverResult, OutgoingWebhook, SimAnswer, SimRandom } from '../../electron/simulator/ports.ts';
import { createQuickSigner } from '../../electron/simulator/quick-signer.ts';
import { simulatorSeed } from '../../electron/simulator/seed.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';

export const startMs = Date.UTC(2026, 0, 15, 12, 0, 0, 250);
export const hookUrl = 'http://127.0.0.1:9/hook';
export const api = '/merchant/api/v1';
export const tokenPath = '/realms/payment-platform/protocol/openid-connect/token';
export const { merchant, counter, otherMerchant, admin } = simulatorSeed;
const [ada, ben, cleo, dan] = simulatorSeed.wallets.map(({ walletId }) => walletId);
export const wallets = { ada: ada ?? '', ben: ben ?? '', cleo: cleo ?? '', dan: dan ?? '' };

export function seededRandom(seed = 1): SimRandom {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return { bytes: (n) => Uint8Array.from({ length: n }, next) };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, as a client would
export type Json = any;

export interface TestSim {
  readonly engine: Engine;
  readonly clock: ManualClock;
  /** Every webhook handed to the network, oldest first. */
  readonly hooks: OutgoingWebhook[];
  /** What the receiver answers, 200 by default. */
  receive: (webhook: OutgoingWebhook) => Promise<DeliverResult>;
  call(
    as: string | null,
    method: string,
    path: string,
    body?: unknown,
  ): { status: number; json: Json; answer: SimAnswer };
  token(client: { clientId: string; clientSecret: string }): string;
  /** Moves the clock step by step and lets webhooks arrive in between. */
  pass(ms: number): Promise<void>;
}

export function createTestSim(
  settings: Partial<SimulatorSettings> = {},
  more: Partial<EngineOptions> = {},
): TestSim {
  const clock = createManualClock(startMs);
  const hooks: OutgoingWebhook[] = [];
  const engine = createEngine({
    clock,
    random: seededRandom(),
    signer: createQuickSigner(),
    issuer: 'http://sim/realms/payment-platform',
    settings,
    webhookUrl: hookUrl,
    drawQr: () => 'data:image/png;base64,AAAA',
    deliver: (webhook) => {
      hooks.push(webhook);
      return sim.receive(webhook);
    },
    ...more,
  });
  const sim: TestSim = {
    engine,
    clock,
    hooks,
    receive: async () => ({ status: 200 }),
    call(as, method, path, body) {
      const answer = engine.handle({
        method,
        path: path.split('?')[0] ?? '',
        query: path.split('?')[1] ?? '',
        headers: as === null ? {} : { authorization: `Bearer ${as}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const isJson = answer.headers['content-type'] === 'application/json';
      return { status: answer.status, json: isJson ? JSON.parse(answer.body) : null, answer };
    },
    token({ clientId, clientSecret }) {
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
      const answer = engine.handle({
        method: 'POST',
        path: tokenPath,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      });
      return JSON.parse(answer.body).access_token;
    },
    async pass(ms) {
      const endMs = clock.nowMs() + ms;
      await engine.quiet();
      for (let due = clock.nextDueMs(); due !== null && due <= endMs; due = clock.nextDueMs()) {
        clock.moveTo(due);
        await engine.quiet();
      }
      clock.moveTo(endMs);
      await engine.quiet();
    },
  };
  return sim;
}

/** A simulator, a merchant's token and a way to make an intent with it. */
export function createShop(settings: Partial<SimulatorSettings> = {}, more: Partial<EngineOptions> = {}) {
  const sim = createTestSim(settings, more);
  const as = sim.token(merchant);
  const create = (fields: object = {}): Json =>
    sim.call(as, 'POST', `${api}/payment-intents`, {
      amount: 29.99,
      counter_id: counter.counterId,
      ...fields,
    }).json.payment_intent;
  const scan = (fields: object = {}): Json =>
    sim.call(as, 'POST', `${api}/scan-payment`, {
      amount: 29.99,
      counter_id: counter.counterId,
      scan_token: wallets.ada,
      ...fields,
    }).json.payment_intent;
  const read = (id: string): Json =>
    sim.call(sim.token(merchant), 'GET', `${api}/payment-intents/${id}`).json.payment_intent;
  return { sim, as, create, scan, read, control: sim.engine.control };
}
