import {
  type CountersTrouble,
  type CountersView,
  type ManagedCounter,
  rowsAtOnce,
} from '../../../shared/counters.ts';

/** The merchant's counters, made up: `?counters=500&step=list`, `?reading=activity`, `?chosen=c0&open=2`, `?trouble=…`. */
export function countersViewOf(query: URLSearchParams, now: number): CountersView {
  const count = Number(query.get('counters') ?? 7);
  const reading = query.get('reading') as 'counters' | 'activity' | null;
  const chosen = query.get('chosen');
  const open = query.get('open');
  const trouble = query.get('trouble') as CountersTrouble | null;
  return {
    step: (query.get('step') ?? 'list') as CountersView['step'],
    clientId: 'merchant-7f3a',
    busy: false,
    reading: reading === null ? null : { step: reading, pages: 3, waiting: query.has('waiting') },
    count,
    whole: !query.has('partly'),
    activityBackToMs: now - 30 * 86_400_000,
    revision: 1,
    chosen:
      chosen === null
        ? null
        : {
            counter: counterAt(Number(chosen.slice(1)), now),
            webhookUrl: 'https://shop.example/webhooks/c1',
            open:
              open === 'unread'
                ? null
                : Array.from({ length: Number(open ?? 0) }, (_, at) => ({
                    ...{ tail: `7F${at}A`, amount: '29.99', currency: 'USD', atMs: now - at * 60_000 },
                  })),
            openCount: open === 'unread' ? 0 : Number(open ?? 0),
          },
    rotation: query.has('rotation')
      ? { state: query.get('rotation') as 'asked', atMs: now - 60_000, oldUntilMs: now + 540_000 }
      : null,
    trouble: trouble === null ? null : { code: trouble, detail: query.get('said') },
  };
}

export function counterRowsOf(
  query: URLSearchParams,
  now: number,
  { search, from }: { search: string; from: number },
): { found: number; rows: ManagedCounter[] } {
  const all = Array.from({ length: Number(query.get('counters') ?? 7) }, (_, at) => counterAt(at, now));
  const found = all.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  return { found: found.length, rows: found.slice(from, from + rowsAtOnce) };
}

const names = [
  'Till 1',
  'Kasse «Süd»',
  'كاونتر المدخل',
  '柜台一',
  `Till ${'with a very long name '.repeat(8)}7`,
];

function counterAt(at: number, now: number): ManagedCounter {
  return {
    id: `c${at}`,
    name: names[at] ?? `Till ${at + 1}`,
    location: at % 3 === 2 ? null : 'Main entrance',
    active: at % 5 !== 3,
    isThis: at === 0,
    lastPaymentAtMs: at % 4 === 1 ? null : now - (at + 1) * 3_700_000,
  };
}
