import type { Mutant } from './mutant.ts';

const machine = 'electron/core/payments/machine.ts';
const keptRows = 'electron/core/payments/kept-rows.ts';
const screen = 'electron/core/payments/screen-payment.ts';
const unknownMoves = 'electron/core/payments/unknown-moves.ts';
const gate = 'electron/core/updates/webhook-gate.ts';

/** Wrong ways to keep the record, the time and the secrets. */
export const keepingMutants: readonly Mutant[] = [
  {
    name: 'effect-before-row',
    file: screen,
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
    file: keptRows,
    find: '    if (await record([fact])) return;\n',
    replace: '    await record([fact]);\n    if (fact !== null) return;\n',
    cost: 'an attempt stays open in the journal for ever',
  },
  {
    name: 'ended-without-a-row',
    file: screen,
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
    file: 'electron/core/payments/cashier-requests.ts',
    find: "if (event.type === 'next' && before.kind === 'unknown' && serverClock.knownMs() === null)",
    replace: 'if (event === null)',
    cost: 'a till an hour ahead releases what can still be paid',
  },
  {
    name: 'bound-too-short',
    file: 'electron/core/payments/moves.ts',
    find: 'sentAtMs + timeoutMs + 30_000 + expiresInS * 1000 + 10_000',
    replace: 'sentAtMs + timeoutMs + 10_000',
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
    find: 'const secret = honoured.find((one) => isSigned(request, one, hasher));',
    replace: 'const secret = honoured[0];',
    cost: 'anybody on the network can make the till ask',
  },
  {
    name: 'webhook-thanked-unstored',
    file: gate,
    find: "      return told(503, 'not-stored');",
    replace: '      return 200;',
    cost: 'news on a full disk are gone',
  },
  {
    name: 'hint-done-unread',
    file: 'electron/core/updates/hints.ts',
    find: "if (read.kind !== 'read') return putOff(entry, read, counted);",
    replace: "if (read.kind !== 'read' && read.kind !== 'refused') return putOff(entry, read, counted);",
    cost: 'a webhook whose read FEX refused once is forgotten',
  },
  {
    name: 'hint-holds-up-others',
    file: 'electron/core/updates/hints.ts',
    find: 'const mostRefused = 50;',
    replace: 'const mostRefused = 5_000;',
    cost: 'hundreds of webhooks that FEX refuses to explain hide every new one',
  },
  {
    name: 'code-cut-before-sought',
    file: 'electron/core/net/fex-words.ts',
    find: 'const longestLooked = 4_000;',
    replace: 'const longestLooked = 200;',
    cost: 'the first half of a long wallet code stands in the journal',
  },
  {
    name: 'code-in-other-spelling',
    file: 'electron/core/net/fex-words.ts',
    find: "return tells(words, walletCode) ? '' : words.slice(0, longestKept);",
    replace: 'return words.slice(0, longestKept);',
    cost: 'a wallet code that FEX repeats without its prefix stands in the journal',
  },
  {
    name: 'code-as-a-note',
    file: 'electron/core/payments/sale-request.ts',
    find: "return holdsWalletCode(note) || isCode(note) ? failed('note-wallet-code') : null;",
    replace: 'return isCode(note) && note === null ? null : null;',
    cost: 'a wallet code scanned into the note is recorded and shown to other customers',
  },
  {
    name: 'token-host-clock',
    file: 'electron/core/auth/token-source.ts',
    find: "if (result.kind === 'answer' && serverClock.knownMs() === null)",
    replace: "if (result.kind === 'answer')",
    cost: 'the sign-in host’s clock moves the deadlines of what is open',
  },
  {
    name: 'wallet-code-in-clear',
    file: keptRows,
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
