import type { EndpointName, Fault, WebhookDial } from '../../../shared/sim-control.ts';
import type { Engine } from '../../simulator/engine.ts';
import type { Dice } from '../simulate/dice.ts';

/** What goes wrong between a counter and FEX during one life of it, by name. */
const weathers = {
  calm: [],
  'connections cut': [
    { endpoint: 'intents.create', probability: 0.15, cut: 'after' },
    { endpoint: 'intents.create', probability: 0.15, cut: 'before' },
    { endpoint: 'scan', probability: 0.4, cut: 'after' },
    { endpoint: 'scan', probability: 0.1, cut: 'before' },
    { endpoint: 'intents.cancel', probability: 0.2, cut: 'after' },
    { endpoint: 'intents.cancel', probability: 0.1, cut: 'before' },
    { endpoint: 'intents.get', probability: 0.1, cut: 'in-body' },
    { endpoint: 'intents.list', probability: 0.1, cut: 'after' },
  ],
  'gateway errors': [
    { endpoint: 'intents.create', probability: 0.15, status: 502, body: 'html', when: 'after' },
    { endpoint: 'intents.create', probability: 0.1, status: 503, when: 'before' },
    { endpoint: 'scan', probability: 0.4, status: 504, body: 'html', when: 'after' },
    { endpoint: 'scan', probability: 0.1, status: 500, when: 'before' },
    { endpoint: 'scan', probability: 0.1, status: 200, body: 'html', when: 'after' },
    { endpoint: 'intents.cancel', probability: 0.2, status: 500, when: 'after' },
    { endpoint: 'intents.get', probability: 0.15, status: 502, body: 'html' },
    { endpoint: 'intents.get', probability: 0.05, status: 200, body: 'success-false' },
    { endpoint: 'intents.list', probability: 0.15, status: 500 },
    { endpoint: 'token', probability: 0.1, status: 503 },
  ],
  slow: [
    { endpoint: 'intents.create', probability: 0.5, latencyMs: 120, answerDelayMs: 200 },
    { endpoint: 'scan', probability: 0.5, latencyMs: 200, answerDelayMs: 300 },
    { endpoint: 'intents.cancel', probability: 0.5, latencyMs: 150, answerDelayMs: 150 },
    { endpoint: 'intents.get', probability: 0.3, answerDelayMs: 300 },
    { endpoint: 'intents.list', probability: 0.3, slowBodyMs: 250 },
    { endpoint: 'token', probability: 0.3, latencyMs: 200 },
  ],
  partition: [
    { endpoint: 'intents.create', probability: 0.3, partition: 'answer' },
    { endpoint: 'scan', probability: 0.3, partition: 'answer' },
    { endpoint: 'intents.create', probability: 0.1, partition: 'request' },
    { endpoint: 'scan', probability: 0.1, partition: 'request' },
    { endpoint: 'intents.get', probability: 0.3, partition: 'answer' },
    { endpoint: 'intents.cancel', probability: 0.3, partition: 'answer' },
  ],
  // FEX answers, but says nothing: what stays unknown long enough is for the manager to settle.
  'reads fail': [
    { endpoint: 'scan', probability: 0.5, cut: 'after' },
    { endpoint: 'intents.get', probability: 0.9, status: 503 },
    { endpoint: 'public.intent', probability: 0.9, status: 503 },
    { endpoint: 'intents.list', probability: 0.9, status: 503 },
  ],
  'keys doubted': [
    { endpoint: 'intents.create', probability: 0.15, status: 401, when: 'before' },
    { endpoint: 'scan', probability: 0.2, status: 401, when: 'before' },
    { endpoint: 'intents.get', probability: 0.1, status: 401, when: 'before' },
    { endpoint: 'intents.create', probability: 0.1, status: 429, retryAfterS: 1 },
    { endpoint: 'scan', probability: 0.1, status: 409 },
  ],
} satisfies Readonly<Record<string, readonly Fault[]>>;
type WeatherName = keyof typeof weathers;

/** What happens to FEX's webhooks; each at a chance of its own. */
const dials: readonly WebhookDial[] = [
  { event: '*', duplicates: 2 },
  { event: '*', never: true },
  { event: '*', delayMs: 400 },
  { event: '*', reorder: true },
  { event: '*', replayAfterMs: 600 },
  { event: '*', forge: 'signature' },
  { event: '*', forge: 'amount' },
  { event: '*', forge: 'status' },
];

export interface Weather {
  /** Another weather for the next life, this one where it is named. */
  change(wanted?: WeatherName | null): string;
  clear(): void;
  /** A name for each fault that struck, and how often. */
  struck: Map<string, number>;
  /** For the driver's watch of the wire. */
  note(faultId: string): void;
}

export function createWeather(engine: Engine, dice: Dice): Weather {
  const { control } = engine;
  const named = new Map<string, string>();
  const struck = new Map<string, number>();

  function clear(): void {
    control.clearFaults();
    control.clearWebhookDials();
  }
  const count = (name: string) => void struck.set(name, (struck.get(name) ?? 0) + 1);

  return {
    struck,
    clear,
    change(wanted = null) {
      clear();
      const name = wanted ?? dice.pick(Object.keys(weathers) as WeatherName[]);
      for (const fault of weathers[name]) named.set(control.addFault(fault).faultId, nameOf(fault));
      if (dice.chance(0.5)) {
        const dial = dice.pick(dials);
        control.addWebhookDial(dial);
        count(`webhooks ${Object.keys(dial)[1] ?? ''}`);
      }
      control.set({
        // A refused cancel keeps the till for as long as a request may wait: half a minute, several lives.
        cancelPendingApproval: dice.chance(0.1) ? 'refuse' : 'allow',
        declineBecomes: dice.pick(['nothing', 'cancelled', 'declined']),
        listOrder: dice.pick(['newest', 'newest', 'oldest']),
      });
      return name;
    },
    note: (faultId) => count(named.get(faultId) ?? 'unnamed'),
  };
}

function nameOf(fault: Fault): string {
  const door: EndpointName | '*' = fault.endpoint;
  if (fault.cut !== undefined) return `${door} cut ${fault.cut}`;
  if (fault.partition !== undefined) return `${door} lost ${fault.partition}`;
  if (fault.status === undefined) return `${door} slow`;
  return `${door} ${fault.status}${fault.body === undefined ? '' : ` ${fault.body}`} ${fault.when ?? 'before'}`;
}
