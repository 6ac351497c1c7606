import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PaymentView } from '../../../shared/payment-view.ts';
import { journalFileName } from '../../node/journal.ts';
import { type Books, compareBooks } from './books.ts';
import { type CashierOptions, work } from './cashier.ts';
import { screenLie } from './screen-check.ts';
import { type Shop, verifyByTool } from './shop.ts';
import { startTill, type Till } from './till.ts';

/** The lives of one counter, one after the other, and what was found wrong in them. */
export interface Lives {
  wrong: string[];
  /** What people pressed, with how often. */
  did: Map<string, number>;
  /** Line by line, for whoever has to find out. */
  story: string[];
  tell(line: string): void;
  /** Begins a life; the screen is watched from its first moment. */
  begin(): Till;
  /** A cashier at this till, until it is gone or `until` says so. */
  attend(till: Till, until: () => boolean, how?: Partial<CashierOptions>): Promise<void>;
  /** Journal against FEX, also while the counter is dark. */
  compare(): Books;
  /** A quiet end, in which every payment has to find its place. */
  settle(): Promise<void>;
  /** Leaves nothing running; a counter that ends from now on does so because of this. */
  end(): Promise<void>;
  isOver(): boolean;
}

/** How long a quiet end may take until every payment is booked; and a little for each one that is watched. */
const quietMs = 60_000;
const perWatchedMs = 400;

export function createLives(shop: Shop): Lives {
  const { place, wire, weather, customers } = shop;
  const cashier = shop.dice('cashier');
  const { walletCodes } = customers;
  const wrong: string[] = [];
  const did = customers.counts;
  const story: string[] = [];
  let till: Till | null = null;
  let over = false;

  const tell = (line: string) => void story.push(`${new Date().toISOString()}  ${line}`);

  function seen(view: PaymentView): void {
    tell(`the screen: ${view.kind}${'reference' in view ? ` ${view.reference}` : ''}`);
    customers.sees(view);
    const lie = screenLie(view, shop.intents());
    if (lie !== null) wrong.push(lie);
  }

  function begin(): Till {
    const { open } = compare();
    const current = startTill(place, seen);
    till = current;
    current.ready.then(
      () => {
        const first = current.firstView();
        const shown = first === null || first.kind === 'idle' ? null : first.attemptId;
        if (open !== null && shown !== open) {
          wrong.push(`${open} was open, and the start shows ${first?.kind} ${shown ?? ''}`);
        }
      },
      () => {},
    );
    return current;
  }

  const attend: Lives['attend'] = (current, until, how = {}) =>
    work(current, { dice: cashier, walletCodes, counts: did, ...how }, until).catch((error: unknown) => {
      wrong.push(String(error));
    });

  function compare(): Books {
    for (const reference of wire.sentTwice) wrong.push(`${reference} was sent twice`);
    wire.sentTwice.clear();
    if (!existsSync(join(place.profile, journalFileName))) return { wrong: [], late: [], open: null };
    const books = compareBooks(place.profile, shop.intents());
    wrong.push(...books.wrong);
    return books;
  }

  async function settle(): Promise<void> {
    tell('a quiet end');
    weather.clear();
    customers.leave();
    shop.fex.engine.control.set({ cancelPendingApproval: 'allow' });
    const current = begin();
    let closed = false;
    const closing = attend(current, () => closed, { closing: true });
    const beganMs = performance.now();
    const mostMs = quietMs + perWatchedMs * shop.intents().length;
    while (current.isAlive() && wrong.length === 0) {
      const { late } = compare();
      if (current.view()?.kind === 'idle' && late.length === 0) break;
      if (performance.now() - beganMs > mostMs) break;
      await pause(200);
    }
    closed = true;
    await closing;
    const view = current.view();
    const code = await current.stop();
    if (over) return;
    if (code !== 0) wrong.push(`the counter did not close at the end (${code}): ${current.said().trim()}`);
    if (wrong.length === 0) wrong.push(...compare().late);
    if (view?.kind !== 'idle') wrong.push(`the till still shows ${view?.kind} when all is over`);
    wrong.push(...(await verifyByTool(place.profile)));
  }

  async function end(): Promise<void> {
    over = true;
    await till?.kill();
  }

  return { wrong, did, story, tell, begin, attend, compare, settle, end, isOver: () => over };
}
