import { type DeliveryOutcome, type DeliveryView, mostDeliveries } from '../../../shared/news.ts';

/**
 * What was posted to the listener, for a manager's eyes: bounded, and a flood of one kind is one line, so that it
 * cannot push out what came before it. Of what was not verified nothing is kept but that it came.
 */
export interface Deliveries {
  note(outcome: DeliveryOutcome, verified?: { event: string; intentId: string }): void;
  /** The newest first. */
  list(): DeliveryView[];
}

export function createDeliveries(nowMs: () => number): Deliveries {
  let list: DeliveryView[] = [];
  return {
    note(outcome, verified) {
      const atMs = nowMs();
      const event = verified === undefined ? null : nameOf(verified.event);
      const tail = verified === undefined ? null : verified.intentId.slice(-4);
      const same = list.findIndex((one) => one.outcome === outcome && one.tail === null);
      // Told apart only where it was verified: whoever posts anything else could make up any number of them.
      if (tail === null && same >= 0) {
        const count = Math.min((list[same]?.count ?? 0) + 1, 1_000_000);
        list.splice(same, 1);
        list.unshift({ atMs, outcome, event, tail, count });
        return;
      }
      list = [{ atMs, outcome, event, tail, count: 1 }, ...list].slice(0, mostDeliveries);
    },
    list: () => [...list],
  };
}

/** FEX's names are words and dots; anything else is not shown. */
function nameOf(event: string): string {
  return /^[a-z][a-z0-9._-]{0,59}$/i.test(event) ? event : '?';
}
