import { type Entry, isLate } from './watch-book.ts';

/** When the standing watch visits an attempt, in FEX's time: pure arithmetic over what the journal says. */
export interface Visit {
  atMs: number;
  /** The list is looked through besides reading what is known. */
  look: boolean;
}

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** An `expired` is believed 5 s after the expiry; the first read is made when it may be. */
const afterExpiryMs = 6_000;
/** For this long after its release a sale like a released one is asked about (money rule 2). */
export const askedForMs = 10 * minute;
/** Between two looks that are to say that nothing was charged. */
const secondLookMs = 15_000;
/** Two looks, the second when a late row of the first would have come. */
const afterBoundMs = [1_000, 15_000];

/** Everything that is planned for an ended attempt, in order of time. */
export function visitsOf(entry: Entry): Visit[] {
  const { endedAtMs, attempt } = entry;
  const waiting = entry.intents.filter(
    ({ intentId }) => !entry.counted.has(intentId) || isLate(entry, intentId),
  );
  const lone = entry.intents.length === 0;
  // A POST doubled on the wire leaves a second row: one look besides, a minute after every ending.
  const visits: Visit[] = [{ atMs: endedAtMs + minute, look: true }];
  // Whatever became of it, a sale like it is asked about for so long.
  if (entry.releasedAtMs !== null) visits.push({ atMs: entry.releasedAtMs + askedForMs, look: false });
  const settled = entry.ended === 'paid' || entry.ended === 'mismatch' || entry.ended === 'refunded';
  if (!settled || waiting.length > 0) {
    const bound = lone
      ? attempt.chargeableUntilMs
      : Math.max(...entry.intents.map((intent) => intent.fexExpiresAtMs));
    visits.push({ atMs: endedAtMs + 5_000, look: lone }, { atMs: endedAtMs + 20_000, look: lone });
    if (lone) for (const after of afterBoundMs) visits.push({ atMs: bound + after, look: true });
    else visits.push({ atMs: bound + afterExpiryMs, look: false });
    visits.push({ atMs: bound + minute, look: true });
    for (const after of [10 * minute, hour, day]) visits.push({ atMs: bound + after, look: lone });
    // The till went on, but somebody still waits to hear of this one.
    if (entry.ended === 'released')
      for (let atMs = endedAtMs + 2 * minute; atMs < bound; atMs += minute) visits.push({ atMs, look: lone });
  }
  return visits.filter((visit) => visit.atMs > endedAtMs).sort((a, b) => a.atMs - b.atMs);
}

/**
 * When the attempt is to be visited next, or null where the watch is over. What was not visited in this run is
 * due at once: that is the visit of the next start.
 */
export function nextVisitMs(entry: Entry): number | null {
  const { visitedMs, retryAtMs } = entry;
  if (visitedMs === null) return retryAtMs ?? 0;
  // One clean look after its bound was made: the second decides, and nobody is let wait for it.
  if (isUnsettled(entry) && entry.cleanLooks > 0) return Math.max(visitedMs + secondLookMs, retryAtMs ?? 0);
  const [first] = visitsOf(entry).filter((visit) => visit.atMs > visitedMs);
  if (first !== undefined) return Math.max(first.atMs, retryAtMs ?? 0);
  // A sale that nothing settled stays until FEX or a manager does (money rule 4).
  return isUnsettled(entry) ? Math.max(visitedMs + 6 * hour, retryAtMs ?? 0) : null;
}

/** Whether a visit now has to look through the list besides reading what is known. */
export function looksNow(entry: Entry, nowMs: number): boolean {
  const { visitedMs } = entry;
  // One whose payment nobody knows is looked for whenever it is visited.
  if (visitedMs === null || (entry.ended === 'released' && entry.intents.length === 0)) return true;
  return visitsOf(entry).some((visit) => visit.look && visit.atMs > visitedMs && visit.atMs <= nowMs);
}

/** Released, and neither FEX nor a manager has said what became of it. */
export function isUnsettled({ ended, counted }: Entry): boolean {
  return ended === 'released' && counted.size === 0;
}
