import type { Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Clock, Inbox, InboxEntry, InboxSubject, Log, Stop } from '../ports.ts';

/**
 * Works off stored webhooks, each by a read. A hint about the open payment is read at once; hints about
 * intents the counter does not watch are read one a second, so that a flood of them costs nothing.
 */
export interface Hints {
  /** Something was stored. */
  wake(): void;
  dispose(): void;
}

const unknownEveryMs = 1_000;

export function createHints(options: {
  inbox: Inbox;
  clock: Clock;
  log: Log;
  get(intentId: string): Promise<Read<Intent>>;
  /** The open payment: the intent it watches, or its reference while its id is unknown. */
  wanted(): InboxSubject;
  /** What a hint's read said of the open payment's intent. */
  onWatched(intentId: string, read: Read<Intent>): void;
  /** An intent nobody watched, as FEX gives it. */
  onIntent(intent: Intent): void;
}): Hints {
  const { inbox, clock, log, get, wanted, onWatched, onIntent } = options;
  let working = false;
  let again = false;
  let disposed = false;
  let lastUnknownMono = Number.NEGATIVE_INFINITY;
  let stopTimer: Stop = () => {};

  async function work(): Promise<void> {
    if (working || disposed) {
      again = true;
      return;
    }
    working = true;
    do {
      again = false;
      await round().catch(() => log.warn('webhook.inbox-failed'));
    } while (again && !disposed);
    working = false;
  }

  async function round() {
    // What the cashier waits for goes first, however many were stored before it.
    for (const entry of await inbox.waiting(wanted())) {
      if (disposed) return;
      if (!(await handle(entry))) return;
    }
  }

  const isWatched = (intentId: string) => wanted().intentId === intentId;
  const isSought = (reference: string | null) => reference !== null && wanted().reference === reference;

  /** False where the rest has to wait. */
  async function handle(entry: InboxEntry): Promise<boolean> {
    if (isWatched(entry.intentId)) {
      const read = await get(entry.intentId);
      onWatched(entry.intentId, read);
      // Done only once its read succeeded; until then the regular reads go on besides.
      if (read.kind !== 'read') return later(2_000);
      await inbox.done(entry.bodyHash);
      return true;
    }
    if (!isSought(entry.reference)) {
      const wait = lastUnknownMono + unknownEveryMs - clock.monotonicMs();
      if (wait > 0) return later(wait);
      lastUnknownMono = clock.monotonicMs();
    }
    const read = await get(entry.intentId);
    if (read.kind === 'read') onIntent(read.value);
    // Only a hint whose read succeeded is done; a refusal by FEX is an answer too.
    if (read.kind === 'read' || read.kind === 'refused') {
      await inbox.done(entry.bodyHash);
      return true;
    }
    return later(10_000);
  }

  function later(delayMs: number): false {
    stopTimer();
    stopTimer = clock.after(delayMs, () => void work());
    return false;
  }

  return {
    wake: () => void work(),
    dispose() {
      disposed = true;
      stopTimer();
    },
  };
}
