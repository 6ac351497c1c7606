import type { PairingCheck, PairingTrouble, PairingView } from '../../../shared/pairing.ts';
import { VaultError } from '../ports.ts';
import { keychainHalts } from '../settings/keys.ts';
import type { Answered } from './fex-counters.ts';
import { troubleOnTheWay } from './sign-in.ts';

/** Ends a step of the pairing with the sentence a manager reads. */
export class PairingStop extends Error {
  readonly trouble: PairingTrouble;
  readonly detail: string | null;
  constructor(trouble: PairingTrouble, detail: string | null = null) {
    super(trouble);
    this.name = 'PairingStop';
    this.trouble = trouble;
    this.detail = detail === null ? null : detail.slice(0, 200);
  }
}

/** Any error as one that stops a step; a surprise stays one. */
export function stopFrom(error: unknown): PairingStop | null {
  if (error instanceof PairingStop) return error;
  if (error instanceof VaultError) return new PairingStop(keychainHalts[error.reason]);
  return null;
}

/** What a call about counters that was not done means, where nothing more is known about it. */
export function stopOf(answer: Exclude<Answered<unknown>, { kind: 'done' }>): PairingStop {
  switch (answer.kind) {
    case 'no-token':
      return new PairingStop('sign-in-unreachable');
    case 'refused':
      return answer.status === 403 || answer.status === 401
        ? new PairingStop('keys-not-merchant', answer.said)
        : new PairingStop('api-not-fex', answer.said);
    default: {
      const { result } = answer;
      const out = result.kind === 'answer' && result.status >= 500 ? 'api-unreachable' : 'api-not-fex';
      return new PairingStop(troubleOnTheWay(result, 'api') ?? out);
    }
  }
}

/** The one holder of what the pairing screens show. */
export interface PairingState {
  view(): PairingView;
  set(change: Partial<PairingView>): void;
  check(name: PairingCheck['name'], state: PairingCheck['state'], detail?: string | null): void;
  /** Runs a check: shown as running, then good with what it returns, or bad. */
  checked<T>(
    name: PairingCheck['name'],
    run: () => Promise<T>,
    say?: (value: T) => string | null,
  ): Promise<T>;
}

export function createPairingState(first: PairingView, changed: (view: PairingView) => void): PairingState {
  let view = first;

  const state: PairingState = {
    view: () => view,
    set(change) {
      view = { ...view, ...change };
      changed(view);
    },
    check(name, result, detail = null) {
      const others = view.checks.filter((check) => check.name !== name);
      state.set({ checks: [...others, { name, state: result, detail: detail?.slice(0, 200) ?? null }] });
    },
    async checked(name, run, say = () => null) {
      state.check(name, 'running');
      try {
        const value = await run();
        state.check(name, 'good', say(value));
        return value;
      } catch (error) {
        state.check(name, 'bad');
        throw error;
      }
    },
  };
  return state;
}

export function answered<T>(answer: Answered<T>): T {
  if (answer.kind === 'done') return answer.value;
  throw stopOf(answer);
}
