import type { Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Clock, Inbox, InboxEntry, InboxSubject, Log, Stop } from '../ports.ts';

/**
 * Works off stored webhooks, each by a read. A hint about the open payment is read at once; hints about
 * intents the counter does not watch are read one a second, so that a flood of them costs nothing. One whose read
 * does not succeed rests, ever longer, and holds up no other.
 */
export interface Hints {
  /** Something was stored. */
  wake(): void;
  dispose(): void;
}

const unknownEveryMs = 1_000;
/** While FEX does not answer, hints about intents nobody watches rest for so long. */
const silentMs = 10_000;
/** The inbox could not be read or written: a full disk. */
const inboxAgainMs = 60_000;
/** How long one hint rests after its first, second … read that did not succeed. */
const restsMs = [2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];
/** One that the counter waits for rests no longer. */
const wantedRestMs = 15_000;
/** FEX refused it for so long: it will not come any more. By the wall clock a week, for that one may be wrong. */
const refusedForMs = 24 * 3_600_000;
const oldestMs = 7 * 24 * 3_600_000;
/** So many refused ones wait for another try at most: the inbox gives a hundred at a time, and new ones must be among them. */
const mostRefused = 50;

/** A hint whose read did not succeed yet. */
interface Rest {
  entry: InboxEntry;
  tries: number;
  fromMono: number;
  untilMono: number;
  /** When FEX first refused it; null while it only did not answer. */
  refusedMono: number | null;
}

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
  /** Before it no hint is read that nobody waits for. */
  let unknownFromMono = Number.NEGATIVE_INFINITY;
  const resting = new Map<string, Rest>();
  let stopTimer: Stop = () => {};

  async function work(): Promise<void> {
    if (working || disposed) {
      again = true;
      return;
    }
    working = true;
    do {
      again = false;
      await round().catch(() => {
        log.warn('webhook.inbox-failed');
        planAt(clock.monotonicMs() + inboxAgainMs);
      });
    } while (again && !disposed);
    working = false;
  }

  async function round() {
    let nextMono = Number.POSITIVE_INFINITY;
    // What the cashier waits for goes first, however many were stored before it; what was never read comes next.
    const turn = (entry: InboxEntry) => (isWanted(entry) ? 0 : resting.has(entry.bodyHash) ? 2 : 1);
    const waiting = await inbox.waiting(wanted());
    for (const entry of waiting.sort((a, b) => turn(a) - turn(b))) {
      if (disposed) return;
      const mayMono = readableFromMono(entry);
      if (mayMono > clock.monotonicMs()) nextMono = Math.min(nextMono, mayMono);
      else nextMono = Math.min(nextMono, await handle(entry));
    }
    planAt(nextMono);
  }

  function planAt(mono: number): void {
    stopTimer();
    if (disposed || mono === Number.POSITIVE_INFINITY) return;
    stopTimer = clock.after(Math.max(mono - clock.monotonicMs(), 1), () => void work());
  }

  const isWatched = (intentId: string) => wanted().intentId === intentId;
  const isSought = (reference: string | null) => reference !== null && wanted().reference === reference;
  const isWanted = (entry: InboxEntry) => isWatched(entry.intentId) || isSought(entry.reference);

  function readableFromMono(entry: InboxEntry): number {
    const rest = resting.get(entry.bodyHash);
    const until = rest?.untilMono ?? Number.NEGATIVE_INFINITY;
    return isWanted(entry)
      ? Math.min(until, (rest?.fromMono ?? 0) + wantedRestMs)
      : Math.max(until, unknownFromMono);
  }

  /** When it has to be looked at again, on the monotonic clock; infinite where it is done. */
  async function handle(entry: InboxEntry): Promise<number> {
    const watched = isWatched(entry.intentId);
    const counted = !isWanted(entry);
    if (counted) unknownFromMono = clock.monotonicMs() + unknownEveryMs;
    const read = await get(entry.intentId);
    if (watched) onWatched(entry.intentId, read);
    else if (read.kind === 'read') onIntent(read.value);
    // Done only once its read succeeded (money rule 8): FEX may refuse now what it gives in a moment.
    if (read.kind !== 'read') return putOff(entry, read, counted);
    await finish(entry);
    // FEX answers again.
    for (const rest of resting.values()) if (rest.refusedMono === null) rest.untilMono = clock.monotonicMs();
    return Number.POSITIVE_INFINITY;
  }

  async function finish({ bodyHash }: InboxEntry): Promise<void> {
    await inbox.done(bodyHash);
    resting.delete(bodyHash);
  }

  async function putOff(entry: InboxEntry, read: Read<Intent>, counted: boolean): Promise<number> {
    const nowMono = clock.monotonicMs();
    // A 401 is about the keys, not about the intent.
    const refused = read.kind === 'refused' && read.status !== 401;
    if (!refused && counted) unknownFromMono = nowMono + silentMs;
    const before = resting.get(entry.bodyHash);
    const tries = (before?.tries ?? 0) + 1;
    const refusedMono = before?.refusedMono ?? (refused ? nowMono : null);
    const restMs = restsMs[Math.min(tries, restsMs.length) - 1] ?? 0;
    const rest: Rest = { entry, tries, fromMono: nowMono, untilMono: nowMono + restMs, refusedMono };
    resting.set(entry.bodyHash, rest);
    if (refused) {
      const over = nowMono - (refusedMono ?? nowMono) >= refusedForMs;
      if (over || clock.wallMs() - entry.receivedAtMs >= oldestMs) await giveUp(rest);
      await giveUpTooMany();
    }
    return resting.has(entry.bodyHash) ? readableFromMono(entry) : Number.POSITIVE_INFINITY;
  }

  /** Those that were tried most often go first; what the counter waits for stays. */
  async function giveUpTooMany(): Promise<void> {
    const refused = [...resting.values()].filter((rest) => rest.refusedMono !== null);
    if (refused.length <= mostRefused) return;
    const [most] = refused.filter((rest) => !isWanted(rest.entry)).sort((a, b) => b.tries - a.tries);
    if (most) await giveUp(most);
  }

  async function giveUp({ entry, tries }: Rest): Promise<void> {
    await finish(entry);
    log.warn('webhook.given-up', { event: entry.event, intentId: entry.intentId, tries });
  }

  return {
    wake: () => void work(),
    dispose() {
      disposed = true;
      stopTimer();
      resting.clear();
    },
  };
}
