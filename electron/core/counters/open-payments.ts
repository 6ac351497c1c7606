import type { CountersView, ManagedCounter, OpenPayment } from '../../../shared/counters.ts';
import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import { mayBePaid } from './other-tills.ts';
import { type Gate, readPayments } from './read-pages.ts';

const dayMs = 24 * 3_600_000;
/** A code of our tills can be paid for half an hour at most; of a busy merchant at least so much is looked through. */
const leastBackMs = 2 * 3_600_000;
const mostPages = 100;
const mostShown = 20;

/** What may still be paid at this counter, the newest first; null where it could not be read far enough back. */
export async function readOpenPayments(
  fex: Pick<FexClient, 'list'>,
  counterId: string,
  nowMs: number,
  gate: Gate,
): Promise<OpenPayment[] | null> {
  const open = new Map<string, Intent>();
  let oldestMs = nowMs;
  const read = await readPayments(
    fex,
    mostPages,
    gate,
    (intents) => {
      for (const intent of intents) {
        oldestMs = Math.min(oldestMs, intent.createdAtMs ?? nowMs);
        if (intent.counterId === counterId && mayBePaid(intent, nowMs)) open.set(intent.id, intent);
      }
    },
    (intents) => intents.every(({ createdAtMs }) => createdAtMs !== null && createdAtMs < nowMs - dayMs),
  );
  if (read === 'unread' || (read === 'stopped' && oldestMs > nowMs - leastBackMs)) return null;
  return [...open.values()].sort((a, b) => (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0)).map(shown);
}

export type ChosenCounter = NonNullable<CountersView['chosen']>;

/** One counter with what is open at it; of many payments the newest. */
export function chosenOf(
  counter: ManagedCounter,
  webhookUrl: string | null,
  open: OpenPayment[] | null,
): ChosenCounter {
  return { counter, webhookUrl, open: open?.slice(0, mostShown) ?? null, openCount: open?.length ?? 0 };
}

function shown({ id, reference, amountText, currency, createdAtMs }: Intent): OpenPayment {
  return {
    tail: (reference ?? id).slice(-4),
    amount: amountText?.slice(0, 60) ?? null,
    currency: currency?.slice(0, 10) ?? null,
    atMs: createdAtMs,
  };
}
