import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import { isLastPage } from '../net/pages.ts';
import type { FexCounter } from './fex-counter.ts';
import type { Answered, FexCounters } from './fex-counters.ts';

/** Waits while something goes first; false once nobody wants the rest. */
export type Gate = () => Promise<boolean>;

const pageSize = 100;
const mostCounterPages = 50;

/**
 * Every counter of the merchant, page by page. FEX documents no pages: where it gives everything at once that was
 * all, and where it refuses to be asked for a page it is asked as documented.
 */
export async function readCounters(
  from: Pick<FexCounters, 'list' | 'page'>,
  gate: Gate,
  heard: (fresh: FexCounter[]) => void,
): Promise<Answered<'whole' | 'stopped'>> {
  const seen = new Set<string>();
  const take = (counters: FexCounter[]): number => {
    const fresh = counters.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    heard(fresh);
    return fresh.length;
  };
  for (let page = 1; page <= mostCounterPages; page += 1) {
    if (!(await gate())) return { kind: 'done', value: 'stopped' };
    const answer = await from.page(page, pageSize);
    if (page === 1 && answer.kind === 'refused' && [400, 404, 422].includes(answer.status)) {
      const all = await from.list();
      if (all.kind !== 'done') return all;
      take(all.value);
      return { kind: 'done', value: 'whole' };
    }
    if (answer.kind !== 'done') return answer;
    const { counters, rows, total } = answer.value;
    const fresh = take(counters);
    const all = total !== null && seen.size >= total;
    if (fresh === 0 || rows !== pageSize || all) return { kind: 'done', value: 'whole' };
  }
  return { kind: 'done', value: 'stopped' };
}

/** How far a look through the merchant's payments came. */
export type PaymentsRead = 'whole' | 'stopped' | 'unread';

/** The merchant's payments, the newest first where FEX gives them so, until `enough` says so. */
export async function readPayments(
  fex: Pick<FexClient, 'list'>,
  mostPages: number,
  gate: Gate,
  heard: (intents: Intent[], page: number) => void,
  enough: (intents: Intent[]) => boolean,
): Promise<PaymentsRead> {
  for (let page = 1; page <= mostPages; page += 1) {
    if (!(await gate())) return 'stopped';
    const read = await fex.list(page, pageSize);
    if (read.kind !== 'read') return 'unread';
    const { intents, limit } = read.value;
    heard(intents, page);
    if (isLastPage(intents.length, limit)) return 'whole';
    if (enough(intents)) return 'stopped';
  }
  return 'stopped';
}
