import type { Mutant } from './mutant.ts';

const installation = 'electron/core/settings/installation.ts';
const people = 'electron/core/staff/people.ts';
const halts = 'electron/core/payments/halts.ts';
const guard = 'electron/core/auth/send-guard.ts';
const payments = 'electron/core/payments/payments.ts';
const standing = 'electron/node/journal-standing.ts';
const words = ['tests/node/journal-acknowledged.test.ts'];
const unpairing = ['tests/core/unpair.test.ts'];
const marks = ['tests/core/mark.test.ts'];
const copies = ['tests/core/copy-sends-nothing.test.ts'];

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
    name: 'grant-for-anything',
    file: people,
    find: 'if (given?.action === action && clock',
    replace: 'if (given !== null && clock',
    cost: 'a PIN put in for a wrong amount that was seen gives money back',
    tests: ['tests/core/people.test.ts'],
  },
  {
    name: 'grant-used-twice',
    file: people,
    find: '      const given = grant;\n      grant = null;\n',
    replace: '      const given = grant;\n',
    cost: 'after one refund that a manager approved a cashier makes the next one alone',
    tests: ['tests/core/people.test.ts'],
  },
  {
    name: 'sign-erased-before-the-id-is-kept',
    file: 'electron/core/settings/take-over.ts',
    find: "        if (!(await store.saved())) return failed('settings-not-saved');\n        if (machine !== null) store.write('machine', machine);\n        store.write('copySign', undefined);\n",
    replace:
      "        if (machine !== null) store.write('machine', machine);\n        store.write('copySign', undefined);\n        if (!(await store.saved())) return failed('settings-not-saved');\n",
    cost: 'after a restart the till charges under the id that it gave up, beside the till that may be a copy',
    tests: ['tests/core/copied.test.ts'],
  },
  {
    name: 'lost-id-made-up',
    file: installation,
    find: 'let id = keptId(store) ?? create(lost?.id ?? newInstallationId(random));',
    replace: 'let id = keptId(store) ?? create(newInstallationId(random));',
    cost: 'what the till made under its lost id is another till’s to the books',
    tests: marks,
  },
  {
    name: 'copy-may-send',
    file: halts,
    find: "export const forbidsSending = [\n  'copied-or-restored',\n",
    replace: 'export const forbidsSending = [\n',
    cost: 'a copy on another computer cancels what the till shows a customer',
    tests: copies,
  },
  {
    name: 'copy-cancels-under-watch',
    file: payments,
    find: '    mayCancel: maySend,\n',
    replace: '    mayCancel: (entry) => !entry.rebuilt || maySend(),\n',
    cost: 'a copy records cancels it may not send',
    tests: copies,
  },
  {
    name: 'copy-knows-what-was-shown',
    file: 'electron/core/payments/take-up.ts',
    find: 'mayBePaid(entry) || !isWhole ?',
    replace: 'mayBePaid(entry) ?',
    cost: 'what the till was paid for is given back by its copy, by itself',
    tests: copies,
  },
  {
    name: 'sent-before-it-knows-itself',
    file: 'electron/core/counter.ts',
    find: 'const maySend = () => keys.trouble === null && !forbidsSending',
    replace: 'const maySend = () => !forbidsSending',
    cost: 'a restored till cancels in the moment its keychain opens',
    tests: copies,
  },
  {
    name: 'keys-gone-and-still-charging',
    file: halts,
    find: "  'keys-gone',\n] as const satisfies",
    replace: '] as const satisfies',
    cost: 'a counter whose keys were taken away sends the one fresh create all the same',
    tests: ['tests/core/keychain.test.ts'],
  },
  {
    name: 'guard-not-asked-at-the-socket',
    file: guard,
    find: "request.method === 'GET' || maySend() ?",
    replace: "request.method === 'GET' || request.fresh ?",
    cost: 'a cancel leaves although a sign of another till came while its token was fetched',
    tests: copies,
  },
  {
    name: 'unpaired-may-send',
    file: halts,
    find: "  'unpaired',\n] as const satisfies",
    replace: '] as const satisfies',
    cost: 'a counter that was given up goes on cancelling with the token it still has',
    tests: unpairing,
  },
  {
    name: 'unpaired-under-a-refund',
    file: payments,
    find: "        if (hasOpenRefund()) return failed('refund-open');\n",
    replace: '',
    cost: 'nobody can ask any more whether the customer got the money back',
    tests: unpairing,
  },
  {
    name: 'unpaired-over-a-lost-scan',
    file: payments,
    find: "return unseen ? failed('sale-unknown') : work();",
    replace: 'return work();',
    cost: 'a scan that FEX took is never found: the list is shown to nobody without keys',
    tests: unpairing,
  },
  {
    name: 'unpaired-beside-a-charge',
    file: payments,
    find: '    unlessOpen: (work) =>\n      inTurn(async () => {\n',
    replace: '    unlessOpen: (work) =>\n      Promise.resolve().then(async () => {\n',
    cost: 'a charge leaves while the keys to follow it are being deleted',
    tests: unpairing,
  },
  {
    name: 'word-beyond-its-own-row',
    file: standing,
    find: 'Math.min(row.body.throughSeq, row.seq)',
    replace: 'row.body.throughSeq',
    cost: 'one made-up row forgives every change that is still to come',
    tests: words,
  },
  {
    name: 'word-covers-the-tables',
    file: 'electron/node/journal-walk.ts',
    find: 'if (wrong.length < mostWrong) wrong.push({ seq, sentence, table: true });',
    replace:
      'if (seq > acknowledgedThrough && wrong.length < mostWrong) wrong.push({ seq, sentence, table: true });',
    cost: 'an open payment that was taken off the table of attempts is never looked at again',
    tests: words,
  },
  {
    name: 'hidden-payment-left-hidden',
    file: 'electron/node/journal-open.ts',
    find: '    mendTables(db);\n',
    replace: '',
    cost: 'the start says that a payment was hidden, and does not watch it',
    tests: words,
  },
  {
    name: 'word-behind-the-mark-believed',
    file: installation,
    find: 'if (word !== null && word.seq > mark.seq)',
    replace: 'if (word !== null && word.seq < 0)',
    cost: 'changed rows are forgiven by a manager who never saw them',
    tests: marks,
  },
  {
    name: 'undated-row-is-nobodys',
    file: 'electron/core/payments/foreign.ts',
    find: "  if (parts === null || parts.tag !== till.tag) return 'nothing';",
    replace:
      "  if (parts === null || parts.tag !== till.tag || intent.createdAtMs === null) return 'nothing';",
    cost: 'another till on this counter is not seen where FEX leaves out when it sold',
    tests: ['tests/core/copied.test.ts'],
  },
  {
    name: 'any-frame-may-call',
    file: 'electron/core/bridge-server.ts',
    find: "  if (!sender.ownTopFrame) return { code: 'bad-sender', message: 'only the counter’s own window may call' };\n",
    replace: '',
    cost: 'a frame that got into the window charges',
    tests: ['tests/core/succession.test.ts'],
  },
  {
    name: 'closed-counter-tells-anybody',
    file: 'electron/core/succession.ts',
    find: 'if (stranger !== null)',
    replace: 'if (stranger === null && ended)',
    cost: 'whoever reaches the bridge reads the folders of this computer',
    tests: ['tests/core/succession.test.ts'],
  },
];
