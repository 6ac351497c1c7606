import { exponentOf, majorText } from '../../shared/money.ts';
import type { JournalBody, StoredRow } from '../core/ports.ts';

/** What a row says, as a sentence for somebody who has to find out what happened. */

type Words = (body: JournalBody) => string;

const text = (value: unknown) => (typeof value === 'string' ? value : null);

export function moneyText(body: JournalBody): string {
  const { amountMinor, currency } = body;
  if (typeof amountMinor !== 'number' || typeof currency !== 'string')
    return 'an amount that is not recorded';
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) return `${amountMinor} minor units ${currency}`;
  return `${majorText(amountMinor, exponentOf(currency))} ${currency}`;
}

export function timeText(atMs: unknown): string {
  if (typeof atMs !== 'number' || Number.isNaN(new Date(atMs).getTime()))
    return 'a time that is not recorded';
  return new Date(atMs).toLocaleString('sv-SE', { hour12: false });
}

const reasons: Readonly<Record<string, string>> = {
  'not-sent': 'the request did not leave this counter',
  unanswered: 'FEX did not answer and no code was shown',
  cancelled: 'it was cancelled',
  cashier: 'the cashier wanted it',
  'time-out': 'the time ran out',
  expired: 'the time ran out',
  'not-approved': 'the customer did not approve in time',
  declined: 'FEX declined it',
  'no-code': 'FEX sent no readable code',
  'bad-answer': 'FEX answered for another amount, currency or counter',
  superseded: 'another attempt of the same sale takes its place',
  'second-row': 'FEX had made it twice, and the other one was paid',
};
const because = (body: JournalBody) => {
  const reason = text(body.reason);
  return reason === null ? '' : `: ${reasons[reason] ?? reason}`;
};
/** What no screen shows: FEX's own, for whoever supports. */
const fexWords = (body: JournalBody) => (text(body.said) === null ? '' : ` FEX’s words: “${body.said}”.`);
const intent = (body: JournalBody) =>
  text(body.intentId) === null ? '' : ` (payment intent ${body.intentId})`;
const send: Words = (body) =>
  `${body.flow === 'reverse' ? 'Wallet code scanned' : 'Payment asked for'}: ${moneyText(body)} sent to FEX; nobody new can be charged after ${timeText(body.chargeableUntilMs)}.`;

function causeText(cause: unknown): string {
  if (cause === 'unanswered') return "FEX's answer was lost, and its list is looked through";
  if (cause === 'unreachable') return 'FEX stopped answering';
  return cause === 'in-progress' ? 'FEX has the payment and has not decided' : `${cause}`;
}
function foundText(found: unknown): string {
  if (found === 'in-progress') return 'FEX had it and had not decided';
  if (found === 'not-found') return 'FEX did not have it';
  if (found === 'not-found-may-arrive') return 'FEX did not have it yet';
  return 'FEX was being asked';
}
const nth = (send: unknown) => (typeof send === 'number' && send > 1 ? `, for the ${send}. time` : '');
const elsewhere = (body: JournalBody) => (body.elsewhere === true ? ', made elsewhere' : '');
const refundAnswers: Readonly<Record<string, string>> = {
  accepted: 'FEX took the refund',
  refused: 'FEX refused the refund',
  'not-sent': 'The refund did not leave this counter',
  unknown: "FEX's answer to the refund was lost",
};
const refundFailures: Readonly<Record<string, string>> = {
  forbidden: "this counter's keys may not refund",
  conflict: 'FEX says that it was refunded before, and does not show it',
  'no-wallet': 'FEX has no wallet to give it back to',
  refused: 'FEX refused it',
  'not-completed': 'FEX does not show the payment as paid',
  'wrong-payment': 'another amount, currency, counter or reference stands on the payment',
  'fex-failed': 'FEX tried and failed',
  'not-shown': 'FEX accepted it and does not show it',
  unanswered: 'FEX did not answer and shows no refund',
};

