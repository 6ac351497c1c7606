import type { LedgerRow, Read } from '../net/fex-client.ts';
import type { Intent } from '../net/intent.ts';
import { isOlderThan, type Looked, oldestOf, type Sought } from './list-pass.ts';

/**
 * FEX's ledger as the next source after its list (money rule 3): a payment that the list does not show may
 * stand there, under its intent's id. It only ever finds; that it shows nothing is no absence.
 */
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
): Promise<Pick<Looked, 'doubtful'> & { intents: Intent[] }> {
  const read = await tools.ledger();
  const intents: Intent[] = [];
  const doubtful = new Set<string>();
  if (read.kind !== 'read') return { intents, doubtful };
  const since = oldestOf(soughts);
  const ids = new Set(
    read.value.filter((row) => (row.createdAtMs ?? since) >= since).map((row) => row.intentId),
  );
  for (const id of [...ids].filter((one) => !tools.isKnown(one)).slice(0, mostReads)) {
    const intent = await tools.get(id);
    if (intent.kind !== 'read') continue;
    const { value } = intent;
    const sought = soughts.find(({ reference }) => reference === value.reference);
    // What is ours is read again with every look: it must not be forgotten for having been seen.
    if (sought === undefined) tools.learn(id, value.reference);
    else if (isOlderThan(value, sought)) doubtful.add(sought.reference);
    else intents.push(value);
  }
  return { intents, doubtful };
}
