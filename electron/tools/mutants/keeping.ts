import type { Mutant } from './mutant.ts';

const machine = 'electron/core/payments/machine.ts';
const payments = 'electron/core/payments/payments.ts';
const unknownMoves = 'electron/core/payments/unknown-moves.ts';
const gate = 'electron/core/updates/webhook-gate.ts';

/** Wrong ways to keep the record, the time and the secrets. */
export const keepingMutants: readonly Mutant[] = [
  {
    name: 'effect-before-row',
    file: payments,
    find: 'if (rows.length > 0 && !(await recorder.record(rows))) return unrecorded(event, next, effects);',
    replace: 'if (rows.length > 0) void recorder.record(rows);',
    cost: 'a charge leaves that a dead till knows nothing of',
  },
  {
    name: 'shown-without-a-row',
    file: machine,
    find: "[learnt, journal('attempt.shown', attempt), { do: 'watch', intentId: known.intentId }],",
    replace: "[learnt, { do: 'watch', intentId: known.intentId }],",
    cost: 'after a restart a code that was shown counts as never shown',
  },
  {
    name: 'sent-not-open',
    file: machine,
    find: '        open: true,\n',
    replace: '        open: false,\n',
    cost: 'nothing is taken up after a restart',
  },
  {
    name: 'shown-forgotten',
    file: 'electron/core/payments/watch-book.ts',
    find: '        entry.shown = true;\n',
    replace: '',
    cost: 'a restart abandons a code the customer is about to pay',
  },
  {
    name: 'scan-not-taken-up',
    file: 'electron/core/payments/take-up.ts',
    find: "=> entry.shown || entry.attempt.flow === 'reverse'",
    replace: '=> entry.shown',
    cost: 'a restart forgets what the customer is approving',
  },
  {
    name: 'row-not-tried-again',
    file: payments,
    find: '    if (await recordFacts([fact])) return;\n',
    replace: '    await recordFacts([fact]);\n    if (fact !== null) return;\n',
    cost: 'an attempt stays open in the journal for ever',
  },
  {
    name: 'ended-without-a-row',
    file: payments,
    find: 'if (attempt.sentAtMs > 0) {',
    replace: 'if (attempt.sentAtMs < 0) {',
    cost: 'a sale that was told as not charged comes back as unknown at the next start',
  },
  {
    name: 'settled-early',
    file: unknownMoves,
    find: 'return now.serverMs >= state.attempt.chargeableUntilMs;',
    replace: 'return now.serverMs >= state.attempt.sentAtMs;',
    cost: 'a manager says Not charged while the customer can still pay',
  },
  {
    name: 'released-by-own-clock',
    file: payments,
    find: "if (event.type === 'next' && state.kind === 'unknown' && serverClock.knownMs() === null)",
    replace: 'if (event === null)',
    cost: 'a till an hour ahead releases what can still be paid',
  },
  {
    name: 'bound-too-short',
    file: machine,
    find: 'now.serverMs + timeoutMs + 30_000 + state.attempt.expiresInS * 1000 + 10_000',
    replace: 'now.serverMs + timeoutMs + 10_000',
    cost: 'a request that was under way for 30 s can be paid after the till let go of it',
  },
  {
    name: 'own-clock-trusted',
    file: 'electron/core/net/server-clock.ts',
    find: 'nowMs: () => knownMs() ?? clock.wallMs(),',
    replace: 'nowMs: () => clock.wallMs(),',
    cost: 'a till an hour behind believes no expiry, one ahead believes all',
  },
  {
    name: 'busy-waiting',
    file: unknownMoves,
    find: '{ ...state, passing: true, passBeganMs, nextPassAtMono: null },',
    replace: '{ ...state, passing: true, passBeganMs },',
    cost: 'a slow answer after a restart keeps the till busy drawing the same screen',
  },
  {
    name: 'unsigned-webhook',
    file: gate,
    find: 'if (!isSigned(request, secret, hasher)) {',
    replace: 'if (rejected < 0) {',
    cost: 'anybody on the network can make the till ask',
  },
  {
    name: 'webhook-thanked-unstored',
    file: gate,
    find: '      // Not stored is not acknowledged.\n      return 503;',
    replace: '      return 200;',
    cost: 'news on a full disk are gone',
  },
  {
    name: 'hint-done-unread',
    file: 'electron/core/updates/hints.ts',
    find: "if (read.kind === 'read' || read.kind === 'refused') {",
    replace: 'if (read.kind.length > 0) {',
    cost: 'a webhook whose read failed is forgotten',
  },
  {
    name: 'wallet-code-in-clear',
    file: payments,
    find: 'const digestOf = (code: string) => hasher.hmacSha256Hex(options.digestKey, code);',
    replace: 'const digestOf = (code: string) => code;',
    cost: 'whoever reads the journal can charge the customer',
  },
  {
    name: 'no-fsync',
    file: 'electron/node/journal-file.ts',
    find: "db.exec('PRAGMA synchronous = FULL');",
    replace: "db.exec('PRAGMA synchronous = OFF');",
    cost: 'a power cut takes back what was promised',
    tests: ['tests/node/journal-disk.test.ts', 'tests/node/journal.test.ts'],
  },
  {
    name: 'chain-unchecked',
    file: 'electron/node/journal-walk.ts',
    find: 'else if (chainHash(at.hash, rowInChain(row)) !== row.hash)',
    replace: 'else if (row.seq < 0)',
    cost: 'an edited journal is believed',
    tests: ['tests/node/journal-damage.test.ts', 'tests/node/journal-tool.test.ts'],
  },
];
