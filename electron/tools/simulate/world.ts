import { createHash } from 'node:crypto';
import type { CounterIdentity } from '../../core/ports.ts';
import { createEngine } from '../../simulator/engine.ts';
import { createQuickSigner } from '../../simulator/quick-signer.ts';
import { drawFakePng } from '../virtual/fake-qr.ts';
import { createTimeline } from '../virtual/timeline.ts';
import { createDice } from './dice.ts';
import type { FaultKind } from './faults.ts';
import type { Invariant, Violation } from './invariants.ts';
import { beganWallMs, createMachine } from './machine.ts';
import { deliverWebhook } from './network.ts';
import { confirmTill, customerSees, leave, phoneRings, workTheDay } from './people.ts';
import { type Cut, cutWorld, drawWorld } from './plan.ts';
import { createWitness } from './witness.ts';
import type { Machine, World } from './world-types.ts';

export interface WorldResult {
  seed: number;
  sales: number;
  simulatedMs: number;
  calls: number;
  faults: Map<FaultKind, number>;
  checked: Map<Invariant, number>;
  violations: Violation[];
  /** Of everything that happened, in order; two runs of one seed have the same. */
  history: string;
  /** The history in words, where it was asked for. */
  timeline: string[];
  /** What the plan held, by id; a replay may keep some of it. */
  salesIds: number[];
  faultIds: number[];
}

export const salesPerWorld = 24;
const origin = 'http://127.0.0.1:1';
/** No day is longer; a world that is not over by then is stuck. */
const longestMs = 7 * 86_400_000;
/** Long enough for any bound to pass and two passes to follow. */
const settleMs = 14 * 60_000;
/** To the end of every watch list: a day after an attempt's bound. */
const nightMs = 24.5 * 3_600_000;
/** The next morning's look at everything that is still watched, and what a manager has to decide. */
const morningMs = 20 * 60_000;

