import type { Mutant } from './mutant.ts';

const installation = 'electron/core/settings/installation.ts';
const marks = ['tests/core/mark.test.ts'];

/** Wrong ways to tell a copied, restored or edited record from the till's own. */
export const guardingMutants: readonly Mutant[] = [
  {
    name: 'mark-compared-at-the-end',
    file: installation,
    find: 'if (mark !== undefined && (await journal.hashAt(mark.seq)) !== mark.hash)',
    replace: 'if (mark !== undefined && mark.seq === head.seq && mark.hash !== head.hash)',
    cost: 'a record that was put back sells again once a few rows were added to it',
    tests: marks,
  },
  {
    name: 'mark-moves-while-suspect',
    file: installation,
    find: 'if (mark === null || held) return;',
    replace: 'if (mark === null) return;',
    cost: 'a copy writes its own end over the evidence, and the next start believes it',
    tests: marks,
  },
  {
    name: 'missing-mark-is-a-first-start',
    file: installation,
    find: 'if (tools.isOpen && head.seq > 0 && (mark === undefined || keptId(store) === null))',
    replace: 'if (tools.isOpen && head.seq < 0)',
    cost: 'whoever empties one item of the keychain may put back any record',
    tests: marks,
  },
  {
    name: 'lost-id-made-up',
    file: installation,
    find: 'let id = keptId(store) ?? create(lost?.id ?? newInstallationId(random));',
    replace: 'let id = keptId(store) ?? create(newInstallationId(random));',
    cost: 'what a restored record lacks belongs to nobody, and is not rebuilt',
    tests: marks,
  },
];
