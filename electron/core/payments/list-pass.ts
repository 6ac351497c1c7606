import type { Page, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import { isLastPage } from '../net/pages.ts';
import { hasEnded } from './verdict.ts';

/**
 * Looking through FEX's list for attempts by their references (money rule 3). FEX has no filter, so pages are
 * read back to five minutes before the oldest send and page 1 is read again at the end. One look serves every
 * attempt that waits for one.
 */
export interface Sought {
  /** Empty: only says how far back to look. */
  reference: string;
  /** With an empty reference: rows that hide theirs are read too, so that none of ours goes unseen. */
  unhide?: boolean;
  /** FEX's time of the send. */
  sentAtMs: number;
  /** It is this computer's own: then it tells nothing of FEX's rows. */
  unsure?: boolean;
  /** FEX's time after which nothing of ours can be made any more; absent where that is not known. */
  chargeableUntilMs?: number;
}

export interface Looked {
  /** Every row of ours that was seen, by reference, oldest first. */
  found: ReadonlyMap<string, readonly Intent[]>;
  /** References under which a row was seen that cannot be adopted: no absence, whatever else was read. */
  doubtful: ReadonlySet<string>;
  /** True where a row of ours would have been seen. */
  clean: boolean;
  /** FEX's time when it began. */
  beganAtMs: number;
  /** Everything that was seen, ours or not. */
  rows: readonly Intent[];
}

export type PassResult =
  /** `others`: further rows under the same reference. */
  | { kind: 'found'; intent: Intent; others?: readonly Intent[] }
  /** Clean: it would have been seen. */
  | { kind: 'absent' }
  /** Not everything could be read; says nothing. */
  | { kind: 'inconclusive' };

export interface LookTools {
  list(page: number, limit: number): Promise<Read<Page>>;
  get(intentId: string): Promise<Read<Intent>>;
  monotonicMs(): number;
  serverMs(): number;
  /** The reference of the attempt an intent belongs to already, or null. */
  ownerOf(intentId: string): string | null;
  /** References that were learnt by reading rows which hid them; kept between looks, so that each is read once. */
  learnt: Map<string, string | null>;
  /** Hears every row that was read by its id: it may be another attempt's. */
  heard?(intent: Intent): void;
  /** Asked between pages: true gives the look up, for one that cannot wait. */
  giveUp?(): boolean;
  /** Told after each page how many were read. */
  onPage?(pages: number): void;
}

const pageLimit = 100;
const mostPages = 50;
const longestMs = 60_000;
const backMs = 5 * 60_000;
/** An intent is ours only if it was created no earlier than this before the send (money rule 11). */
const createdSlackMs = 60_000;
/** FEX's clock of a row may be so far off its own `Date`. */
const rowSlackMs = 60_000;

/** `untilFound`: ends as soon as each is found, where further rows under a reference may wait for later. */
export async function lookThrough(
  soughts: readonly Sought[],
  tools: LookTools,
  untilFound: boolean,
): Promise<Looked> {
  const startedAt = tools.monotonicMs();
  const beganAtMs = tools.serverMs();
  const since = oldestOf(soughts);
  const byReference = new Map(soughts.map((sought) => [sought.reference, sought]));
  const seen = new Map<string, Intent>();
  const found = new Map<string, Intent[]>();
  const doubtful = new Set<string>();
  const order: number[] = [];
  let fullPages = 0;

  function end(clean: boolean): Looked {
    for (const rows of found.values()) rows.sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0));
    return { found, doubtful, clean, beganAtMs, rows: [...seen.values()] };
  }
  /** Ours by reference alone, unless it belongs to another attempt or is older than the send. */
  function keep(intent: Intent): void {
    const sought = intent.reference === null ? undefined : byReference.get(intent.reference);
    if (sought === undefined) return;
    const owner = tools.ownerOf(intent.id);
    if ((owner !== null && owner !== sought.reference) || isOlderThan(intent, sought))
      return void doubtful.add(sought.reference);
    const rows = found.get(sought.reference) ?? [];
    if (rows.some((row) => row.id === intent.id)) return;
    found.set(sought.reference, [...rows, intent]);
  }
  function see(intent: Intent): void {
    seen.set(intent.id, intent);
    keep(intent);
  }
  const allFound = () => untilFound && found.size === byReference.size;
  const tooLong = () => tools.monotonicMs() - startedAt > longestMs || tools.giveUp?.() === true;

  for (let page = 1; ; page += 1) {
    if (page > mostPages || tooLong()) return end(false);
    const read = await tools.list(page, pageLimit);
    if (read.kind !== 'read') return end(false);
    const { intents, limit } = read.value;
    tools.onPage?.(page);
    for (const intent of intents) {
      see(intent);
      order.push(intent.createdAtMs ?? Number.NaN);
    }
    if (allFound()) return end(true);
    if (isLastPage(intents.length, limit)) break;
    fullPages += 1;
    const oldest = order.at(-1) ?? Number.NaN;
    if (fullPages >= 2 && newestFirst(order) && oldest < since) break;
  }

  const again = await tools.list(1, pageLimit);
  if (again.kind !== 'read') return end(false);
  const late = again.value.intents.filter((intent) => !seen.has(intent.id));
  for (const intent of late) see(intent);
  if (allFound()) return end(true);

  // Rows in our window that hide their reference: only reading them tells whose they are.
  for (const candidate of seen.values()) {
    if (candidate.reference !== null || !soughts.some((sought) => mayBe(candidate, sought))) continue;
    if (tools.ownerOf(candidate.id) !== null) continue;
    const learnt = tools.learnt.get(candidate.id);
    if (learnt !== undefined && !byReference.has(learnt ?? '')) {
      // Who hears of this look may still want to know: what they did not record last time is lost otherwise.
      seen.set(candidate.id, { ...candidate, reference: learnt });
      continue;
    }
    if (tooLong()) return end(false);
    const read = await tools.get(candidate.id);
    if (read.kind !== 'read') return end(false);
    tools.learnt.set(candidate.id, read.value.reference);
    tools.heard?.(read.value);
    see(read.value);
    if (allFound()) return end(true);
  }
  // A row older than this pass that page 1 did not show before: rows moved, and ours may have moved past us.
  const moved = late.some((intent) => intent.createdAtMs === null || intent.createdAtMs < beganAtMs - 1_000);
  return end(!moved);
}

