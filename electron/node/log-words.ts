type Fields = Readonly<Record<string, string | number | boolean | null>>;

const inLog = 'counter.log says what';

/** By event, and where a field decides, by what it says; `else` is for what it may say besides. */
const sentences: Readonly<Record<string, string | { by: string; [value: string]: string }>> = {
  'token.failed': {
    by: 'why',
    refused: "FEX refused this counter's keys: charging is stopped.",
    unreachable: 'FEX cannot be reached; it is tried again.',
    'no-secret': "The counter's keys are not there, so FEX cannot be signed in to.",
    else: "FEX's sign-in answered something that cannot be understood; it is tried again.",
  },
  'fex.offline':
    "FEX's payments cannot be reached: nothing new is charged until they can, and what is open is watched.",
  'bridge.refused': 'The window asked for something it may not ask for, and was refused.',
  'bridge.failed': `Something the window asked for failed; ${inLog}.`,
  'event.not-heard': `The window could not be told the news; ${inLog}.`,
  'settings.not-written': 'A setting could not be written: it is forgotten when the counter ends.',
  'settings.unreadable': 'Some of the settings cannot be read: the defaults are used for them.',
  'settings.mark-not-written':
    'How far the record of sales has come could not be written beside it; it is tried again.',
  'counters.stopped': 'Looking after the counters stopped; the window says why.',
  'pairing.stopped': 'The pairing stopped; the window says why.',
  'payment.surprise': `Something unexpected happened in a payment; ${inLog}.`,
  'watch.surprise': `Something unexpected happened while payments were watched; ${inLog}.`,
  'refund.surprise': `Something unexpected happened in a refund; ${inLog}.`,
  'books.not-checked': "The books could not be compared with FEX's; it is tried again.",
  'qr.picture-differs':
    "FEX's picture of a code says something else than its text: what the picture says is shown.",
  'journal.unwritable': {
    by: 'reason',
    'disk-full': 'The disk is full: nothing can be recorded, so nothing is charged.',
    'read-only': 'The disk is read-only: nothing can be recorded, so nothing is charged.',
    else: 'The record of sales cannot be written: nothing can be recorded, so nothing is charged.',
  },
  'journal.damaged': 'The record of sales is damaged or was changed: a manager has to look at it.',
  'keychain.closed': {
    by: 'reason',
    locked: "This computer's keychain is locked, so the counter's keys cannot be read.",
    'plain-text': "This computer's keychain has no password and would lay the counter's keys open.",
    else: "This computer's keychain does not answer, so the counter's keys cannot be read.",
  },
  'keychain.not-written':
    "This computer's keychain could not be written; it is tried again with the next change.",
  'keychain.unreadable': 'What the keychain holds about this till cannot be read.',
  'installation.suspect': {
    by: 'sign',
    'foreign-intent':
      'Another till seems to sell as this counter: charging is stopped until a manager confirms that only this one does.',
    'other-machine':
      "This till's records seem to come from another computer: charging is stopped until a manager confirms them.",
    damaged:
      'The record of sales was damaged and lacks what was written last: charging is stopped until a manager has seen it.',
    else: "This till's records look copied or restored: charging is stopped until a manager confirms them.",
  },
  'webhook.forged': "A webhook came whose signature is not FEX's: it was refused and changes nothing.",
  'webhook.secret-not-kept': 'The keychain did not keep the new webhook secret; it is tried again.',
  'webhook.unreadable': 'A webhook came that cannot be understood: it was refused and changes nothing.',
  'webhook.given-up':
    'FEX refused for a day to tell of a payment that a webhook was about: that webhook is left.',
  'webhook.inbox-failed': 'Webhooks that came could not be looked at; FEX is asked for news instead.',
};

/** A warning or an error as a person at the terminal reads it: one sentence, and never what may be a secret. */
export function wordsFor(event: string, fields: Fields): string {
  if (event === 'journal.damaged' && typeof fields.sentence === 'string') return fields.sentence;
  if (event === 'webhook.no-listener') {
    const { error } = fields;
    const why = typeof error === 'string' && error !== 'unknown' ? error : 'No webhook can be received';
    return `${why.replace(/\.$/, '')}: FEX is asked for news instead.`;
  }
  const found = sentences[event];
  if (found === undefined) return `Something went wrong (${event.replaceAll(/[.\-_]/g, ' ')}); ${inLog}.`;
  if (typeof found === 'string') return found;
  return found[String(fields[found.by])] ?? found.else ?? '';
}
