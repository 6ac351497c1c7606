import { expect, test } from 'vitest';
import { ledgerWords } from '../../electron/tools/ledger-words.ts';

const paid = (amountMinor: number, currency = 'USD') => ({ type: 'payment', amountMinor, currency });

test('the demo’s last line has each currency’s decimals', () => {
  expect(ledgerWords([paid(2999), { ...paid(2999), type: 'refund' }, paid(4950)])).toBe(
    '2 payments, 29.99 USD and 49.50 USD',
  );
  expect(ledgerWords([paid(500, 'JPY')])).toBe('1 payment, 500 JPY');
  expect(ledgerWords([])).toBe('no payment');
});
