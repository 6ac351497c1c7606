import {
  advanceSchema,
  bendIntentSchema,
  faultSchema,
  forgeSchema,
  newAllocationSchema,
  newWalletSchema,
  payTargetSchema,
  plantIntentSchema,
  sendEventSchema,
  webhookDialSchema,
} from '../../shared/sim-control.ts';
import { simulatorSettingsSchema } from '../../shared/sim-settings.ts';
import { answer, Refusal, refusal, refuse } from './answers.ts';
import { readJsonObject } from './body-fields.ts';
import type { Control } from './control.ts';
import type { SimAnswer, SimRequest } from './ports.ts';
import { SettingsError } from './settings.ts';
import type { Timing } from './timings.ts';

/** Serves `/__sim/…`. */
export type ControlHttp = (request: SimRequest) => Promise<SimAnswer>;

/** Moves the simulated clock; resolves once everything due has happened. */
export type AdvanceClock = (ms: number) => Promise<void>;

interface Visit {
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  body<T>(schema: Schema<T>): T;
  json(): Record<string, unknown>;
}
interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
}
type Work = (visit: Visit) => unknown;

const found = <T>(value: T | null): T => value ?? refuse(404, 'not found');
const done = (happened: boolean) => (happened ? { done: true } : refuse(404, 'not found'));
const sent = (happened: boolean) =>
  happened ? { sent: true } : refuse(404, 'no such intent, delivery or receiver');

function table(
  control: Control,
  advance: AdvanceClock,
  takeTimings: () => Timing[],
): Readonly<Record<string, Work>> {
  return {
    'GET /': () => ({
      nowMs: control.nowMs(),
      seed: control.seed(),
      settings: control.settings(),
      routes: Object.keys(table(control, advance, takeTimings)),
    }),
    'GET /seed': () => control.seed(),
    'GET /settings': () => control.settings(),
    'POST /settings': ({ json }) => control.set(json()),
    'POST /reset': () => {
      control.reset();
      return { done: true };
    },
    'GET /clock': () => ({ nowMs: control.nowMs() }),
    'POST /clock': async ({ body }) => {
      await advance(body(advanceSchema).advanceMs);
      return { nowMs: control.nowMs() };
    },

    'GET /wallets': () => ({ wallets: control.wallets() }),
    'POST /wallets': ({ body }) => control.createWallet(body(newWalletSchema)),
    'GET /wallets/:': ({ ids: [id = ''] }) => found(control.wallet(id)),
    'POST /wallets/:/allocations': ({ ids: [id = ''], body }) =>
      found(control.addAllocation(id, body(newAllocationSchema))),
    'DELETE /wallets/:/allocations/:': ({ ids: [id = '', bucket = ''] }) =>
      done(control.removeAllocation(id, bucket)),
    'GET /wallets/:/qr': ({ ids: [id = ''], query }) => {
      const form = query.get('form') ?? undefined;
      if (form === undefined) return { text: found(control.walletQr(id)) };
      const parsed = simulatorSettingsSchema.shape.walletQr.safeParse(form);
      if (!parsed.success) refuse(400, 'form must be uuid, json or uri');
      return { text: found(control.walletQr(id, parsed.data)) };
    },
    'POST /wallets/:/pay': ({ ids: [id = ''], body }) => control.pay(id, body(payTargetSchema)),
    'GET /approvals': () => ({ approvals: control.approvals() }),
    'GET /wallets/:/approvals': ({ ids: [id = ''] }) => ({ approvals: control.approvals(id) }),
    'POST /wallets/:/approvals/:/approve': ({ ids: [id = '', intent = ''] }) => control.approve(id, intent),
    'POST /wallets/:/approvals/:/decline': ({ ids: [id = '', intent = ''] }) => control.decline(id, intent),

    'GET /faults': () => ({ faults: control.faults() }),
    'POST /faults': ({ body }) => control.addFault(body(faultSchema)),
    'DELETE /faults': () => {
      control.clearFaults();
      return { done: true };
    },
    'DELETE /faults/:': ({ ids: [id = ''] }) => done(control.removeFault(id)),

    'GET /webhooks/dials': () => ({ dials: control.webhookDials() }),
    'POST /webhooks/dials': ({ body }) => control.addWebhookDial(body(webhookDialSchema)),
    'DELETE /webhooks/dials': () => {
      control.clearWebhookDials();
      return { done: true };
    },
    'DELETE /webhooks/dials/:': ({ ids: [id = ''] }) => done(control.removeWebhookDial(id)),
    'GET /webhooks/deliveries': () => ({ deliveries: control.deliveries() }),
    'POST /webhooks/deliveries/:/replay': ({ ids: [id = ''] }) => sent(control.replayDelivery(id)),
    'POST /webhooks/forge': ({ body }) => sent(control.forgeWebhook(body(forgeSchema))),
    'POST /webhooks/send': ({ body }) => sent(control.sendEvent(body(sendEventSchema))),

    'GET /intents': () => ({ intents: control.intents() }),
    'POST /intents': ({ body }) => control.plantIntent(body(plantIntentSchema)),
    'GET /intents/:': ({ ids: [id = ''] }) => found(control.intent(id)),
    'PATCH /intents/:': ({ ids: [id = ''], body }) => found(control.bendIntent(id, body(bendIntentSchema))),
    'GET /ledger': () => ({ ledger: control.ledger() }),
    'GET /timings': () => ({ timings: takeTimings() }),
    'GET /counters': () => ({ counters: control.counters() }),
  };
}

/** Names under which a loopback server may be addressed; anything else is a web page trying its luck. */
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

export function createControlHttp(
  control: Control,
  advance: AdvanceClock,
  takeTimings: () => Timing[] = () => [],
): ControlHttp {
  const routes = Object.entries(table(control, advance, takeTimings)).map(([key, work]) => {
    const [method = '', path = ''] = key.split(' ');
    const pattern = path === '/' ? '/?' : path.replaceAll('/:', '/([^/]+)');
    return { method, path: new RegExp(`^/__sim${pattern}$`), work };
  });

  function visit(request: SimRequest, ids: readonly string[]): Visit {
    const json = () => readJsonObject(request.body);
    return {
      ids: ids.map(decodeURIComponent),
      query: new URLSearchParams(request.query),
      json,
      body(schema) {
        const result = schema.safeParse(json());
        if (result.success) return result.data;
        const [issue] = result.error.issues;
        return refuse(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
      },
    };
  }

  return async (request) => {
    const { host = '', origin } = request.headers ?? {};
    if (!loopbackHost.test(host) || origin !== undefined) return refusal(403, 'for local tools only');
    const here = routes.filter(({ path }) => path.test(request.path));
    const route = here.find(({ method }) => method === request.method);
    if (route === undefined) return refusal(here.length > 0 ? 405 : 404, 'no such control');
    try {
      const [, ...ids] = route.path.exec(request.path) ?? [];
      return answer(200, await route.work(visit(request, ids)));
    } catch (error) {
      if (error instanceof Refusal) return refusal(error.status, error.message);
      if (error instanceof SettingsError) return refusal(400, error.message);
      if (error instanceof URIError) return refusal(400, 'malformed path');
      throw error;
    }
  };
}
