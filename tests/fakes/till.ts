import { type Counter, createCounter } from '../../electron/core/counter.ts';
import type {
  CounterIdentity,
  HttpRequest,
  HttpResult,
  IncomingWebhook,
  Ports,
  Probes,
  SettingsFolder,
  WebhookDoor,
  WebhookPlace,
} from '../../electron/core/ports.ts';
import { vaultNames } from '../../electron/core/ports.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { createMemoryVault } from '../../electron/node/memory-vault.ts';
import { createFakeQr, type FakeQr } from '../../electron/tools/virtual/fake-qr.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import {
  createMemoryDisk,
  createMemoryJournal,
  type MemoryJournal,
} from '../../electron/tools/virtual/memory-journal.ts';
import { createMemoryStore, type MemoryStore } from '../../electron/tools/virtual/memory-store.ts';
import { quietProbes } from '../../electron/tools/virtual/quiet-probes.ts';
import type { EventBody, EventName } from '../../shared/contract.ts';
import type { NetworkSetup, NetworkUse } from '../../shared/network.ts';
import type { PaymentKind, PaymentViewOf } from '../../shared/payment-view.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { type ClosableVault, createClosableVault } from './closable-vault.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { createVirtualFex, type VirtualFex, virtualOrigin, virtualTokenUrl } from './virtual-fex.ts';

export const origin = 'https://counter.localhost';

/** A whole counter on virtual time, against the simulator's engine, through its public door: the bridge. */
export interface Till {
  clock: FakeClock;
  fex: VirtualFex;
  memory: MemoryJournal;
  log: MemoryLog;
  qr: FakeQr;
  store: MemoryStore;
  vault: ClosableVault;
  /** The listener: where it was opened, what it answers, and what opening it fails with. */
  door: {
    places: WebhookPlace[];
    open: boolean;
    answer(request: IncomingWebhook): Promise<number>;
    failWith: Error | null;
  };
  /** Whatever is posted to an address that is not FEX's; null: nobody is there. */
  outside: ((request: HttpRequest) => Promise<HttpResult>) | null;
  /** The ways out that a manager set up while the counter ran. */
  networks: NetworkSetup[];
  /** What of that is in use. */
  use: NetworkUse;
  /** What the machine says; read at each start. */
  probes: Partial<Probes>;
  /** How often the counter asked to be opened anew. */
  reopenings: number;
  /** What the operating system calls this machine; read at each start. */
  machine: string | null;
  counter: Counter;
  events: { event: EventName; body: unknown }[];
  /** Every payment kind a screen was told, in order. */
  kinds(): PaymentKind[];
  call(name: string, args?: unknown): Promise<unknown>;
  charge(amountMinor: number, note?: string | null): Promise<unknown>;
  scan(amountMinor: number, walletCode: string): Promise<unknown>;
  /** The payment on the screen; throws where it is of another kind. */
  view<K extends PaymentKind>(kind: K): PaymentViewOf<K>;
  kind(): PaymentKind;
  /** Kills the counter where it stands and starts another on the same disk. */
  restart(prepare?: (memory: MemoryJournal) => void): Promise<void>;
  /** Lets virtual time pass, as a slow part does. */
  pause(ms: number): Promise<void>;
  stop(): Promise<void>;
  /** Types of all journal rows, oldest first. */
  rows(): string[];
}

export interface TillOptions {
  settings?: Partial<SimulatorSettings>;
  identity?: Partial<CounterIdentity>;
  store?: Record<string, unknown>;
  link?: VirtualFex['link'];
  secret?: string;
  webhooks?: boolean;
  /** A real counter: its vault is a keychain, which may close. */
  keychain?: boolean;
  settingsFolder?: SettingsFolder;
}

