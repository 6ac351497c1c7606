import type { PaymentView } from '../../../shared/payment-view.ts';
import type { CounterIdentity, Http, IncomingWebhook, Stop } from '../../core/ports.ts';
import type { Engine } from '../../simulator/engine.ts';
import type { MemoryDisk } from '../virtual/memory-journal.ts';
import type { Timeline } from '../virtual/timeline.ts';
import type { Dice } from './dice.ts';
import type { FaultKind, FaultPlan } from './faults.ts';
import type { SalePlan, WorldPlan } from './plan.ts';
import type { Witness } from './witness.ts';

/** What everybody in a simulated shop shares. */
export interface World {
  plan: WorldPlan;
  timeline: Timeline;
  engine: Engine;
  /** FEX's own clock, Unix milliseconds. */
  fexMs(): number;
  witness: Witness;
  tills: Machine[];
  /** True once nothing new goes wrong any more. */
  healed: boolean;
  walletId: string;
  /** Calls the merchant's back office makes at FEX, outside every till. */
  merchant(method: 'POST' | 'PATCH', path: string, body?: unknown): unknown;
  count(kind: FaultKind): void;
  note(who: string, what: string): void;
  calls: number;
}

/** A sale as it runs: what its plan still holds. */
export interface SaleRun {
  plan: SalePlan;
  /** How many times each place was passed. */
  passed: Map<FaultPlan['on'], number>;
  /** Attempts whose code or request the customer has seen. */
  seen: Set<string>;
  /** How often everything was pressed. */
  hammered: number;
}

/** One till: a computer that may be switched off, and what is on its disk. */
export interface Machine {
  index: number;
  name: string;
  identity: CounterIdentity;
  disk: MemoryDisk;
  dice: Dice;
  /** Null while the counter does not run. */
  life: Life | null;
  /** What the screen shows; null while it is dark. */
  view: PaymentView | null;
  sale: SaleRun | null;
  cutOff: 'no' | 'refused' | 'silent';
  signInDown: boolean;
  http(life: Life): Http;
  /** Null where the till is dark, or goes dark before it answers. */
  call(name: string, args?: unknown): Promise<unknown>;
  boot(): void;
  /** Ends the process where it stands. `lose`: what was not synced is gone. */
  kill(darkMs: number, lose: boolean): void;
  jumpClock(ms: number): void;
  /** The computer sleeps: its timers and its monotonic clock stand still. False where it is off or asleep. */
  sleep(ms: number): boolean;
  /** Virtual time when it wakes, or woke last. */
  wakesAtMs: number;
  flattenBattery(): void;
  setWebhookSecret(secret: string): void;
  /** Keeps what lies in the till's folder now; a restore puts one of the last backups back. */
  backUp(): void;
  /**
   * Loses power and comes back with an older folder. `keychain`: what lies outside the folder is put back too.
   * False where there is no backup yet.
   */
  restore(pick: number, keychain: boolean, darkMs: number): boolean;
  /** The same folder and the same credentials on another computer, switched on. */
  clone(): Machine;
  /** For a clone: the till it was made of. */
  original: Machine | null;
  /** The fault planned for the nth time this place is passed in this sale. */
  take(on: FaultPlan['on']): FaultPlan | null;
  /** Resolves at the next news on the screen, or after `ms`. */
  news(ms: number): Promise<void>;
  qrText(bits: string): string | null;
}

/** One run of the counter's process. Whatever it awaits never comes once `alive` is false. */
export interface Life {
  alive: boolean;
  bootedAtMs: number;
  /** How long this run slept in all. */
  sleptMs: number;
  /** A timer of this computer: it stands still while that sleeps. */
  after(delayMs: number, run: () => void): Stop;
  gate: ((request: IncomingWebhook) => Promise<number>) | null;
  answer(name: string, args: unknown): Promise<unknown>;
  /** Ends waiting calls. */
  die: Set<() => void>;
  /** Appends between write and sync; each may be let through. */
  syncing: Set<() => void>;
}
