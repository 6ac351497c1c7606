import type { CountersTrouble, RotationView } from '../../../shared/counters.ts';
import type { PairingTrouble } from '../../../shared/pairing.ts';

/** The words of the merchant's counters. */
export const countersEn = {
  counters: {
    title: 'Counters',
    enterHint:
      'All counters of the merchant: their names, places and webhook addresses, and when each sold last. A manager opens this with the merchant’s keys.',
    open: 'Open the counters',
    keysHint: 'They are used until this is closed and are kept nowhere.',
    close: 'Close',
    back: 'Back',
    search: 'Search by name, location or id',
    thisTill: 'This till',
    inactive: 'Deactivated',
    lastPayment: 'Last payment {{time}}',
    noneSince: 'No payment since {{time}}',
    never: 'No payment yet',
    readingCounters: 'Reading the counters: page {{pages}}',
    readingActivity: 'Reading when they sold last: page {{pages}}',
    waiting: 'A payment is on the screen. The reading goes on after it.',
    stop: 'Stop',
    again: 'Read again',
    total: 'Counters: {{count}}',
    partly: 'Not all of them were read.',
    more: 'Show {{count}} more',
    none: 'No counter is called that.',
    name: 'Name',
    location: 'Location',
    webhookUrl: 'Webhook address',
    save: 'Save at FEX',
    saved: 'FEX shows it so.',
    deactivate: 'Deactivate',
    endTitle: 'Deactivate {{name}}?',
    endText: 'It takes no payment any more, at any till. FEX has no way to undo this.',
    endThis:
      'This is the till you stand at: its keys leave this computer’s keychain, and it has to be paired again.',
    endReading: 'Reading what is still open there',
    endNone: 'No payment is open there.',
    endOpen: 'Payments still open there: {{count}}. They can still be paid.',
    endUnread: 'Whether payments are open there cannot be read from FEX.',
    endYes: 'Deactivate for good',
    rotate: 'New webhook secret',
    rotateTitle: 'Have FEX make a new webhook secret?',
    rotateText:
      'From then on FEX signs its webhooks to this till with it. It goes straight into this computer’s keychain, and the old one is honoured for ten more minutes. Payments go on.',
    rotateYes: 'Make a new one',
    rotation: {
      asked:
        'A new webhook secret was asked for {{time}}, and FEX’s answer was lost. Until you have another one made its webhooks may not be verified; payments are asked about instead.',
      unkept:
        'The new webhook secret is in use and not in the keychain yet. Unlock the keychain, and leave the till running.',
      unconfirmed: 'New webhook secret since {{time}}. FEX’s first webhook confirms it.',
      confirmed: 'The new webhook secret was confirmed by a webhook of FEX {{time}}.',
    } satisfies Record<RotationView['state'], string>,
    oldUntil: 'The old one is honoured until {{time}}.',
    trouble: {
      'merchant-differs':
        'These are another merchant’s keys, or FEX no longer knows this counter. Nothing was changed.',
      'webhook-url-wrong':
        'That is not an address FEX can post to. It begins with https:// and holds no name, password or question mark.',
      'activity-unread': 'When the counters sold last could not be read from FEX.',
      'update-refused': 'FEX did not take the change.',
      'update-unanswered':
        'FEX did not answer, and does not show the change. Look again before you try again.',
      'update-not-shown': 'FEX took the change and shows something else. Look again in a moment.',
      'deactivate-refused': 'FEX did not deactivate the counter.',
      'deactivate-unanswered':
        'FEX did not answer, and does not show the counter as deactivated. Look again before you try again.',
    } satisfies Record<Exclude<CountersTrouble, PairingTrouble>, string>,
  },
};
