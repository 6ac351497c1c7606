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
};
const because = (body: JournalBody) => {
  const reason = text(body.reason);
  return reason === null ? '' : `: ${reasons[reason] ?? reason}`;
};
const intent = (body: JournalBody) =>
  text(body.intentId) === null ? '' : ` (payment intent ${body.intentId})`;
const send: Words = (body) =>
  `${body.flow === 'reverse' ? 'Wallet code scanned' : 'Payment asked for'}: ${moneyText(body)} sent to FEX; nobody new can be charged after ${timeText(body.chargeableUntilMs)}.`;

const words: Readonly<Record<string, Words>> = {
  'attempt.sent': send,
  'attempt.sent-again': (body) => `${send(body)} The second try, with a fresh reference.`,
  'attempt.answered': (body) => `FEX answered${intent(body)}, status ${body.status}.`,
  'attempt.adopted': (body) => `Found in FEX's list${intent(body)}, status ${body.status}.`,
  'attempt.unanswered': () => "FEX's answer was lost.",
  'attempt.refused': (body) => `FEX refused with status ${body.status}; its list is looked through.`,
  'attempt.shown': () => 'The code is about to be shown.',
  'attempt.superseded': (body) => `No trace of it at FEX; tried again as ${body.by}.`,
  'attempt.unknown': (body) => `Not known yet (${body.cause}).`,
  'attempt.resumed': () => 'Taken up again after a restart.',
  'attempt.timed-out': () => 'The time is up; FEX is asked.',
  'attempt.released': (body) => `Released and watched on, not settled (FEX: ${body.found ?? 'not known'}).`,
  'attempt.orphaned': () => 'Left behind by a restart; no screen had shown its code.',
  'cancel.requested': () => 'Cancel pressed.',
  'cancel.sent': (body) => `Cancel sent to FEX${because(body)}.`,
  'cancel.answered': (body) => (body.refused === true ? 'FEX would not cancel.' : 'FEX took the cancel.'),
  'outcome.paid': (body) => `PAID: ${moneyText(body)}${intent(body)}.`,
  'outcome.not-charged': (body) => `NOT CHARGED${because(body)}.`,
  'outcome.mismatch': (body) =>
    `WRONG AMOUNT: FEX charged ${body.chargedAmount} ${body.chargedCurrency} instead of ${moneyText(body)}${intent(body)}.`,
  'outcome.refunded': (body) => `GIVEN BACK${intent(body)}.`,
  'journal.set-aside': (body) =>
    `A damaged journal was set aside as ${body.file}, verified up to row ${body.lastVerifiedSeq}; this one was begun.`,
  'journal.acknowledged': (body) => `Damage up to row ${body.throughSeq} was seen, and charging went on.`,
  'journal.tried-again': () => 'The journal could be written again.',
};

/** A type this version has no words for is told by its name and its fields. */
export function wordsOf(row: StoredRow): string {
  const known = Object.hasOwn(words, row.type) ? words[row.type] : undefined;
  if (known !== undefined) return known(row.body);
  const fields = Object.entries(redactedBody(row.body)).map(([name, value]) => `${name} ${value}`);
  return fields.length === 0 ? `${row.type}.` : `${row.type}: ${fields.join(', ')}.`;
}

/** Texts that say nothing about a customer; every other text is left out, also one a later version invents. */
const tellable = new Set([
  ...['amountMinor', 'by', 'cause', 'chargedAmount', 'chargedCurrency', 'currency', 'file', 'flow', 'found'],
  ...['hash', 'intentId', 'kind', 'kinds', 'lastVerifiedHash', 'merchantName', 'pass', 'reason', 'status'],
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
