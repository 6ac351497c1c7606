import type { PaymentView } from '../../../shared/payment-view.ts';
import type { IntentDump } from '../../../shared/sim-control.ts';

/** What a screen says against what FEX's books say at that very moment. A sentence, or null where they agree. */
export function screenLie(view: PaymentView, intents: readonly IntentDump[]): string | null {
  if (view.kind !== 'paid' && view.kind !== 'not-charged' && view.kind !== 'paid-late') return null;
  const mine = intents.filter(({ reference }) => reference === view.reference);
  const paid = mine.find(({ status }) => status === 'completed' || status === 'refunded');
  if (view.kind === 'not-charged') {
    return paid === undefined ? null : `a screen said not charged for ${view.reference}, which is paid`;
  }
  if (paid === undefined) return `a screen said ${view.kind} for ${view.reference}, and FEX does not`;
  return paid.amountMinor === view.amountMinor
    ? null
    : `a screen said ${view.kind} for ${view.reference}, of which FEX charged another amount`;
}
