import type { Page, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';

/**
 * One look through FEX's list for an attempt whose answer never came (money rule 3). FEX has no filter, so
 * pages are read back to five minutes before the send and page 1 is read again at the end.
 */
export type PassResult =
  | { kind: 'found'; intent: Intent }
  /** Clean: it would have been seen. */
  | { kind: 'absent' }
  /** Not everything could be read; says nothing. */
  | { kind: 'inconclusive' };

export interface Sought {
  reference: string;
  /** FEX's time of the send. */
  sentAtMs: number;
}

const pageLimit = 100;
const mostPages = 50;
const longestMs = 60_000;
const backMs = 5 * 60_000;
/** An intent is ours only if it was created no earlier than this before the send (money rule 11). */
const adoptBackMs = 60_000;
const mostCandidates = 20;

export async function listPass(
  sought: Sought,
  tools: {
    list(page: number, limit: number): Promise<Read<Page>>;
    get(intentId: string): Promise<Read<Intent>>;
    monotonicMs(): number;
    serverMs(): number;
    /** True where the id belongs to another attempt already. */
    isBound(intentId: string): boolean;
  },
): Promise<PassResult> {
  const startedAt = tools.monotonicMs();
  const beganAtMs = tools.serverMs();
  const seen = new Map<string, Intent>();
  const order: number[] = [];
  const since = sought.sentAtMs - backMs;
  let fullPages = 0;

  for (let page = 1; ; page += 1) {
    if (page > mostPages || tools.monotonicMs() - startedAt > longestMs) return { kind: 'inconclusive' };
    const read = await tools.list(page, pageLimit);
    if (read.kind !== 'read') return { kind: 'inconclusive' };
    const { intents, limit } = read.value;
    for (const intent of intents) {
      seen.set(intent.id, intent);
      order.push(intent.createdAtMs ?? Number.NaN);
    }
    const ours = pick(seen.values(), sought, tools.isBound);
    if (ours) return { kind: 'found', intent: ours };
    if (intents.length < limit) break;
    fullPages += 1;
    const oldest = order.at(-1) ?? Number.NaN;
    if (fullPages >= 2 && newestFirst(order) && oldest < since) break;
  }

  const again = await tools.list(1, pageLimit);
  if (again.kind !== 'read') return { kind: 'inconclusive' };
  const late = again.value.intents.filter((intent) => !seen.has(intent.id));
  for (const intent of late) seen.set(intent.id, intent);
  const ours = pick(late, sought, tools.isBound);
  if (ours) return { kind: 'found', intent: ours };

  // Rows in our window that hide their reference: only reading them tells whose they are.
  const candidates = [...seen.values()].filter(
    (intent) =>
      intent.reference === null && (intent.createdAtMs ?? since) >= since && !tools.isBound(intent.id),
  );
  if (candidates.length > mostCandidates) return { kind: 'inconclusive' };
  for (const candidate of candidates) {
    const read = await tools.get(candidate.id);
    if (read.kind !== 'read') return { kind: 'inconclusive' };
    const found = pick([read.value], sought, tools.isBound);
    if (found) return { kind: 'found', intent: found };
  }
  // A row older than this pass that page 1 did not show before: rows moved, and ours may have moved past us.
  const moved = late.some((intent) => intent.createdAtMs === null || intent.createdAtMs < beganAtMs - 1_000);
  return moved ? { kind: 'inconclusive' } : { kind: 'absent' };
}

/** Ours by reference alone; of two the completed one, else the oldest. */
function pick(intents: Iterable<Intent>, sought: Sought, isBound: (id: string) => boolean): Intent | null {
  const ours = [...intents].filter(
    (intent) =>
      intent.reference === sought.reference &&
      !isBound(intent.id) &&
      (intent.createdAtMs === null || intent.createdAtMs >= sought.sentAtMs - adoptBackMs),
  );
  ours.sort((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0));
  return ours.find((intent) => intent.status === 'completed') ?? ours[0] ?? null;
}

function newestFirst(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || (times[index - 1] ?? Number.NaN) >= time);
}
