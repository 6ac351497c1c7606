import type { LedgerRow, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import type { Sought } from './list-pass.ts';

/**
 * FEX's ledger as the next source after its list (money rule 3): a payment that the list does not show may
 * stand there, under its intent's id. It only ever finds; that it shows nothing is no absence.
 */
const backMs = 5 * 60_000;
const mostReads = 20;

export async function lookInLedger(
  soughts: readonly Sought[],
  tools: {
    ledger(): Promise<Read<LedgerRow[]>>;
    get(intentId: string): Promise<Read<Intent>>;
    /** Ids whose reference is known already. */
    isKnown(intentId: string): boolean;
    learn(intentId: string, reference: string | null): void;
  },
): Promise<Intent[]> {
  const read = await tools.ledger();
  if (read.kind !== 'read') return [];
  const since = Math.min(...soughts.map((sought) => sought.sentAtMs)) - backMs;
  const ids = new Set(
    read.value.filter((row) => (row.createdAtMs ?? since) >= since).map((row) => row.intentId),
  );
  const references = new Set(soughts.map((sought) => sought.reference));
  const found: Intent[] = [];
  for (const id of [...ids].filter((one) => !tools.isKnown(one)).slice(0, mostReads)) {
    const intent = await tools.get(id);
    if (intent.kind === 'read') tools.learn(id, intent.value.reference);
    if (intent.kind === 'read' && intent.value.reference !== null && references.has(intent.value.reference))
      found.push(intent.value);
  }
  return found;
}
