import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import { openStatuses } from './intent-life.ts';
import type {
  CounterRecord,
  IntentRecord,
  LedgerRecord,
  MerchantRecord,
  SimState,
  WalletRecord,
} from './state.ts';
import { createEmptyState } from './state.ts';

/** JSON-safe copy of a simulator; restoring it resumes the same open intents with the same ids and secrets. */
export interface EngineSnapshot {
  readonly version: 1;
  readonly settings: SimulatorSettings;
  readonly sequence: number;
  readonly admin: SimState['admin'];
  readonly merchants: readonly MerchantRecord[];
  readonly counters: readonly CounterRecord[];
  readonly wallets: readonly WalletRecord[];
  readonly intents: readonly IntentRecord[];
  readonly ledger: readonly LedgerRecord[];
}

const mostIntents = 500;
const mostLedgerRows = 1_000;

/** At most the last 500 intents (open ones before all others) and 1000 ledger rows; pictures are drawn anew. */
export function takeSnapshot(state: SimState, settings: SimulatorSettings): EngineSnapshot {
  const snapshot: EngineSnapshot = {
    version: 1,
    settings,
    sequence: state.sequence,
    admin: state.admin,
    merchants: [...state.merchants.values()],
    counters: [...state.counters.values()],
    wallets: [...state.wallets.values()],
    intents: lastIntents([...state.intents.values()]).map((intent) => ({ ...intent, qrPng: null })),
    ledger: state.ledger.slice(-mostLedgerRows),
  };
  return structuredClone(snapshot);
}

function lastIntents(all: readonly IntentRecord[]): readonly IntentRecord[] {
  if (all.length <= mostIntents) return all;
  const open = all.filter((intent) => openStatuses.has(intent.status)).slice(-mostIntents);
  const room = mostIntents - open.length;
  const closed = all.filter((intent) => !openStatuses.has(intent.status));
  const kept = new Set([...open, ...(room === 0 ? [] : closed.slice(-room))]);
  return all.filter((intent) => kept.has(intent));
}

/** Null when `value` is not a whole snapshot of this version; a torn file must not stop a start. */
export function readSnapshot(value: unknown): { state: SimState; settings: SimulatorSettings } | null {
  if (typeof value !== 'object' || value === null || (value as { version?: unknown }).version !== 1)
    return null;
  try {
    return rebuild(structuredClone(value) as EngineSnapshot);
  } catch {
    return null;
  }
}

function rebuild(snapshot: EngineSnapshot): { state: SimState; settings: SimulatorSettings } {
  const state = createEmptyState(snapshot.admin);
  state.sequence = snapshot.sequence;
  for (const one of snapshot.merchants) state.merchants.set(one.merchantId, one);
  for (const one of snapshot.counters) state.counters.set(one.counterId, one);
  for (const one of snapshot.wallets) state.wallets.set(one.walletId, one);
  for (const one of snapshot.intents) state.intents.set(one.id, one);
  state.ledger.push(...snapshot.ledger);
  return { state, settings: snapshot.settings };
}
