import type { Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Clock, Stop } from '../ports.ts';

/**
 * Reads one intent until told to stop: every 2 s from start to start, one read in flight, slower while FEX
 * does not answer, at once when a hint says that something happened.
 */
export interface Watcher {
  watch(intentId: string): void;
  stop(): void;
  /** A hint: read now; where a read is under way, once more after it. */
  readNow(): void;
  readonly watching: string | null;
}

const everyMs = 2_000;
const silenceMs = 8_000;

/** Delay until the next read after `failures` failed ones in a row: 2, 4, 8, 15 s. */
export function retryDelayMs(failures: number, retryAfterMs: number | null): number {
  const planned = [2_000, 4_000, 8_000][failures - 1] ?? 15_000;
  return Math.max(planned, retryAfterMs ?? 0);
}

export function createWatcher(options: {
  clock: Clock;
  get(intentId: string): Promise<Read<Intent>>;
  onRead(intentId: string, read: Read<Intent>): void;
  /** For 8 s no read of the intent succeeded, whatever the reason. */
  onSilence(intentId: string): void;
}): Watcher {
  const { clock, get, onRead, onSilence } = options;
  let stopSilence: Stop = () => {};

  function listenForSilence(id: string) {
    stopSilence();
    stopSilence = clock.after(silenceMs, () => onSilence(id));
  }

  let intentId: string | null = null;
  let stopTimer: Stop = () => {};
  let flying = false;
  let again = false;
  let failures = 0;

  function plan(delayMs: number) {
    stopTimer();
    stopTimer = clock.after(delayMs, () => void readOnce());
  }

  async function readOnce(): Promise<void> {
    const id = intentId;
    if (id === null) return;
    if (flying) {
      again = true;
      return;
    }
    flying = true;
    again = false;
    const startedAt = clock.monotonicMs();
    const read = await get(id);
    flying = false;
    if (intentId !== id) {
      // Another intent is watched by now; a late answer must not speak for it.
      if (intentId !== null) plan(0);
      return;
    }
    const answered = read.kind === 'read' || read.kind === 'refused';
    failures = answered ? 0 : failures + 1;
    if (read.kind === 'read') listenForSilence(id);
    const asked = read.kind === 'failed' ? read.retryAfterMs : null;
    const pause = answered ? everyMs : retryDelayMs(failures, asked);
    plan(again ? 0 : Math.max(0, startedAt + pause - clock.monotonicMs()));
    onRead(id, read);
  }

  return {
    watch(id) {
      intentId = id;
      failures = 0;
      listenForSilence(id);
      plan(everyMs);
    },
    stop() {
      intentId = null;
      again = false;
      stopTimer();
      stopSilence();
    },
    readNow() {
      if (intentId !== null) void readOnce();
    },
    get watching() {
      return intentId;
    },
  };
}
