import type { Mutant } from './mutant.ts';

const storyLines = 'electron/core/reports/story-lines.ts';
const tests = ['tests/core/books-compare.test.ts', 'tests/core/books.test.ts'];

/** Wrong ways to hold the record against FEX’s lists. */
export const provingMutants: readonly Mutant[] = [
  {
    name: 'unread-books-agree',
    file: 'electron/core/reports/read-books.ts',
    find: "whole: looked.clean && unread.size === 0 && ledger.kind !== 'unread',",
    replace: "whole: unread.size === 0 && ledger.kind !== 'unread',",
    cost: 'a list that was read half-way says that everything agrees',
    tests,
  },
  {
    name: 'difference-told-after-one-read',
    file: 'electron/core/reports/gathering.ts',
    find: '          intents.set(id, read.value);\n',
    replace: '',
    cost: 'a sale that was paid while the list was read stands before the manager as unexplained',
    tests,
  },
  {
    name: 'money-under-watch-for-ever',
    file: storyLines,
    find: 'const asked = story.open && nowMs < story.openUntilMs;',
    replace: 'const asked = story.open;',
    cost: 'a payment that the watch never sees is explained for ever',
    tests,
  },
  {
    name: 'manager-explains-any-money',
    file: storyLines,
    find: "if (kind === 'paid-there-not-here') return story.manual?.paid ? byHand",
    replace: "if (kind === 'paid-there-not-here') return story.manual ? byHand",
    cost: 'a sale recorded as not paid, which FEX was paid for, is in order',
    tests,
  },
  {
    name: 'ledger-not-asked',
    file: storyLines,
    find: 'if (refunds.length > 0 && !story.refunded.has(row.id))',
    replace: 'if (refunds.length > 1 && !story.refunded.has(row.id))',
    cost: 'money given back in the dashboard is still in the day’s takings',
    tests,
  },
  {
    name: 'lost-sale-is-anybodys',
    file: 'electron/core/reports/compare-books.ts',
    find: "if (parts.installationId === till.installationId) return tell('missing-here', 'unexplained', false);",
    replace: '',
    cost: 'a sale that fell out of the record is another till’s affair',
    tests,
  },
];
