import type { Read } from '../net/fex-client.ts';
import type { LedgerEntry, LedgerPage } from '../net/ledger.ts';
import { isLastPage } from '../net/pages.ts';

/** FEX’s ledger back to a moment, with the discipline of the list: one limit, to its end, page 1 again. */
export type LedgerReading =
  | { kind: 'read'; entries: LedgerEntry[] }
  /** This token may not read it. */
  | { kind: 'refused' }
  /** Not all of it could be read; what it lacks says nothing. */
  | { kind: 'unread' };

const pageLimit = 100;
const mostPages = 50;

export async function readLedger(
  tools: {
    page(page: number, limit: number): Promise<Read<LedgerPage>>;
    serverMs(): number;
    /** Before each page; rejects where the check was stopped. */
    gate(): Promise<void>;
    onPage(pages: number): void;
  },
  sinceMs: number,
): Promise<LedgerReading> {
  const beganAtMs = tools.serverMs();
  const entries = new Map<string, LedgerEntry>();
  const seen = new Set<string>();
  const times: number[] = [];
  const keep = (page: LedgerPage) => {
    for (const entry of page.entries) entries.set(entry.transactionId, entry);
    for (const row of page.rows) seen.add(row.transactionId);
  };

  for (let page = 1; ; page += 1) {
    if (page > mostPages) return { kind: 'unread' };
    await tools.gate();
    const read = await tools.page(page, pageLimit);
    if (read.kind === 'refused') return { kind: 'refused' };
    if (read.kind !== 'read') return { kind: 'unread' };
    tools.onPage(page);
    keep(read.value);
    times.push(...read.value.rows.map((row) => row.createdAtMs ?? Number.NaN));
    if (isLastPage(read.value.rows.length, read.value.limit)) break;
    if (page >= 2 && newestFirst(times) && (times.at(-1) ?? sinceMs) < sinceMs) break;
  }
  const again = await tools.page(1, pageLimit);
  if (again.kind !== 'read') return { kind: 'unread' };
  const late = again.value.rows.filter((row) => !seen.has(row.transactionId));
  keep(again.value);
  // Rows moved while the pages were read, and one may have moved past us.
  const moved = late.some((row) => row.createdAtMs === null || row.createdAtMs < beganAtMs - 1_000);
  return moved ? { kind: 'unread' } : { kind: 'read', entries: [...entries.values()] };
}

function newestFirst(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || (times[index - 1] ?? Number.NaN) >= time);
}
