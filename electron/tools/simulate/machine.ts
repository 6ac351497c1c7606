import type { EventBody } from '../../../shared/contract.ts';
import type { PaymentView } from '../../../shared/payment-view.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { createCounter } from '../../core/counter.ts';
import {
  type Clock,
  type CounterIdentity,
  type Log,
  type Ports,
  type Stop,
  vaultNames,
} from '../../core/ports.ts';
import { createHasher } from '../../node/hasher.ts';
import { createMemoryVault } from '../../node/memory-vault.ts';
import { createFakeQr } from '../virtual/fake-qr.ts';
import { createMemoryDisk, type MemoryDisk } from '../virtual/memory-journal.ts';
import { createMemoryStore, type MemoryStore } from '../virtual/memory-store.ts';
import { quietProbes } from '../virtual/quiet-probes.ts';
import { createDice } from './dice.ts';
import { createLifeDisk } from './life-disk.ts';
import { createHttpOf } from './network.ts';
import type { Life, Machine, World } from './world-types.ts';

const origin = 'https://counter.localhost';
const never = new Promise<never>(() => {});
const mostBackups = 4;
/** Virtual time begins here for everybody. */
export const beganWallMs = Date.UTC(2026, 0, 5, 9, 0, 0);
const flatBatteryMs = Date.UTC(2000, 0, 1);

/** What lies on a till's disk, and in its settings. */
interface Folder {
  disk: MemoryDisk;
  store: MemoryStore;
}
interface Backup {
  disk: MemoryDisk;
  values: Map<string, string>;
}

function copyDisk(disk: MemoryDisk): MemoryDisk {
  return {
    rows: [...disk.rows],
    open: new Map(disk.open),
    byAttempt: new Map([...disk.byAttempt].map(([id, rows]) => [id, [...rows]])),
    newest: new Map(disk.newest),
    inbox: new Map([...disk.inbox].map(([hash, kept]) => [hash, { ...kept }])),
  };
}

function putBack(disk: MemoryDisk, backup: MemoryDisk): void {
  disk.rows = backup.rows;
  disk.open = backup.open;
  disk.byAttempt = backup.byAttempt;
  disk.newest = backup.newest;
  disk.inbox = backup.inbox;
}