const words: Readonly<Record<string, Words>> = {
  'attempt.sent': send,
  'attempt.sent-again': (body) => `${send(body)} The second try, with a fresh reference.`,
  'attempt.answered': (body) => `FEX answered${intent(body)}, status ${body.status}.`,
  'attempt.adopted': (body) => `Found in FEX's list${intent(body)}, status ${body.status}.`,
  'attempt.unanswered': () => "FEX's answer was lost.",
  'attempt.refused': (body) => `FEX refused with status ${body.status}; its list is looked through.`,
  'attempt.shown': () => 'The code is about to be shown.',
  'attempt.superseded': (body) =>
    body.pass === undefined
      ? `Its sale was paid as ${body.by}; it is watched on.`
      : `No trace of it at FEX; tried again as ${body.by}.`,
  'attempt.unknown': (body) => `NOT KNOWN YET: ${causeText(body.cause)}.`,
  'attempt.bound-moved': (body) =>
    `This computer slept while the request was under way: it may arrive later. Nobody new can be charged after ${timeText(body.chargeableUntilMs)}.`,
  'attempt.resumed': () => 'Taken up again after a restart.',
  'attempt.timed-out': () => 'The time is up; FEX is asked.',
  'attempt.released': (body) =>
    body.rebuilt === true
      ? `Watched${typeof body.slip === 'number' ? ` as No. ${body.slip}` : ''} until FEX was read.`
      : `Released${typeof body.slip === 'number' ? ` as No. ${body.slip}` : ''} and watched on, not settled (${foundText(body.found)}).`,
  'attempt.rebuilt': (body) =>
    `Rebuilt from FEX's list${intent(body)}, made there ${timeText(body.sentAtMs)}, status ${body.status}; who took it stood in the record that is lost.`,
  'attempt.orphaned': () => 'Left behind by a restart; no screen had shown its code.',
  'cancel.requested': () => 'Cancel pressed.',
  'cancel.sent': (body) => `Cancel sent to FEX${because(body)}.`,
  'cancel.answered': (body) => (body.refused === true ? 'FEX would not cancel.' : 'FEX took the cancel.'),
  'outcome.paid': (body) =>
    body.rebuilt === true
      ? `COMPLETED AT FEX: ${moneyText(body)}${intent(body)}; what this till had asked for is lost, so the amount is FEX's word alone.`
      : `PAID: ${moneyText(body)}${intent(body)}.`,
  'outcome.not-charged': (body) => `NOT CHARGED${because(body)}.${fexWords(body)}`,
  'outcome.mismatch': (body) =>
    `WRONG AMOUNT: FEX charged ${body.chargedAmount} ${body.chargedCurrency} instead of ${moneyText(body)}${intent(body)}.`,
  'outcome.refunded': (body) => `GIVEN BACK${intent(body)}.`,
  'outcome.settled-by-hand': (body) =>
    `SETTLED BY HAND: ${text(body.who) ?? 'a manager'} says that ${body.paid === true ? 'the customer paid' : 'nothing was paid'} (${text(body.why) ?? 'no reason recorded'}); FEX is asked on.`,
  'outcome.paid-late': (body) =>
    `PAID LATE: ${moneyText(body)}${intent(body)} came ${body.twice === true ? 'a second time' : 'for a sale that was closed'}${body.asked === false ? '; a manager had settled it as paid' : ''}.`,
  'outcome.mismatch-late': (body) =>
    `WRONG AMOUNT, LATE: FEX charged ${body.chargedAmount} ${body.chargedCurrency} instead of ${moneyText(body)}${intent(body)}.`,
  'late.kept': () => 'The manager keeps the money that came late.',
  'late.seen': () => 'The wrong amount was seen.',
  'watch.found': (body) =>
    `${body.second === true ? 'A SECOND payment intent under this reference' : "Found in FEX's list"}${intent(body)}, status ${body.status}.`,
  'watch.reopened': (body) =>
    `FEX tells something new of it${intent(body)}, status ${body.status}; it is watched again.`,
  'watch.cancel-sent': (body) => `Cancel sent to FEX${intent(body)}: nobody waits for it any more.`,
  'watch.refunded': (body) => `FEX gave the money back${intent(body)}.`,
  'watch.ended': () => 'Every planned look was made; it is watched no longer.',
  'alarm.second-row': (body) =>
    `ALARM: FEX has two payment intents under this reference; ${body.intentId} is the one too many.`,
  'alarm.contradiction': (body) =>
    `ALARM: FEX's${intent(body)} names another amount, currency or counter than this sale.`,
  'installation.renewed': (body) =>
    `A manager confirmed that only this till uses the counter: installation ${body.before} was given up for ${body.now}.`,
  'pairing.create-sent': () => 'FEX is asked for a new counter.',
  'pairing.created': (body) => `FEX made counter ${body.counterId}.`,
  'pairing.answer-lost': (body) =>
    `FEX made counter ${body.counterId}, and its keys were lost with the answer.`,
  'pairing.rotate-sent': (body) => `FEX is asked for a new webhook secret of counter ${body.counterId}.`,
  'pairing.kept': (body) => `The keys of counter ${body.counterId} are in the keychain.`,
  'pairing.done': (body) =>
    `Paired as counter ${body.counterId}; it signs in with the ${body.signsInAs}'s key, scanning: ${body.scanWith}.`,
  'pairing.ended': (body) =>
    `${body.why === 'inactive' ? 'FEX says that the merchant deactivated this counter: u' : 'U'}npaired from counter ${body.counterId}; its keys left the keychain.`,
  'settings.exported': (body) => `This till's settings were written to ${body.file}.`,
  'settings.imported': (body) =>
    `Settings were taken from a file: ${String(body.kinds).replaceAll(' ', ', ')}.`,
  'counters.entered': () => "The merchant's counters were opened with the merchant's key.",
  'counters.update-sent': (body) => `FEX is asked to change counter ${body.counterId}.`,
  'counters.updated': (body) => `Counter ${body.counterId} was changed.`,
  'counters.rotate-sent': (body) => `FEX is asked for a new webhook secret of counter ${body.counterId}.`,
  'counters.rotated': () =>
    'The new webhook secret is in the keychain; the old one is honoured for ten minutes.',
  'counters.deactivate-sent': (body) =>
    `FEX is asked to deactivate counter ${body.counterId}; payments open there: ${body.open ?? 'not known'}.`,
  'counters.deactivated': (body) => `Counter ${body.counterId} was deactivated.`,
  'network.set-up': (body) =>
    `The way out of this computer was set up: proxy ${body.proxy}, extra authorities ${body.authorities ? 'yes' : 'no'}.`,
  'news.set-up': (body) =>
    body.mode === 'off'
      ? 'The webhook listener was switched off.'
      : `The webhook listener was set up on port ${body.port}.`,
  'staff.saved': (body) => `A ${body.role === 'manager' ? 'manager' : 'cashier'} was entered or changed.`,
  'staff.removed': () => 'Somebody was taken off the list of people.',
  'staff.recovered': () => "A manager was named anew, proved with the merchant's keys.",
  'test.sent': (body) => `TEST, no sale: ${body.flow} payment of ${moneyText(body)} that nobody can pay.`,
  'test.ended': (body) => `TEST ended${intent(body)}, status ${body.status}.`,
  'refund.decided': (body) =>
    `Refund of ${moneyText(body)} decided${intent(body)}${body.offline === true ? ' while FEX could not be reached' : ''}; nothing sent yet.`,
  'refund.sent': (body) => `Refund of ${moneyText(body)} sent to FEX${nth(body.send)}.`,
  'refund.answered': (body) => {
    const told = Object.hasOwn(refundAnswers, String(body.answer))
      ? refundAnswers[String(body.answer)]
      : null;
    return `${told ?? 'FEX answered the refund'}${typeof body.status === 'number' ? ` (status ${body.status})` : ''}; a read decides.`;
  },
  'refund.accepted': (body) =>
    `The refund is on its way${elsewhere(body)}: FEX shows ${body.status}, refund ${body.refundStatus ?? 'without a word'}.`,
  'refund.done': (body) => `REFUNDED: ${moneyText(body)}${intent(body)}${elsewhere(body)}.`,
  'refund.unconfirmed': (body) =>
    `REFUND ACCEPTED: ${moneyText(body)}${intent(body)}${elsewhere(body)}; FEX never called it finished.`,
  'refund.failed': (body) => {
    const told = Object.hasOwn(refundFailures, String(body.reason))
      ? refundFailures[String(body.reason)]
      : null;
    return `NOT REFUNDED: ${told ?? body.reason}${typeof body.status === 'number' ? ` (status ${body.status})` : ''}.`;
  },
  'refund.again': () => 'The refund is to be sent again.',
  'refund.withdrawn': (body) =>
    body.cause === 'shift-closed' ? 'The refund lapsed with its shift, unsent.' : 'The refund was withdrawn.',
  'journal.set-aside': (body) =>
    `A journal that could not be used was set aside as ${body.file}, verified up to row ${body.lastVerifiedSeq}; this one was begun.${typeof body.why === 'string' ? ` ${body.why}` : ''}`,
  'journal.acknowledged': (body) => `Damage up to row ${body.throughSeq} was seen, and charging went on.`,
  'books.checked': ({ outcome, fromMs, unexplained, tails }) =>
    `The books were checked, back to ${timeText(fromMs)}: ${outcome === 'inconclusive' ? 'not everything could be read' : outcome === 'agrees' ? 'everything agrees' : 'they differ'}${unexplained === 0 ? '' : `; not explained: ${unexplained} (…${String(tails).replaceAll(' ', ', …')})`}.`,
  'books.seen': ({ kinds, tails }) =>
    `Of the books was seen and taken off the list: ${String(kinds).replaceAll(' ', ', ')} (…${String(tails).replaceAll(' ', ', …')}).`,
  'journal.tried-again': () => 'The journal could be written again.',
};