/** Made before the request left, so that it cannot be what it made. */
export function isOlderThan(
  { createdAtMs }: Intent,
  { sentAtMs, unsure }: Pick<Sought, 'sentAtMs' | 'unsure'>,
): boolean {
  return unsure !== true && createdAtMs !== null && createdAtMs < sentAtMs - createdSlackMs;
}

/** How far back rows of these may stand, in FEX's time. */
export function oldestOf(soughts: readonly Sought[]): number {
  if (soughts.some(({ unsure }) => unsure === true)) return Number.NEGATIVE_INFINITY;
  return Math.min(...soughts.map(({ sentAtMs }) => sentAtMs)) - backMs;
}

/** Whether a row that hides its reference can be what this send made, by its time. */
function mayBe(
  { createdAtMs }: Intent,
  { reference, unhide, unsure, sentAtMs, chargeableUntilMs }: Sought,
): boolean {
  if (reference === '' && unhide !== true) return false;
  if (createdAtMs === null || unsure === true) return true;
  const untilMs = chargeableUntilMs ? chargeableUntilMs + rowSlackMs : Number.POSITIVE_INFINITY;
  return createdAtMs >= sentAtMs - backMs && createdAtMs <= untilMs;
}

/** What a look says of one attempt. */
export function passResultOf(looked: Looked, sought: Sought, boundId: string | null): PassResult {
  const rows = looked.found.get(sought.reference) ?? [];
  const intent = keptOf(rows, boundId);
  if (intent !== null) return { kind: 'found', intent, others: rows.filter((row) => row.id !== intent.id) };
  return looked.clean && !looked.doubtful.has(sought.reference)
    ? { kind: 'absent' }
    : { kind: 'inconclusive' };
}

/**
 * Of two rows the completed one counts, else the bound one, else the oldest; one that has ended only where the
 * others have too.
 */
export function keptOf(rows: readonly Intent[], boundId: string | null): Intent | null {
  return (
    rows.find((row) => row.status === 'completed') ??
    rows.find((row) => row.id === boundId) ??
    rows.find((row) => !hasEnded(row)) ??
    rows[0] ??
    null
  );
}

function newestFirst(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || (times[index - 1] ?? Number.NaN) >= time);
}
