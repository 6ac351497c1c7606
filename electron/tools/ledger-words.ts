import { exponentOf, majorText } from '../../shared/money.ts';

/** A row of the simulated FEX's ledger. */
export interface LedgerRow {
  type: string;
  amountMinor: number;
  currency: string;
}

/** What the payments of a ledger are, each with its currency's decimals: `2 payments, 29.99 USD and 49.50 USD`. */
export function ledgerWords(ledger: readonly LedgerRow[]): string {
  const amounts = ledger
    .filter((row) => row.type === 'payment')
    .map(({ amountMinor, currency }) => `${majorText(amountMinor, exponentOf(currency))} ${currency}`);
  if (amounts.length === 0) return 'no payment';
  const payments = amounts.length === 1 ? '1 payment' : `${amounts.length} payments`;
  return `${payments}, ${amounts.join(' and ')}`;
}
