import type { Mutant } from './mutant.ts';

const machine = 'electron/core/refunds/refund-machine.ts';
const service = 'electron/core/refunds/refunds.ts';
const record = 'electron/core/refunds/refund-record.ts';
const sight = 'electron/core/refunds/refund-sight.ts';
const requests = 'electron/core/payments/late-requests.ts';
const tests = ['tests/core/refund-machine.test.ts', 'tests/core/refund.test.ts'];
/** What only the whole till shows. */
const till = ['tests/core/refund.test.ts'];

/** Wrong ways to give money back. */
export const refundingMutants: readonly Mutant[] = [
  {
    name: 'conflict-is-acceptance',
    file: machine,
    find: "  if (refused !== null) return fail(refund, 'conflict', now, refused);",
    replace: '  if (refused !== null) return finish(refund, true, {}, now);',
    cost: 'a 409 about something else is called refunded, and the customer gets nothing',
    tests,
  },
  {
    name: 'refund-again-after-one-read',
    file: machine,
    find: '  const apart = state.clearAtMono !== null && startedMono - state.clearAtMono >= apartMs;',
    replace: '  const apart = startedMono >= 0;',
    cost: 'a refund that FEX shows a moment late is sent a second time',
    tests,
  },
  {
    name: 'refund-sent-before-its-row',
    file: service,
    find: '    if (next.facts.length > 0 && !(await options.record(next.facts))) return journalRetryMs;',
    replace:
      '    if (next.send) void options.record(next.facts);\n    else if (next.facts.length > 0 && !(await options.record(next.facts))) return journalRetryMs;',
    cost: 'after a power cut nobody knows that a refund was sent',
    tests: till,
  },
  {
    name: 'refund-decision-unrecorded',
    file: service,
    find: "    if (!(await options.record([{ type: 'refund.decided', attempt, by, open: true, body }]))) return false;",
    replace: "    void options.record([{ type: 'refund.decided', attempt, by, open: true, body }]);",
    cost: 'the manager’s decision is gone with the next power cut',
    tests: till,
  },
  {
    name: 'refund-unread',
    file: service,
    find: '    const next = await inTurn(() => apply(refund, eventOf(read, startedMono)));',
    replace:
      "    const next = refund.state.kind === 'asking' && refund.state.sends === 0 ? await inTurn(async () => { const sent = { type: 'refund.sent', attempt: refund.attempt, body: { intentId: refund.intentId, send: 1 } }; if (!(await options.record([sent]))) return journalRetryMs; refund.state = { kind: 'sending', sends: 1, allowed: 5 }; return 'send' as const; }) : await inTurn(() => apply(refund, eventOf(read, startedMono)));",
    cost: 'what was refunded in the dashboard meanwhile is refunded again',
    tests: till,
  },
  {
    name: 'refund-done-unread',
    file: machine,
    find: "    case 'answered':\n      return state.kind === 'sending' ? answered(refund, state, event.sent, now) : stay;",
    replace:
      "    case 'answered':\n      if (event.sent.kind === 'accepted') return finish(refund, false, {}, now);\n      return state.kind === 'sending' ? answered(refund, state, event.sent, now) : stay;",
    cost: 'an answer is believed, and a refund that FEX drops is called done',
    tests,
  },
  {
    name: 'second-decision-sends-again',
    file: service,
    find: "      if (before !== undefined && before.state.kind !== 'withdrawn') return failed('not-possible-now');",
    replace: "      if (before?.state.kind === 'done') return failed('not-possible-now');",
    cost: 'a double press decides twice',
    tests: till,
  },
  {
    name: 'mismatch-refunded-by-itself',
    file: requests,
    find: "if (entry === undefined || first?.kind !== 'paid-late') return null;",
    replace: 'if (entry === undefined || first == null) return null;',
    cost: 'a wrong amount is given back before anybody looked at it',
    tests: till,
  },
  {
    name: 'settled-by-hand-refunded-by-itself',
    file: requests,
    find: 'if (order !== null && !isSettledByHand(attempt.saleId)) await',
    replace: 'if (order !== null) await',
    cost: 'what a manager settled is given back without asking them',
    tests: till,
  },
  {
    name: 'refused-refund-repeated',
    file: machine,
    find: '  if (refused !== null && refused.status !== 409)',
    replace: '  if (refused !== null && refused.status < 0)',
    cost: 'what this counter may not do is called a conflict, and the manager told the wrong thing',
    tests,
  },
  {
    name: 'moving-refund-sent-again',
    file: sight,
    find: "  if (movingWords.has(word) || doneWords.has(word)) return 'moving';",
    replace: "  if (movingWords.has(word) && doneWords.has(word)) return 'moving';",
    cost: 'a refund that has no ledger id yet is sent again',
    tests,
  },
  {
    name: 'ledger-id-ignored',
    file: sight,
    find: "  if (intent.refundLedgerTxId !== null) return doneWords.has(word) ? 'given-back' : 'on-its-way';",
    replace: '',
    cost: 'a refund on its way is sent again',
    tests,
  },
  {
    name: 'sent-refund-withdrawn',
    file: machine,
    find: "  return state.kind === 'asking' && (state.sends === 0 || isUnsent(state));",
    replace: "  return state.kind === 'asking';",
    cost: 'the money is kept by the book and given back by FEX',
    tests,
  },
  {
    name: 'copied-till-refunds',
    file: service,
    find: '    if (next.send && !options.maySend()) return haltedRetryMs;\n',
    replace: '',
    cost: 'a copy of the till sends what the till sends',
    tests: till,
  },
  {
    name: 'watch-ends-under-a-refund',
    file: 'electron/core/payments/standing-watch.ts',
    find: 'entry.late !== null || options.isHeld(entry.attempt.attemptId) ||',
    replace: '(entry.late !== null && !options.isHeld(entry.attempt.attemptId)) ||',
    cost: 'an open refund is forgotten at the next start',
    tests: till,
  },
  {
    name: 'refund-proved-by-a-failed-row',
    file: service,
    find: "(row) => row.type === 'refund' && row.isFinal && row.intentId === refund.intentId",
    replace: "(row) => row.type === 'refund' && row.intentId === refund.intentId",
    cost: 'a refund that FEX failed is called done',
    tests: till,
  },
  {
    name: 'refund-proved-by-any-row',
    file: service,
    find: "(row) => row.type === 'refund' && row.isFinal && row.intentId === refund.intentId",
    replace: '(row) => row.isFinal && row.intentId === refund.intentId',
    cost: 'the payment itself proves that it was given back',
    tests: till,
  },
  {
    name: 'lost-refund-withdrawn',
    file: machine,
    find: "  if (state.kind === 'failed') return state.clear;",
    replace: "  if (state.kind === 'failed') return true;",
    cost: 'a refund that is still on its way is withdrawn, the money kept, and then given back',
    tests: till,
  },
  {
    name: 'lost-refund-forgotten-by-the-next',
    file: machine,
    find: "return answer.kind === 'unknown' ? now.monoMs + arrivesWithinMs : before;",
    replace: "return answer.kind === 'unknown' ? now.monoMs + arrivesWithinMs : null;",
    cost: 'a POST that never left takes back the one before it, which FEX then makes',
    tests,
  },
  {
    name: 'lost-refund-withdrawn-at-a-refusal',
    file: machine,
    find: 'clear: moving || (!mayCome && lostUntilMono === null),',
    replace: 'clear: moving || !mayCome,',
    cost: 'FEX refuses the second POST, the manager keeps the money, and the first one is made',
    tests,
  },
  {
    name: 'lost-refund-cleared-by-any-read',
    file: machine,
    find: '  if (startedMono < state.lostUntilMono || !showsNone.has(sight)) return refund;',
    replace: '  if (!showsNone.has(sight)) return refund;',
    cost: 'a read that came too early to tell says that a lost refund will not be made',
    tests,
  },
  {
    name: 'own-refund-called-elsewheres',
    file: machine,
    find: '  if (lostUntil(state) !== null) return false;\n',
    replace: '',
    cost: 'the books say that somebody else gave back what this counter did',
    tests,
  },
  {
    name: 'lost-refund-forgotten-at-a-restart',
    file: record,
    find: 'lostUntilMono: lostAfter(answer, lostBefore, now),',
    replace: 'lostUntilMono: lostAfter(answer, null, now),',
    cost: 'after a restart a refund is withdrawn that FEX makes a moment later',
    tests: till,
  },
  {
    name: 'failed-refund-clear-at-a-restart',
    file: record,
    find: "        nextReadAtMono: now.monoMs,\n      };\n    case 'refund.done'",
    replace:
      "        clearFromMono: now.monoMs,\n        nextReadAtMono: now.monoMs,\n      };\n    case 'refund.done'",
    cost: 'the first read after a restart, made too early to tell, lets a lost refund be withdrawn',
    tests: till,
  },
  {
    name: 'unfinished-refund-called-done',
    file: 'electron/core/refunds/refund-view.ts',
    find: '      if (!state.confirmed) return neverFinished(refund, state.atMs);\n',
    replace: '',
    cost: 'the screen says Refunded of money that FEX never said is back',
    tests: till,
  },
];
