import type { Http, HttpRequest, HttpResult } from '../../core/ports.ts';
import type { DeliverResult, OutgoingWebhook, SimAnswer } from '../../simulator/ports.ts';
import type { Door, FaultPlan } from './faults.ts';
import type { Life, Machine, World } from './world-types.ts';

const never = new Promise<never>(() => {});
const html = '<!doctype html><html><body><h1>Welcome to the shop’s Wi-Fi</h1></body></html>';
const htmlHeaders = { 'content-type': 'text/html' };

function doorOf(method: string, path: string): Door {
  if (path.endsWith('/token')) return 'token';
  if (path.endsWith('/scan-payment')) return 'scan';
  if (path.endsWith('/cancel')) return 'cancel';
  if (path.endsWith('/refund')) return 'refund';
  if (!path.endsWith('/payment-intents')) return 'get';
  return method === 'POST' ? 'create' : 'list';
}

const said = (status: number, text: string, headers: Record<string, string> = {}): HttpResult => ({
  kind: 'answer',
  status,
  headers,
  text,
});

/** A till's way to FEX and back. Every answer may come late, twice, wrong or never. */
export function createHttpOf(world: World, machine: Machine, life: Life): Http {
  const { timeline, witness } = world;
  return {
    close: async () => {},
    send(request) {
      if (!life.alive) return never;
      world.calls += 1;
      const { pathname, search } = new URL(request.url);
      const door = doorOf(request.method, pathname);
      const fault = machine.take(door);
      const trip = witness.sent(machine, door, pathname, request.body);
      return new Promise((resolve) => {
        let over = false;
        const answer = (result: HttpResult): void => {
          if (over || !life.alive) return;
          // Nobody hears it before the computer wakes.
          const restMs = machine.wakesAtMs - timeline.nowMs();
          if (restMs > 0) return void timeline.after(restMs, () => answer(result));
          over = true;
          stop();
          trip.answered(result);
          world.note(machine.name, `${door}: ${brief(result)}`);
          resolve(result);
        };
        const stop = life.after(request.timeoutMs, () => answer({ kind: 'lost', why: 'time-out' }));
        carry({
          world,
          machine,
          life,
          door,
          fault,
          trip,
          request,
          path: pathname,
          query: search.slice(1),
          answer,
        });
      });
    },
  };
}

interface Journey {
  world: World;
  machine: Machine;
  life: Life;
  door: Door;
  fault: FaultPlan | null;
  trip: { arrived(answer: SimAnswer, copy: boolean): void; lost(): void };
  request: HttpRequest;
  path: string;
  query: string;
  answer(result: HttpResult): void;
}

function carry(journey: Journey): void {
  const { world, machine, life, door, fault, trip, answer } = journey;
  const { timeline } = world;
  const latency = () => machine.dice.whole(2, 60);
  if (fault !== null) {
    world.count(fault.kind);
    world.note(machine.name, `${door}: fault ${fault.id} ${fault.kind} ${fault.ms}`);
  }
  const lost = lossOf(machine, door, fault);
  if (lost !== null) {
    trip.lost();
    if (lost.result !== null) {
      const { result } = lost;
      timeline.after(latency(), () => answer(result));
    }
    return;
  }

  const arrive = (afterMs: number, then: (answer: SimAnswer) => void, copy = false) =>
    timeline.after(afterMs, () => {
      const made = knock(journey);
      trip.arrived(made, copy);
      then(made);
    });
  const honest = (made: SimAnswer) => said(made.status, made.body, made.headers);
  const back = (result: HttpResult, lateMs = 0) => timeline.after(latency() + lateMs, () => answer(result));

  switch (fault?.kind) {
    case 'answer-lost':
      arrive(latency(), () => {});
      return;
    case 'answer-cut':
      arrive(latency(), () => back({ kind: 'lost', why: 'cut' }));
      return;
    case 'request-30s-late':
      arrive(fault.ms, (made) => back(honest(made)));
      return;
    case 'answer-late':
      arrive(latency(), (made) => back(honest(made), fault.ms));
      return;
    case 'error-after':
      arrive(latency(), () => back(said(500, '{"success":false,"error":"internal"}')));
      return;
    case 'html-after':
      arrive(latency(), () => back(said(200, html, htmlHeaders)));
      return;
    case 'request-doubled': {
      // Whoever sent it again hands back the first answer or the second one.
      const first = fault.ms % 2 === 0;
      arrive(latency(), (made) => first && back(honest(made)));
      arrive(latency() + fault.ms, (made) => !first && back(honest(made)), true);
      return;
    }
    case 'sleep-on-send':
      // It leaves when the computer wakes, and never if that lost its power asleep.
      timeline.after(machine.sleep(fault.ms) ? fault.ms : 0, () => {
        if (life.alive) arrive(latency(), (made) => back(honest(made)));
        else trip.lost();
      });
      return;
    case 'kill-on-send':
      arrive(latency(), () => {});
      machine.kill(fault.ms, false);
      return;
    case 'kill-on-answer':
      arrive(latency(), () => timeline.after(latency(), () => machine.kill(fault.ms, false)));
      return;
    case 'list-shifts':
      for (let row = 0; row < fault.ms; row += 1) {
        world.engine.control.plantIntent({ amountMinor: 100 + row, counterId: null, reference: null });
      }
      break;
    default:
  }
  arrive(latency(), (made) => back(honest(made)));
}

