import type { BooksLineView, BooksView } from '../../../shared/books.ts';

/** Comparisons with FEX’s lists, made up: `?books=differs`, `?books=agrees&checking=list`, `?lines=50`. */
export function booksOf(query: URLSearchParams, now: number): BooksView {
  const outcome = query.get('books');
  const step = query.get('checking') as 'list' | 'waiting' | null;
  const differs = outcome === 'differs' ? Number(query.get('lines') ?? 6) : 0;
  const currency = query.get('currency') ?? 'USD';
  return {
    state: step === null ? 'idle' : step === 'waiting' ? 'waiting' : 'checking',
    progress: step === null ? null : { step: step === 'waiting' ? 'list' : step, done: 3 },
    result:
      outcome === null
        ? null
        : {
            outcome: outcome as 'agrees',
            checkedAtMs: now - 240_000,
            fromMs: now - 2 * 86_400_000,
            toMs: now - 240_000,
            ledger: query.get('ledger') === 'refused' ? 'refused' : 'read',
            counts: { matched: 214, open: 3, manual: 1, 'other-format': 12, 'missing-here': differs },
            unexplained: differs,
            lines: Array.from({ length: Math.min(differs, 50) }, (_, index) => lineOf(index, now, currency)),
          },
  };
}

const kinds = [
  ['missing-here', 'unexplained'],
  ['different-amount', 'unexplained'],
  ['paid-there-not-here', 'only-in-ledger'],
  ['refunded-there-not-here', 'unexplained'],
  ['twice', 'unexplained'],
  ['paid-here-not-there', 'not-in-ledger'],
  ['missing-there', 'unexplained'],
  ['different-currency', 'unexplained'],
  ['refunded-here-not-there', 'unexplained'],
  ['foreign', 'unexplained'],
  ['open', 'unexplained'],
] as const;

function lineOf(index: number, now: number, currency: string): BooksLineView {
  const [kind, reason] = kinds[index % kinds.length] ?? kinds[0];
  const lost = kind === 'missing-here' || kind === 'foreign';
  return {
    ...{ key: `${kind} ${index}`, kind, reason, tail: `7F${index}A` },
    amountMinor: lost ? null : 2999 + index * 100,
    currency: lost ? null : currency,
    thereAmount: kind === 'missing-there' ? null : '92.99',
    thereCurrency: kind === 'missing-there' ? null : currency,
    atMs: now - (index + 1) * 3_600_000,
  };
}