export async function startTill(options: TillOptions = {}): Promise<Till> {
  const clock = createFakeClock();
  const fex = createVirtualFex(clock, options.settings);
  fex.link = options.link ?? 'up';
  const { counter: seeded } = fex.engine.control.seed();
  const disk = createMemoryDisk();
  const store = createMemoryStore(
    new Map(Object.entries(options.store ?? {}).map(([key, value]) => [key, JSON.stringify(value)])),
  );
  const vault = createClosableVault(createMemoryVault(), clock);
  await vault.set(vaultNames.clientSecret, options.secret ?? seeded.clientSecret);
  await vault.set(vaultNames.webhookSecret, seeded.webhookSecret);
  const identity: CounterIdentity = {
    environment: 'sandbox',
    apiUrl: virtualOrigin,
    tokenUrl: virtualTokenUrl,
    counterId: seeded.counterId,
    clientId: seeded.clientId,
    counterName: 'Till 1',
    location: null,
    merchantName: null,
    currency: 'USD',
    webhookPort: options.webhooks ? 0 : null,
    defaultLanguage: 'en',
    ...options.identity,
  };
  const webhookDoor: WebhookDoor = {
    async open(place, answer) {
      till.door.places.push(place);
      if (till.door.failWith !== null) throw till.door.failWith;
      till.door.open = true;
      till.door.answer = answer;
      fex.deliver = async (request) => ({
        status: await answer({
          path: new URL(request.url).pathname,
          headers: request.headers,
          body: new TextEncoder().encode(request.body),
        }),
      });
      return {
        url: 'http://127.0.0.1:2',
        async close() {
          till.door.open = false;
        },
      };
    },
  };
  let generation = 0;

  const till: Till = {
    clock,
    fex,
    memory: createMemoryJournal(disk),
    log: createMemoryLog(),
    qr: createFakeQr(),
    store,
    vault,
    door: { places: [], open: false, answer: async () => 503, failWith: null },
    outside: null,
    networks: [],
    probes: {},
    use: { proxy: null, authorities: 0, troubles: [] },
    reopenings: 0,
    machine: 'machine-1',
    counter: undefined as unknown as Counter,
    events: [],
    kinds: () =>
      till.events.flatMap(({ event, body }) =>
        event === 'payment.changed' ? [(body as EventBody<'payment.changed'>).payment.kind] : [],
      ),
    async call(name, args = null) {
      const reply = await till.counter.bridge.answer({ origin, ownTopFrame: true }, { call: name, args });
      if (!reply.ok) throw new Error(`${reply.code}: ${reply.message}`);
      await clock.settle();
      return reply.value;
    },
    async charge(amountMinor, note = null) {
      const result = await till.call('payment.charge', { amountMinor, note });
      await clock.advance(0);
      return result;
    },
    async scan(amountMinor, walletCode) {
      const result = await till.call('payment.scan', { amountMinor, note: null, walletCode });
      await clock.advance(0);
      return result;
    },
    view(kind) {
      const last = till.events.findLast(({ event }) => event === 'payment.changed');
      const payment = last ? (last.body as EventBody<'payment.changed'>).payment : { kind: 'idle' as const };
      if (payment.kind !== kind)
        throw new Error(`the screen shows ${payment.kind}, not ${kind}: ${JSON.stringify(payment)}`);
      return payment as PaymentViewOf<typeof kind>;
    },
    kind: () => till.kinds().at(-1) ?? 'idle',
    pause: (ms) => new Promise<void>((resolve) => void clock.after(ms, resolve)),
    async restart(prepare) {
      // The old process is dead: whatever it still awaited never comes back to this disk.
      await till.counter.dispose();
      till.events.length = 0;
      await boot(prepare);
    },
    async stop() {
      await till.counter.dispose();
      fex.engine.close();
    },
    rows: () => disk.rows.map((row) => row.type),
  };

  async function boot(prepare?: (memory: MemoryJournal) => void) {
    generation += 1;
    till.memory = createMemoryJournal(disk);
    prepare?.(till.memory);
    const ports: Ports = {
      clock,
      random: createFakeRandom(100 + generation),
      hasher: createHasher(),
      http: {
        ...fex.http,
        send: (request) =>
          request.url.startsWith(virtualOrigin) || till.outside === null
            ? fex.http.send(request)
            : till.outside(request),
      },
      journal: till.memory.journal,
      inbox: till.memory.inbox,
      vault,
      keychain: options.keychain ?? false,
      store,
      network: {
        apply: (setup) => void till.networks.push(setup),
        use: () => till.use,
      },
      probes: { ...quietProbes, ...till.probes },
      ...(options.settingsFolder ? { settingsFolder: options.settingsFolder } : {}),
      qr: till.qr,
      webhookDoor,
      link: { up: () => true, onChange: () => () => {} },
      machineId: async () => till.machine,
      log: till.log,
      phone: null,
    };
    till.counter = await createCounter(ports, identity, [origin], () => {
      till.reopenings += 1;
    });
    till.counter.onEvent((event, body) => void till.events.push({ event, body }));
    await till.counter.start();
    await clock.advance(0);
  }
  await boot();
  return till;
}
