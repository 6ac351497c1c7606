import {
  type CountersTrouble,
  type CountersView,
  type ManagedCounter,
  rowsAtOnce,
} from '../../../shared/counters.ts';
import type { FexCounter } from './fex-counter.ts';
import type { MerchantVisit } from './merchant-visit.ts';
import { stopOf } from './pairing-state.ts';
import { type Gate, readCounters, readPayments } from './read-pages.ts';

type Trouble = { code: CountersTrouble; detail: string | null };

/**
 * The merchant's counters as they are being read: first all of them, then when each of them sold last. What was
 * read can be used at once, a payment on the screen goes first, and somebody may stop it.
 */
export interface CountersReading {
  view(): Pick<CountersView, 'reading' | 'count' | 'whole' | 'activityBackToMs' | 'revision'>;
  /** Begins anew; what was read before stays until then. */
  begin(visit: MerchantVisit): void;
  stop(): boolean;
  rows(search: string, from: number): { found: number; rows: ManagedCounter[] };
  find(counterId: string): FexCounter | null;
  shown(counter: FexCounter): ManagedCounter;
  /** One was read again after it was changed. */
  put(counter: FexCounter): void;
  /** For whoever else reads page after page; false once everything was forgotten. */
  gate: Gate;
  /** A payment on the screen may be over. */
  goOn(): void;
  /** Forgets everything. */
  clear(): void;
}

const monthMs = 30 * 24 * 3_600_000;
const mostPaymentPages = 200;

export function createCountersReading(options: {
  counterId: string;
  nowMs(): number;
  isBusy(): boolean;
  seen(counter: FexCounter): void;
  failed(trouble: Trouble): void;
  onChange(): void;
}): CountersReading {
  const { onChange } = options;
  let known = new Map<string, FexCounter>();
  let lastPaymentMs = new Map<string, number>();
  let reading: CountersView['reading'] = null;
  let whole = false;
  let activityBackToMs: number | null = null;
  let revision = 0;
  /** The newest reading; an older one that comes back is heard no more. */
  let turn = 0;
  /** Grows when everything is forgotten. */
  let era = 0;
  const waiting = new Set<() => void>();

  function change(): void {
    revision += 1;
    onChange();
  }
  function untilWoken(): Promise<void> {
    return new Promise((resolve) => void waiting.add(resolve));
  }
  function goOn(): void {
    for (const resolve of waiting) resolve();
    waiting.clear();
  }
  const gateOf =
    (own: number): Gate =>
    async () => {
      while (turn === own && options.isBusy()) {
        if (reading !== null && !reading.waiting) {
          reading = { ...reading, waiting: true };
          onChange();
        }
        await untilWoken();
      }
      if (turn === own && reading?.waiting) reading = { ...reading, waiting: false };
      return turn === own;
    };

  async function read(visit: MerchantVisit, own: number): Promise<void> {
    const gate = gateOf(own);
    const mine = () => turn === own;
    const fresh = new Map<string, FexCounter>();
    reading = { step: 'counters', pages: 0, waiting: false };
    onChange();
    const counters = await readCounters(visit.counters, gate, (page) => {
      if (!mine()) return;
      for (const one of page) fresh.set(one.id, one);
      // The first page takes the old list's place.
      known = fresh;
      reading = { step: 'counters', pages: (reading?.pages ?? 0) + 1, waiting: false };
      for (const one of page) options.seen(one);
      change();
    });
    if (!mine()) return;
    if (counters.kind !== 'done') {
      const { trouble, detail } = stopOf(counters);
      return options.failed({ code: trouble, detail });
    }
    whole = counters.value === 'whole';
    await readActivity(visit, own);
  }

  async function readActivity(visit: MerchantVisit, own: number): Promise<void> {
    const nowMs = options.nowMs();
    let oldestMs = nowMs;
    const found = new Map<string, number>();
    reading = { step: 'activity', pages: 0, waiting: false };
    change();
    const read = await readPayments(
      visit.fex,
      mostPaymentPages,
      gateOf(own),
      (intents, page) => {
        if (turn !== own) return;
        for (const { counterId, createdAtMs, isTest } of intents) {
          if (createdAtMs === null) continue;
          oldestMs = Math.min(oldestMs, createdAtMs);
          // A pairing tries a payment of a cent: nobody sold anything.
          if (counterId !== null && !isTest)
            found.set(counterId, Math.max(found.get(counterId) ?? 0, createdAtMs));
        }
        lastPaymentMs = found;
        activityBackToMs = oldestMs;
        reading = { step: 'activity', pages: page, waiting: false };
        change();
      },
      // Every counter is found, or nobody asks how long before that.
      () => oldestMs < nowMs - monthMs || [...known.keys()].every((id) => found.has(id)),
    );
    if (turn === own && read === 'whole') activityBackToMs = 0;
    if (turn === own && read === 'unread') options.failed({ code: 'activity-unread', detail: null });
  }

  function shown(counter: FexCounter): ManagedCounter {
    const { id, name, location, active } = counter;
    const isThis = id === options.counterId;
    return { id, name, location, active, isThis, lastPaymentAtMs: lastPaymentMs.get(id) ?? null };
  }

  function end(): void {
    turn += 1;
    reading = null;
    goOn();
  }

  return {
    view: () => ({ reading, count: known.size, whole, activityBackToMs, revision }),
    begin(visit) {
      end();
      whole = false;
      activityBackToMs = null;
      const own = turn;
      void read(visit, own)
        .catch(() => {
          if (turn === own) options.failed({ code: 'api-not-fex', detail: null });
        })
        .finally(() => {
          if (turn !== own) return;
          reading = null;
          change();
        });
    },
    stop() {
      if (reading === null) return false;
      end();
      change();
      return true;
    },
    rows(search, from) {
      const wanted = search.trim().toLocaleLowerCase();
      const found = [...known.values()]
        .filter(({ id, name, location }) =>
          `${name} ${location ?? ''} ${id}`.toLocaleLowerCase().includes(wanted),
        )
        .sort((a, b) => rank(b, options.counterId) - rank(a, options.counterId) || byName(a, b));
      return { found: found.length, rows: found.slice(from, from + rowsAtOnce).map(shown) };
    },
    find: (counterId) => known.get(counterId) ?? null,
    shown,
    put(counter) {
      known.set(counter.id, counter);
      change();
    },
    async gate() {
      const own = era;
      while (era === own && options.isBusy()) await untilWoken();
      return era === own;
    },
    goOn,
    clear() {
      era += 1;
      end();
      known = new Map();
      lastPaymentMs = new Map();
      [whole, activityBackToMs] = [false, null];
      change();
    },
  };
}

/** This till first, then those that can sell. */
const rank = ({ id, active }: FexCounter, own: string) => (id === own ? 2 : 0) + (active ? 1 : 0);
const byName = (a: FexCounter, b: FexCounter) =>
  a.name.localeCompare(b.name, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1);
