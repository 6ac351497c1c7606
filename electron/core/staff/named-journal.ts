import type { Actor, Journal } from '../ports.ts';

/** Every row a cashier's tap leads to names whoever is signed in. */
export function namedJournal(journal: Journal, signedIn: () => Actor | null): Journal {
  return {
    ...journal,
    append: (rows) =>
      journal.append(
        rows.map((row) => (row.actor === 'cashier' ? { ...row, actor: signedIn() ?? row.actor } : row)),
      ),
  };
}
