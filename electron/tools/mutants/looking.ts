import type { Mutant } from './mutant.ts';

const listPass = 'electron/core/payments/list-pass.ts';
const client = 'electron/core/net/fex-client.ts';
const verdict = 'electron/core/payments/verdict.ts';
const afterRead = 'electron/core/payments/after-read.ts';

/** Wrong ways to look for a payment, and to believe what is seen. */
export const lookingMutants: readonly Mutant[] = [
  {
    name: 'adopted-without-reference',
    file: listPass,
    find: 'intent.reference === null ? undefined : byReference.get(intent.reference);',
    replace: 'intent.reference === null ? undefined : (byReference.get(intent.reference) ?? soughts[0]);',
    cost: 'another till’s payment is taken for ours',
  },
  {
    name: 'absent-from-page-one',
    file: listPass,
    find: 'if (intents.length < limit) break;',
    replace: 'break;',
    cost: 'a payment on page two does not exist',
  },
  {
    name: 'no-second-look-at-page-one',
    file: listPass,
    find: 'const again = await tools.list(1, pageLimit);',
    replace: "const again: Read<Page> = { kind: 'read', value: { intents: [], limit: 1 } };",
    cost: 'a payment that came while the list was read is missed',
  },
  {
    name: 'unreadable-page-is-absence',
    file: listPass,
    find: "if (read.kind !== 'read') return end(false);\n    const { intents, limit }",
    replace: "if (read.kind !== 'read') return end(true);\n    const { intents, limit }",
    cost: 'a failed read says that nothing was charged',
  },
  {
    name: 'candidates-unread',
    file: listPass,
    find: "if (reference === '' && unhide !== true) return false;",
    replace: 'if (reference.length >= 0) return false;',
    cost: 'a payment whose row hides its reference is missed',
  },
  {
    name: 'unread-candidate-is-clean',
    file: listPass,
    find: `const read = await tools.get(candidate.id);
    if (read.kind !== 'read') return end(false);`,
    replace: `const read = await tools.get(candidate.id);
    if (read.kind !== 'read') continue;`,
    cost: 'a pass that could not read a row calls a payment absent',
  },
  {
    name: 'own-row-read-once',
    file: listPass,
    find: "if (learnt !== undefined && !byReference.has(learnt ?? '')) continue;",
    replace: 'if (learnt !== undefined) continue;',
    cost: 'a payment whose row hides its reference is seen once and then called absent',
  },
  {
    name: 'second-row-of-open-ignored',
    file: 'electron/core/payments/standing-watch.ts',
    find: 'if (entry.ended === null && (entry.boundId === null || entry.boundId === intent.id)) return;',
    replace: 'if (entry.ended === null) return;',
    cost: 'a doubled request that was paid is not seen while the other is waited for',
  },
  {
    name: 'unrecorded-sight-forgotten',
    file: 'electron/core/payments/standing-watch.ts',
    find: 'if (!(await inTurn(() => found(entry, rows)))) failed.add(entry);',
    replace: 'await inTurn(() => found(entry, rows));',
    cost: 'what a full disk kept from the journal is never looked at again',
  },
  {
    name: 'unsure-ending-believed',
    file: 'electron/core/payments/watch-book.ts',
    find: 'entry.endedUnsure = row.serverMs === null;',
    replace: 'entry.endedUnsure = false;',
    cost: 'a watch that began on a wrong clock is over before it began',
  },
  {
    name: 'answer-after-hint-lost',
    file: 'electron/core/payments/screen-payment.ts',
    find: "if (state.kind === 'sending' && state.attempt.flow === 'reverse' && state.stage !== 'token')",
    replace: "if (state.kind === 'sending' && state.stage === 'token')",
    cost: 'a payment that a webhook told of is not seen until the request times out',
  },
  {
    name: 'unreadable-row-skipped',
    file: client,
    find: 'if (!intent) return null;',
    replace: 'if (!intent) continue;',
    cost: 'the one row that cannot be read was ours',
  },
  {
    name: 'answer-about-another',
    file: client,
    find: 'return intent?.id === intentId ? intent : null;',
    replace: 'return intent;',
    cost: 'a read of another intent settles this sale',
  },
  {
    name: 'wrong-amount-paid',
    file: verdict,
    find: "  if (contradicts(intent, attempt)) return { kind: 'mismatch' };\n",
    replace: '',
    cost: 'one cent paid reads Paid',
  },
  {
    name: 'nothing-said-is-paid',
    file: verdict,
    find: 'if (intent.amountText === null || intent.currency === null)',
    replace: 'if (intent.status === null)',
    cost: 'completed without an amount reads Paid',
  },
  {
    name: 'other-counter-ignored',
    file: verdict,
    find: '  if (intent.counterId !== null && intent.counterId !== attempt.counterId) return true;\n',
    replace: '',
    cost: 'the next till’s customer pays for this sale',
  },
  {
    name: 'other-currency-ignored',
    file: verdict,
    find: '  if (intent.currency !== null && intent.currency !== attempt.currency) return true;\n',
    replace: '',
    cost: 'a hundred yen pay a hundred dollars',
  },
  {
    name: 'new-word-is-a-decline',
    file: verdict,
    find: "return { kind: 'undecided', status: status.slice(0, 40) };",
    replace: "return { kind: 'declined' };",
    cost: 'a status FEX invents tomorrow reads Not charged',
  },
  {
    name: 'almost-completed-is-paid',
    file: verdict,
    find: "if (status === 'completed') return completed(intent, attempt);",
    replace: "if (status.toLowerCase().startsWith('complet')) return completed(intent, attempt);",
    cost: 'completing reads Paid before it is',
  },
  {
    name: 'expired-believed-early',
    file: afterRead,
    find: 'if (now.fresh && now.serverMs >= known.expiresAtMs + expiryGraceMs) {',
    replace: 'if (now.fresh && now.serverMs >= 0) {',
    cost: 'a payment in the last second reads Not charged',
  },
  {
    name: 'watch-expired-unsure',
    file: 'electron/core/payments/watch-rules.ts',
    find: 'now.fresh && now.serverMs >=',
    replace: 'now.serverMs >=',
    cost: 'a till whose clock is ahead closes a released sale that may still be paid',
  },
  {
    name: 'refusal-ends-a-cancel',
    file: 'electron/core/payments/machine.ts',
    find: "  if (state.kind === 'unknown' || state.step !== 'sent') return [state, effects];",
    replace:
      "  if (state.kind === 'cancelling') return notCharged(state.attempt, 'cancelled', { serverMs: 0, monoMs: 0, fresh: true });\n  if (state.kind === 'unknown' || state.step !== 'sent') return [state, effects];",
    cost: 'a cancel is believed without reading again, and the payment had won',
  },
  {
    name: 'cancel-without-reading',
    file: 'electron/core/payments/machine.ts',
    find: "[journal('cancel.requested', state.attempt, {}, { byCashier: true }), { do: 'read' }],",
    replace:
      "[journal('cancel.requested', state.attempt, {}, { byCashier: true }), { do: 'cancel', intentId: state.known.intentId }],",
    cost: 'a cancel is sent over a payment nobody looked for first',
  },
  {
    name: 'any-intent-supplies-the-id',
    file: 'electron/core/payments/moves.ts',
    find: '  if (intent.reference !== null && intent.reference !== attempt.reference) return false;\n',
    replace: '',
    cost: 'an answer about another sale settles this one',
  },
];