/** Plays one seed's whole history: FEX, its network, and a shop of one to three tills. */
export async function playWorld(
  seed: number,
  options: { cut?: Cut; trace?: boolean; sales?: number } = {},
): Promise<WorldResult> {
  const plan = cutWorld(drawWorld(seed, options.sales ?? salesPerWorld), options.cut ?? {});
  const timeline = createTimeline();
  const faults = new Map<FaultKind, number>();
  const history = createHash('sha256');
  const lines: string[] = [];
  let pending = '';
  const fexMs = () => beganWallMs + timeline.nowMs();
  const engine = createEngine({
    clock: { nowMs: fexMs, after: timeline.after },
    random: createDice(seed, 'FEX').random,
    signer: createQuickSigner(),
    issuer: `${origin}/realms/payment-platform`,
    deliver: (request) => deliverWebhook(world, request),
    drawQr: drawFakePng,
    settings: plan.settings,
  });
  const witness = createWitness(() => world);
  const { merchant } = engine.control.seed();

  const world: World = {
    plan,
    timeline,
    engine,
    fexMs,
    witness,
    tills: [],
    healed: false,
    walletId: engine.control.createWallet({
      name: 'Everybody',
      allocations: [{ name: 'Money', amountMinor: 9_000_000_000_000 }],
    }).walletId,
    merchant(method, path, body) {
      const signIn = engine.handle({
        method: 'POST',
        path: '/realms/payment-platform/protocol/openid-connect/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `grant_type=client_credentials&client_id=${merchant.clientId}&client_secret=${merchant.clientSecret}`,
      });
      const { access_token: token } = JSON.parse(signIn.body) as { access_token: string };
      const answer = engine.handle({
        method,
        path: `/merchant/api/v1${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return JSON.parse(answer.body) as unknown;
    },
    count: (kind) => void faults.set(kind, (faults.get(kind) ?? 0) + 1),
    note(who, what) {
      const line = `${(timeline.nowMs() / 1000).toFixed(3).padStart(10)}  ${who.padEnd(7)} ${what}`;
      pending += line;
      if (pending.length > 20_000) {
        history.update(pending);
        pending = '';
      }
      if (options.trace) lines.push(line);
    },
    calls: 0,
  };
  witness.onRequest = (machine, intentId) => phoneRings(world, machine, intentId);
  witness.secret(world.walletId);
  for (const index of plan.tills.keys()) addTill(world, index);

  let sales = 0;
  let working = world.tills.length;
  for (const machine of world.tills) {
    machine.boot();
    workTheDay(world, machine, () => {
      sales += 1;
    }).then(
      () => {
        working -= 1;
      },
      (error: unknown) => witness.wrong('surprise', machine, `the cashier fell over: ${String(error)}`),
    );
  }
  const over = () => working === 0 || witness.violations.length > 0;
  await timeline.run(longestMs, over);
  world.healed = true;
  for (const machine of world.tills) {
    machine.cutOff = 'no';
    machine.signInDown = false;
  }
  const broken = () => witness.violations.length > 0;
  const pass = (ms: number, enough = () => false) =>
    timeline.run(timeline.nowMs() + ms, () => broken() || enough());
  // A till that sleeps ends its day when it wakes.
  const asleepMs = Math.max(...world.tills.map(({ wakesAtMs }) => wakesAtMs)) - timeline.nowMs();
  if (!broken()) await pass(Math.max(asleepMs, 0) + settleMs);
  if (!broken()) {
    for (const machine of world.tills) {
      void leave(world, machine);
      if (plan.darkNight) machine.kill(nightMs, false);
    }
    await pass(nightMs);
    for (const machine of world.tills) void tidyUp(world, machine);
    const isDone = ({ disk, view }: Machine) =>
      view?.kind === 'idle' && ![...disk.open.values()].some(Boolean);
    await pass(morningMs, () => world.tills.every(isDone));
  }
  if (!broken()) witness.end();
  engine.close();
  timeline.clear();
  history.update(pending);
  return {
    seed,
    sales,
    simulatedMs: timeline.nowMs(),
    calls: world.calls,
    faults,
    checked: witness.checked,
    violations: witness.violations,
    history: history.digest('hex'),
    timeline: lines,
    salesIds: plan.tills.flatMap((till) => till.sales.map(({ id }) => id)),
    faultIds: plan.tills.flatMap((till) =>
      [...till.sales.flatMap((sale) => sale.faults), ...till.refundFaults].map(({ id }) => id),
    ),
  };
}

/** Whatever waits for a manager is decided in the morning; a till that may be a copy first. */
async function tidyUp(world: World, machine: Machine): Promise<void> {
  for (let minute = 0; minute < morningMs / 60_000 - 1; minute += 1) {
    await confirmTill(world, machine);
    await machine.call('late.show');
    await leave(world, machine);
    await world.timeline.sleep(60_000);
  }
}

function addTill(world: World, index: number): void {
  const made = world.merchant('POST', '/counters', { name: `Till ${index + 1}` }) as {
    counter: { id: string };
    client_id: string;
    client_secret: string;
    webhook_secret: string;
  };
  const counterId = made.counter.id;
  world.merchant('PATCH', `/counters/${counterId}`, {
    webhook_url: `http://127.0.0.1:2/webhooks/${counterId}`,
  });
  world.witness.secret(made.client_secret);
  world.witness.secret(made.webhook_secret);
  const identity: CounterIdentity = {
    environment: 'sandbox',
    apiUrl: origin,
    tokenUrl: `${origin}/realms/payment-platform/protocol/openid-connect/token`,
    counterId,
    clientId: made.client_id,
    counterName: `Till ${index + 1}`,
    location: null,
    merchantName: null,
    currency: 'USD',
    webhookPort: 0,
    defaultLanguage: 'en',
  };
  const secrets = { client: made.client_secret, webhook: made.webhook_secret };
  const onView: Parameters<typeof createMachine>[4] = (machine, view) => customerSees(world, machine, view);
  world.tills.push(createMachine(world, index, identity, secrets, onView));
}
