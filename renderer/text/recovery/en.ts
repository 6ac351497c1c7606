/** The words of a record that was lost, copied or changed. */
export const recoveryEn = {
  recovery: {
    button: 'What happened',
    title: {
      'set-aside': 'The record of sales was set aside',
      changed: 'The record of sales was changed',
      broken: 'The record of sales is damaged',
      copied: 'These records look copied or restored',
      another: 'Another till may sell as this counter',
    },
    journal: {
      'set-aside': 'It could not be used. It is kept, nothing of it was deleted, and a new record was begun.',
      changed: 'Rows are not what this program wrote. They are kept as they are.',
      broken:
        'The file cannot be trusted any more. Close FEX Counter and start it again: the file is then set aside, and what it held is rebuilt from FEX’s list.',
    },
    keptAs: 'The old file:',
    copied: {
      'mark-ahead':
        'This record ends before the last sale of this till: an older one was put back, or half of it was copied.',
      'mark-differs': 'This record is not the one this till wrote last.',
      'mark-missing': 'What this computer kept to tell this record from an older one is missing.',
      'other-machine': 'This profile was on another computer before.',
      'foreign-intent':
        'FEX has a payment of this counter that this record lacks: another till made it, or the record lost it.',
    },
    rebuild: {
      looking: 'FEX’s list is being read for sales that this record lacks.',
      waiting: 'FEX’s list could not be read yet. It is tried again every 15 seconds.',
      whole: 'FEX’s list was read back to {{time}}.',
      partly:
        'FEX’s list was read back to {{time}}, with gaps. It is read again, and what is found is added.',
    },
    rebuilt: 'Rebuilt from it: {{count}}.',
    rebuiltNone: 'It shows no sale that this record lacks.',
    ended: {
      watched: 'FEX is being asked',
      paid: 'Completed at FEX',
      'not-charged': 'Not charged',
      refunded: 'Given back',
      settled: 'Settled by hand',
    },
    lost: 'Which cashier took them, what was asked for, notes and what a screen said cannot be rebuilt: the amounts are FEX’s. Older sales are in the old file and at FEX.',
    unreadable: 'Payments at FEX whose amount cannot be read, left as they are: {{count}}.',
    askAlone:
      'A manager: does only this till use this counter? Then it starts afresh under a new number, and the record goes on.',
    askSeen: 'A manager: has this been seen? Then charging goes on.',
    yesAlone: 'Only this till',
    yesSeen: 'Seen, go on',
    back: 'Back',
  },
};
