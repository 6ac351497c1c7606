import type { StoredRow } from '../../core/ports.ts';
import { canonicalBody, chainHash } from '../../node/journal-chain.ts';

/** What is wrong with a chain of rows, or null. Rows do not keep `open`, so all it can have been are tried. */
export function chainFault(rows: readonly StoredRow[]): string | null {
  let before = '';
  for (const [index, row] of rows.entries()) {
    if (row.seq !== index + 1) return `row ${index + 1} says it is ${row.seq}`;
    const { hash, body, ...columns } = row;
    const fits = [null, true, false].some(
      (open) => chainHash(before, { ...columns, open, bodyText: canonicalBody(body) }) === hash,
    );
    if (!fits) return `row ${row.seq} does not fit its hash`;
    before = hash;
  }
  return null;
}