export function createMachine(
  world: World,
  index: number,
  identity: CounterIdentity,
  secrets: { client: string; webhook: string },
  onView: (machine: Machine, view: PaymentView) => void,
  original: Machine | null = null,
  folder: Folder = { disk: createMemoryDisk(), store: createMemoryStore() },
): Machine {
  const { timeline, witness } = world;
  const { driftPpm = 0, syncMs = 5 } = world.plan.tills[index] ?? {};
  const rate = 1 + driftPpm / 1_000_000;
  const { disk, store } = folder;
  const backups: Backup[] = [];
  const isBackedUp =
    world.plan.tills[index]?.sales.some(({ faults }) =>
      faults.some(({ kind }) => kind === 'profile-restored'),
    ) ?? false;
  const vault = createMemoryVault({
    [vaultNames.clientSecret]: secrets.client,
    [vaultNames.webhookSecret]: secrets.webhook,
  });
  const qr = createFakeQr();
  const drawn = qr.png;
  // A picture that is none reads as nothing.
  qr.png = (dataUrl) => {
    const text = drawn(dataUrl);
    return text?.includes('payment') || text?.startsWith('fex://') ? text : null;
  };
  const hasher = createHasher();
  let wallOffsetMs = 0;
  let generation = 0;
  let refunds = 0;
  let waiting: (() => void)[] = [];

  const log: Log = {
    info: (event, fields) => witness.logged(machine, event, fields),
    warn: (event, fields) => witness.logged(machine, event, fields),
    error: (event, fields) => witness.logged(machine, event, fields),
  };

  function clockOf(life: Life): Clock {
    return {
      wallMs: () => Math.round(beganWallMs + timeline.nowMs() * rate + wallOffsetMs),
      monotonicMs: () => (timeline.nowMs() - life.bootedAtMs - life.sleptMs) * rate,
      after: (delayMs, run) => life.after(delayMs / rate, run),
    };
  }

  /** Fires when the computer was awake for so long. */
  function timerOf(life: Life, delayMs: number, run: () => void): Stop {
    let stop: Stop = () => {};
    function arm(ms: number): void {
      const sleptBefore = life.sleptMs;
      stop = timeline.after(ms, () => {
        const sleptMs = life.sleptMs - sleptBefore;
        if (!life.alive) return;
        if (sleptMs > 0) arm(sleptMs);
        else run();
      });
    }
    if (life.alive) arm(delayMs);
    return () => stop();
  }

  function hear(life: Life, view: PaymentView): void {
    if (!life.alive) return;
    machine.view = view;
    world.note(machine.name, `screen: ${view.kind}${'reason' in view ? ` (${view.reason})` : ''}`);
    witness.seen(machine, view);
    onView(machine, view);
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  }

  async function boot(life: Life): Promise<void> {
    generation += 1;
    const clock = clockOf(life);
    const { journal, inbox } = createLifeDisk(world, machine, life, syncMs);
    const ports: Ports = {
      clock,
      random: createDice(world.plan.seed, `entropy ${index}.${generation}`).random,
      hasher,
      http: machine.http(life),
      journal,
      inbox,
      vault,
      store: {
        read: store.read,
        write: (key, value) => {
          if (life.alive) store.write(key, value);
        },
      },
      qr,
      machineId: async () => `machine-${index}`,
      probes: quietProbes,
      network: { apply() {}, use: () => ({ proxy: null, authorities: 0, troubles: [] }) },
      webhookDoor: {
        async open(_port, answer) {
          life.gate = answer;
          return { url: `http://till-${index}.invalid`, close: async () => {} };
        },
      },
      link: { up: () => true, onChange: () => () => {} },
      log,
      phone: null,
    };
    const counter = await createCounter(ports, identity, [origin]);
    life.answer = async (name, args) => {
      const reply = await counter.bridge.answer({ origin, ownTopFrame: true }, { call: name, args });
      if (!reply.ok) witness.wrong('door', machine, `the bridge refused ${name}: ${reply.message}`);
      return reply.ok ? reply.value : null;
    };
    counter.onEvent((event, body) => {
      if (event === 'payment.changed') hear(life, (body as EventBody<'payment.changed'>).payment);
    });
    await counter.start();
    if (!life.alive) return;
    machine.life = life;
    const snapshot = (await life.answer('app.snapshot', null)) as Snapshot;
    hear(life, snapshot.payment);
  }

  const machine: Machine = {
    index,
    name: `till ${index + 1}`,
    identity,
    disk,
    dice: createDice(world.plan.seed, `network ${index}`),
    life: null,
    view: null,
    sale: null,
    cutOff: 'no',
    signInDown: false,
    http: (life) => createHttpOf(world, machine, life),
    call(name, args = null) {
      const { life } = machine;
      if (life === null) return Promise.resolve(null);
      const restMs = machine.wakesAtMs - timeline.nowMs();
      if (restMs > 0) return timeline.sleep(restMs).then(() => machine.call(name, args));
      return new Promise((resolve) => {
        const end = () => resolve(null);
        life.die.add(end);
        void life.answer(name, args).then((value) => {
          life.die.delete(end);
          resolve(value);
        });
      });
    },
    boot() {
      const life: Life = {
        alive: true,
        bootedAtMs: timeline.nowMs(),
        sleptMs: 0,
        after: (delayMs, run) => timerOf(life, delayMs, run),
        gate: null,
        answer: () => never,
        die: new Set(),
        syncing: new Set(),
      };
      current = life;
      world.note(machine.name, 'starts');
      if (driftPpm !== 0) world.count('clock-drift');
      boot(life).catch((error: unknown) => {
        witness.wrong('start', machine, `the counter did not start: ${String(error)}`);
      });
    },
    kill(darkMs, lose) {
      const life = current;
      if (life === null || !life.alive) return;
      life.alive = false;
      witness.trouble(machine, darkMs);
      current = null;
      machine.life = null;
      machine.view = null;
      world.note(machine.name, lose ? 'loses power' : 'is killed');
      for (const end of life.die) end();
      // Written and not synced: a killed process leaves it to the system, which may keep it; a dead machine loses it.
      if (!lose && machine.dice.chance(0.5)) for (const keep of life.syncing) keep();
      if (Number.isFinite(darkMs)) timeline.after(darkMs, machine.boot);
    },
    backUp() {
      if (!isBackedUp) return;
      backups.push({ disk: copyDisk(disk), values: new Map(store.values) });
      if (backups.length > mostBackups) backups.shift();
    },
    restore(pick, keychain, darkMs) {
      const backup = backups[pick % Math.max(1, backups.length)];
      if (backup === undefined) return false;
      machine.kill(darkMs, true);
      putBack(disk, copyDisk(backup.disk));
      if (keychain) {
        store.values.clear();
        for (const [key, value] of backup.values) store.values.set(key, value);
      }
      const mark = store.read('mark') as { seq: number } | null;
      const head = disk.rows.at(-1)?.seq ?? 0;
      if (mark !== null && mark.seq > head) witness.forbid(machine, 'its journal is older than its mark');
      return true;
    },
    clone() {
      const copy: Folder = { disk: copyDisk(disk), store: createMemoryStore(new Map(store.values)) };
      const clone = createMachine(world, index + 100, identity, secrets, () => {}, machine, copy);
      witness.forbid(clone, 'it is a copy on another computer');
      clone.boot();
      return clone;
    },
    original,
    wakesAtMs: 0,
    sleep(ms) {
      const { life } = machine;
      if (life === null || machine.wakesAtMs > timeline.nowMs()) return false;
      life.sleptMs += ms;
      machine.wakesAtMs = timeline.nowMs() + ms;
      witness.trouble(machine, ms);
      return true;
    },
    jumpClock(ms) {
      witness.trouble(machine);
      wallOffsetMs += ms;
    },
    flattenBattery() {
      wallOffsetMs = flatBatteryMs - beganWallMs - timeline.nowMs() * rate;
    },
    setWebhookSecret: (secret) => void vault.set(vaultNames.webhookSecret, secret),
    take(on) {
      if (on === 'refund') {
        refunds += 1;
        const { refundFaults = [] } = world.plan.tills[index] ?? {};
        return world.healed ? null : (refundFaults.find((fault) => fault.nth === refunds) ?? null);
      }
      const { sale } = machine;
      if (sale === null) return null;
      const nth = (sale.passed.get(on) ?? 0) + 1;
      sale.passed.set(on, nth);
      if (world.healed) return null;
      return sale.plan.faults.find((fault) => fault.on === on && fault.nth === nth) ?? null;
    },
    news(ms) {
      return new Promise((resolve) => {
        const stop = timeline.after(ms, resolve);
        waiting.push(() => {
          stop();
          resolve();
        });
      });
    },
    qrText: (bits) => qr.read({ size: 21, bits }),
  };
  let current: Life | null = null;
  return machine;
}