export const knownTypes: readonly string[] = Object.keys(words);

/** A type this version has no words for is told by its name and its fields. */
export function wordsOf(row: StoredRow): string {
  const known = Object.hasOwn(words, row.type) ? words[row.type] : undefined;
  if (known !== undefined) return known(row.body);
  const fields = Object.entries(redactedBody(row.body)).map(([name, value]) => `${name} ${value}`);
  return fields.length === 0 ? `${row.type}.` : `${row.type}: ${fields.join(', ')}.`;
}

/** Texts that say nothing about a customer; every other text is left out, also one a later version invents. */
const tellable = new Set([
  ...[
    'amountMinor',
    'before',
    'by',
    'cause',
    'chargedAmount',
    'chargedCurrency',
    'counterId',
    'currency',
    'file',
    'flow',
    'found',
    'scanWith',
    'signsInAs',
  ],
  ...[
    'hash',
    'intentId',
    'kind',
    'kinds',
    'kept',
    'lastVerifiedHash',
    'merchantName',
    'now',
    'pass',
    'reason',
    'status',
  ],
  ...['answer', 'ledgerTxId', 'refundStatus'],
]);

/** The body without what a customer or a cashier typed, and without anything of a wallet. */
export function redactedBody(body: JournalBody): JournalBody {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const hidden = typeof value === 'string' && !tellable.has(name);
      return [name, hidden ? '(left out)' : value];
    }),
  );
}
