import type { Clock, Stop } from '../ports.ts';
import type { TokenResult } from './token-source.ts';

/**
 * Whether FEX takes this counter's keys, from two sides that are told apart: its sign-in may refuse to give a
 * token, and its API may refuse the token that was given (design section 6: charging stops, nothing is wiped).
 */
export interface Credentials {
  /** The sign-in answered, or did not. */
  heardToken(result: TokenResult): void;
  /**
   * The API answered a call with a token. `doubtful`: it refused, but perhaps this one call only, as a counter's
   * token may be refused for scans; a plain read of this counter's payments then decides.
   */
  heardApi(said: 'accepted' | 'refused' | 'doubtful'): void;
  /** The API refused the keys and has not taken them since. */
  apiRefuses(): boolean;
  dispose(): void;
}

/** Until then what can be read without keys is read without them. */
const againMs = 15_000;

export function createCredentials(options: {
  clock: Clock;
  /** No secret to be had is as good as a refused one. */
  lacksSecretForGood: boolean;
  /** A read that these keys are always good for; what came of it is heard through `heardApi`. */
  probe(): Promise<unknown>;
  onChange(refused: boolean): void;
}): Credentials {
  const { clock, lacksSecretForGood, probe, onChange } = options;
  let signInRefuses = false;
  let apiRefuses = false;
  let probing = false;
  let disposed = false;
  let stopTimer: Stop = () => {};

  function change(set: () => void): void {
    const before = signInRefuses || apiRefuses;
    set();
    const after = signInRefuses || apiRefuses;
    if (before !== after) onChange(after);
  }

  async function ask(): Promise<void> {
    if (probing || disposed) return;
    probing = true;
    await probe();
    probing = false;
    stopTimer();
    if (apiRefuses && !disposed) stopTimer = clock.after(againMs, () => void ask());
  }

  return {
    heardToken(result) {
      const refused =
        !result.ok && (result.why === 'refused' || (result.why === 'no-secret' && lacksSecretForGood));
      // A sign-in that is out says nothing about the keys.
      if (result.ok || refused) change(() => (signInRefuses = refused));
    },
    heardApi(said) {
      if (disposed) return;
      if (said === 'accepted') {
        stopTimer();
        change(() => (apiRefuses = false));
      } else if (said === 'doubtful') void ask();
      else if (!apiRefuses) {
        change(() => (apiRefuses = true));
        if (!probing) stopTimer = clock.after(againMs, () => void ask());
      }
    },
    apiRefuses: () => apiRefuses,
    dispose() {
      disposed = true;
      stopTimer();
    },
  };
}
