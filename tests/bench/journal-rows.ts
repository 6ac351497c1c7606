import type { JournalRow } from '../../electron/core/ports.ts';

/** A row of the size a sale's rows have. */
export function benchRow(type: string, sale: number, open?: boolean): JournalRow {
  const id = String(sale).padStart(26, '0');
  return {
    type,
    actor: 'cashier',
    atMs: 1_767_600_000_000 + sale * 1000,
    serverMs: 1_767_600_000_000 + sale * 1000,
    saleId: `S${id}`,
    attemptId: `A${id}`,
    reference: `ABC123-0123456789-${id}`,
    ...(open === undefined ? {} : { open }),
    body: { amountMinor: 2999, currency: 'USD', flow: 'standard', expiresInS: 300, note: null },
  };
}
