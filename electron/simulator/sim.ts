import type { SimulatorSettings } from '../../shared/sim-settings.ts';
import type { DrawQr, SimClock, SimRandom } from './ports.ts';
import type { SimState } from './state.ts';
import type { TokenIssuer } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

/** What every endpoint works with. `state` and `settings` are replaced on reset, so read them through `sim`. */
export interface Sim {
  state: SimState;
  settings: SimulatorSettings;
  readonly clock: SimClock;
  readonly random: SimRandom;
  /** The computer's own time, for measurements only. */
  readonly wallNowMs: () => number;
  readonly drawQr: DrawQr;
  readonly tokens: TokenIssuer;
  readonly webhooks: Webhooks;
  readonly jwks: () => unknown;
  /** Most intents kept; the oldest finished ones go first. */
  readonly maxIntents: number;
  /** Runs `fn` once at `atMs` of the simulated clock unless the engine is reset or closed first. */
  at(atMs: number, fn: () => void): void;
  /** Tells listeners that the state changed. */
  changed(): void;
}
