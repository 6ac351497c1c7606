import { useEffect } from 'react';
import { create } from 'zustand';
import { type CountersView, type ManagedCounter, rowsAtOnce } from '../../shared/counters.ts';
import { counter } from '../stores/counter-link.ts';
import { useTill } from '../stores/till-store.ts';

/** The mirror of a visit to the merchant's counters. No secret is ever in here. */
interface CountersMirror {
  view: CountersView | null;
  search: string;
  /** How many rows are wanted. */
  wanted: number;
  found: number;
  rows: readonly ManagedCounter[];
}
const nothing: CountersMirror = { view: null, search: '', wanted: rowsAtOnce, found: 0, rows: [] };

export const useCountersMirror = create<CountersMirror>(() => nothing);

let turn = 0;

/** Reads the rows anew that are shown; of two answers the later question's counts. */
async function readRows(): Promise<void> {
  const { search, wanted } = useCountersMirror.getState();
  turn += 1;
  const own = turn;
  const rows: ManagedCounter[] = [];
  let found = 0;
  for (let from = 0; from < wanted; from += rowsAtOnce) {
    const page = await counter().call('counters.list', { search, from });
    if (own !== turn) return;
    // A till that was locked meanwhile shows nothing.
    if (!('rows' in page)) return;
    rows.push(...page.rows);
    found = page.found;
    if (page.rows.length < rowsAtOnce) break;
  }
  useCountersMirror.setState({ rows, found });
}

function take(view: CountersView): void {
  const before = useCountersMirror.getState().view;
  useCountersMirror.setState({ view });
  if (view.step === 'list' && view.revision !== before?.revision) readRows().catch(console.error);
}

export function search(text: string): void {
  useCountersMirror.setState({ search: text, wanted: rowsAtOnce });
  readRows().catch(console.error);
}
export function showMore(): void {
  useCountersMirror.setState(({ wanted }) => ({ wanted: wanted + rowsAtOnce }));
  readRows().catch(console.error);
}

/** Follows the visit while its sheet is open, and ends it with the sheet; a manager's PIN is no end. */
export function useCountersLink(): CountersView | null {
  useEffect(() => {
    const stop = counter().listen('counters.changed', take);
    counter().call('counters.read', null).then(take, console.error);
    return () => {
      stop();
      const { sheet } = useTill.getState();
      if (sheet === 'counters' || sheet === 'approve') return;
      useCountersMirror.setState(nothing);
      counter().call('counters.leave', null).catch(console.error);
    };
  }, []);
  return useCountersMirror((state) => state.view);
}
