import { createPairing, type Pairing } from '../../electron/core/counters/pairing.ts';
import { type PairingPorts, type Vault, type VaultError, vaultNames } from '../../electron/core/ports.ts';
import { createHasher } from '../../electron/node/hasher.ts';
import { createMemoryVault } from '../../electron/node/memory-vault.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import { createMemoryDisk, createMemoryJournal } from '../../electron/tools/virtual/memory-journal.ts';
import { createMemoryStore, type MemoryStore } from '../../electron/tools/virtual/memory-store.ts';
import type { PairingRecord, PairingView, Where } from '../../shared/pairing.ts';
import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { type ClosableVault, createClosableVault } from './closable-vault.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';
import { createVirtualFex, type VirtualFex, virtualOrigin, virtualTokenUrl } from './virtual-fex.ts';

/** A manager at a till that is to be paired, on virtual time, against the simulator's engine. */
export interface PairingDesk {
  clock: FakeClock;
  fex: VirtualFex;
  pairing: Pairing;
  log: MemoryLog;
  store: MemoryStore;
  /** Every view the page was told. */
  views: PairingView[];
  /** Rows of the journal, oldest first. */
  rows(): { type: string; body: unknown }[];
  /** This computer's keychain, by counter. */
  vaultOf(counterId: string): ClosableVault;
  closeKeychain(reason: VaultError['reason'] | null): void;
  record(): PairingRecord | null;
  where: Where;
  /** Lets a step run to its end. */
  run<T>(step: Promise<T>): Promise<T>;
  /** Address and the merchant's keys, up to the choice of a counter. */
  signIn(keys?: Partial<{ clientId: string; clientSecret: string }>): Promise<PairingView>;
  create(name?: string): Promise<PairingView>;
  takeOver(counterId: string, clientSecret?: string | null): Promise<PairingView>;
  choose(choice: Parameters<Pairing['choose']>[0]): Promise<PairingView>;
  again(): Promise<PairingView>;
}

export interface DeskOptions {
  settings?: Partial<SimulatorSettings>;
  /** The same till, started anew. */
  again?: PairingDesk;
  /** Shared by two desks: one FEX, two tills. */
  beside?: PairingDesk;
  loopbackOnly?: boolean;
  stamp?: PairingPorts['stamp'];
  seed?: number;
}

export function openDesk(options: DeskOptions = {}): PairingDesk {
  const other = options.again ?? options.beside;
  const clock = other?.clock ?? createFakeClock();
  const fex = other?.fex ?? createVirtualFex(clock, { scanByCounterToken: '403', ...options.settings });
  const vaults = new Map<string, ClosableVault>();
  let closed: VaultError['reason'] | null = null;
  const vaultOf = (counterId: string): ClosableVault => {
    const vault =
      options.again?.vaultOf(counterId) ??
      vaults.get(counterId) ??
      createClosableVault(createMemoryVault(), clock);
    vaults.set(counterId, vault);
    vault.closeAs(closed);
    return vault;
  };
  const disk = createMemoryDisk();
  const store = options.again?.store ?? createMemoryStore();
  const log = createMemoryLog();
  const views: PairingView[] = [];
  const where: Where = {
    environment: 'sandbox',
    apiUrl: virtualOrigin,
    tokenUrl: virtualTokenUrl,
    plainHttp: false,
  };
  const canary: Vault = createMemoryVault();
  const pairing = createPairing(
    {
      clock,
      random: createFakeRandom(options.seed ?? 11),
      hasher: createHasher(),
      http: fex.http,
      log,
      store,
      journal: createMemoryJournal(disk).journal,
      keychain: {
        async check() {
          const vault = createClosableVault(canary, clock);
          vault.closeAs(closed);
          await vault.set('canary', 'x');
          return { tookMs: 1 };
        },
        vaultOf,
      },
      stamp: options.stamp ?? (() => true),
      loopbackOnly: options.loopbackOnly ?? false,
      language: 'en',
    },
    {
      step: 'where',
      where: { ...where, apiUrl: '', tokenUrl: '' },
      loopbackOnly: options.loopbackOnly ?? false,
      busy: false,
      merchant: null,
      counter: null,
      checks: [],
      question: null,
      trouble: null,
      scanWith: null,
      before: null,
      begun: null,
    },
    (view) => void views.push(view),
  );

  async function run<T>(step: Promise<T>): Promise<T> {
    let over = false;
    const ended = step.finally(() => {
      over = true;
    });
    for (let tries = 0; tries < 400 && !over; tries += 1) await clock.advance(250);
    return ended;
  }
  const seen = async (step: Promise<unknown>) => {
    await run(step);
    return pairing.view();
  };

  return {
    clock,
    fex,
    pairing,
    log,
    store,
    views,
    where,
    vaultOf,
    closeKeychain(reason) {
      closed = reason;
      for (const vault of vaults.values()) vault.closeAs(reason);
    },
    rows: () => disk.rows.map(({ type, body }) => ({ type, body })),
    record: () => (store.read('pairing') as PairingRecord | null) ?? null,
    run,
    async signIn(keys = {}) {
      const { merchant } = fex.engine.control.seed();
      await run(pairing.where(where));
      const { clientId, clientSecret } = merchant;
      return seen(pairing.keys({ clientId, clientSecret, ...keys }));
    },
    create: (name = 'Till 2') => seen(pairing.create({ name, location: 'Side door', currency: 'USD' })),
    takeOver: (counterId, clientSecret = null) =>
      seen(pairing.takeOver({ counterId, clientSecret, currency: 'USD' })),
    choose: (choice) => seen(pairing.choose(choice)),
    again: () => seen(pairing.again()),
  };
}

/** All of a counter's secrets in a keychain. */
export async function secretsIn(vault: Vault): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {};
  for (const name of Object.values(vaultNames)) found[name] = await vault.get(name);
  return found;
}