/** What comes back of a request that never arrives; a null result is silence. Null: it arrives. */
function lossOf(machine: Machine, door: Door, fault: FaultPlan | null): { result: HttpResult | null } | null {
  if (machine.cutOff === 'refused') return { result: { kind: 'not-sent', why: 'unreachable' } };
  if (machine.cutOff === 'silent') return { result: null };
  if (door === 'token' && machine.signInDown) return { result: said(503, html, htmlHeaders) };
  switch (fault?.kind) {
    case 'request-lost':
      return { result: null };
    case 'request-cut':
      return { result: { kind: 'lost', why: 'cut' } };
    case 'refused':
      return { result: { kind: 'not-sent', why: 'refused' } };
    case 'error-before':
      return { result: said(503, '{"success":false,"error":"try later"}') };
    case 'html-before':
      return { result: said(502, html, htmlHeaders) };
    case 'captive-portal':
      return { result: said(200, html, htmlHeaders) };
    case 'rate-limited': {
      const headers = { 'retry-after': String(fault.ms / 1000) };
      return { result: said(429, '{"success":false,"error":"too many requests"}', headers) };
    }
    case 'token-dies-mid-call': {
      // At the sign-in server's own door: half an answer.
      const text = door === 'token' ? '{"error":"invalid_req' : '{"success":false,"error":"token expired"}';
      return { result: said(401, text) };
    }
    default:
      return null;
  }
}

/** FEX does what it was asked. */
function knock({ world, machine, door, fault, request, path, query }: Journey): SimAnswer {
  const { engine } = world;
  const { listOrder, listLagMs, listReference, amountStyle } = world.plan.settings;
  if (door === 'list') {
    if (listOrder !== 'newest') world.count('list-unordered');
    if ((listLagMs ?? 0) > 0) world.count('list-late');
    if (listReference === 'dropped') world.count('list-without-references');
  }
  if (door === 'get') {
    if (amountStyle === 'ugly') world.count('ugly-amount');
    const id = path.slice(path.lastIndexOf('/') + 1);
    const open = engine.control.intent(id)?.status.startsWith('pending');
    if (fault?.kind === 'wrong-amount' && open) engine.control.bendIntent(id, { amountMinor: fault.ms });
  }
  const body = fault?.kind === 'wrong-amount' ? bent(request.body, fault.ms) : request.body;
  const answer = engine.handle({
    method: request.method,
    path,
    query,
    headers: request.headers,
    ...(body === undefined ? {} : { body }),
  });
  if (door === 'refund') countRefund(world, answer.status);
  if (door === 'token' && answer.status === 200) {
    world.witness.token((JSON.parse(answer.body) as { access_token: string }).access_token);
  }
  if (door === 'cancel' && answer.status >= 400) world.count('cancel-refused');
  world.note('FEX', `${machine.name} ${door} → ${answer.status}`);
  return answer;
}

function countRefund(world: World, status: number): void {
  const { refund } = world.plan.settings;
  if (status === 403) world.count('refund-forbidden');
  if (status === 409) world.count('refund-409');
  if (status === 422) world.count('refund-422');
  if (status !== 200) return;
  if (refund === 'stuck') world.count('refund-stuck');
  if (refund === 'fails') world.count('refund-fails');
}

/** Another amount than the till asked for. */
function bent(body: string | undefined, byMinor: number): string | undefined {
  return body?.replace(/"amount":([\d.]+)/, (_, amount: string) => {
    const minor = Math.round(Number(amount) * 100) + byMinor;
    return `"amount":${minor / 100}`;
  });
}

function brief(result: HttpResult): string {
  return result.kind === 'answer' ? String(result.status) : `${result.kind} (${result.why})`;
}

/** FEX's webhooks on their way to a till. */
export async function deliverWebhook(world: World, request: OutgoingWebhook): Promise<DeliverResult> {
  const { timeline } = world;
  const path = new URL(request.url).pathname;
  const machine = world.tills.find(({ identity }) => path.endsWith(identity.counterId));
  if (machine === undefined) return { failure: 'nobody listens' };
  const fault = machine.take('webhook');
  if (fault !== null) {
    world.count(fault.kind);
    world.note(machine.name, `webhook: fault ${fault.id} ${fault.kind} ${fault.ms}`);
  }
  const post = async (body = request.body): Promise<DeliverResult> => {
    await timeline.sleep(machine.dice.whole(1, 40));
    const { life } = machine;
    const asleep = machine.wakesAtMs > timeline.nowMs();
    if (life === null || life.gate === null || asleep || machine.cutOff !== 'no')
      return { failure: 'unreachable' };
    const status = await life.gate({ path, headers: request.headers, body: new TextEncoder().encode(body) });
    world.note(machine.name, `webhook → ${status}`);
    return { status };
  };
  const changed = request.body.replace(/"status":"\w+"/, '"status":"completed"');
  switch (fault?.kind) {
    case 'webhook-lost':
      // Swallowed by something that says thanks.
      return { status: 200 };
    case 'webhook-doubled':
      void post();
      break;
    case 'webhook-late':
      await timeline.sleep(fault.ms);
      break;
    case 'webhook-replayed':
      timeline.after(fault.ms, () => void post());
      break;
    case 'webhook-changed':
      return post(request.body.replace(/"amount":[\d.]+/, '"amount":0.01'));
    case 'webhook-forged':
      void post(`${changed} `);
      break;
    default:
  }
  return post();
}
