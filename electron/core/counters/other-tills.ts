import type { FexClient } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import { isLastPage } from '../net/pages.ts';
import { readReference } from '../payments/reference.ts';

/** What FEX's list says of a counter somebody wants to take over. */
export interface CounterUse {
  /** Payments that may still be paid. */
  open: number;
  /** When another installation last sold as this counter, within a day; or null. */
  soldElsewhereAtMs: number | null;
}

const pageSize = 100;
const mostPages = 20;
const dayMs = 24 * 3_600_000;
/** FEX may tell of the end a little late. */
const graceMs = 15_000;
const finalWords = [
  'completed',
  'cancelled',
  'canceled',
  'expired',
  'refunded',
  'declined',
  'rejected',
  'failed',
];

/** Neither over by FEX's word nor by its time. */
export function mayBePaid({ expiresAtMs, status }: Intent, nowMs: number): boolean {
  const ended = expiresAtMs !== null && expiresAtMs + graceMs < nowMs;
  return !ended && !finalWords.includes(status);
}

/** Looks through a day of the list; null where it could not be read. */
export async function readCounterUse(
  fex: Pick<FexClient, 'list'>,
  counter: { id: string; tag: string; ownInstallation: string },
  nowMs: number,
): Promise<CounterUse | null> {
  const use: CounterUse = { open: 0, soldElsewhereAtMs: null };
  for (let page = 1; page <= mostPages; page += 1) {
    const read = await fex.list(page, pageSize);
    if (read.kind !== 'read') return null;
    const { intents, limit } = read.value;
    for (const intent of intents) take(use, intent, counter, nowMs);
    const old = intents.every(({ createdAtMs }) => createdAtMs !== null && createdAtMs < nowMs - dayMs);
    if (isLastPage(intents.length, limit) || old) return use;
  }
  return use;
}

function take(
  use: CounterUse,
  intent: Intent,
  counter: { id: string; tag: string; ownInstallation: string },
  nowMs: number,
): void {
  const origin = intent.reference === null ? null : readReference(intent.reference);
  const ours = intent.counterId === counter.id || (intent.counterId === null && origin?.tag === counter.tag);
  if (!ours) return;
  if (mayBePaid(intent, nowMs)) use.open += 1;
  const { createdAtMs } = intent;
  const another = origin?.tag === counter.tag && origin.installationId !== counter.ownInstallation;
  if (another && createdAtMs !== null && createdAtMs > nowMs - dayMs) {
    use.soldElsewhereAtMs = Math.max(use.soldElsewhereAtMs ?? 0, createdAtMs);
  }
}
