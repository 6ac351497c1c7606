import type { TransferKey, TransferTrouble } from '../../../shared/settings-file.ts';

/** The words of settings that go from till to till. */
export const transferEn = {
  transfer: {
    title: 'Settings file',
    hint: 'Settings go to the next counter as a file in this folder. No keys, no people and no PINs are in it, and nothing of who this counter is.',
    none: 'This counter has no folder for it.',
    export: 'Save these settings',
    exported: 'Saved in the folder.',
    files: 'Files in the folder',
    noFiles: 'No file is there. Copy one into it, or save these settings.',
    close: 'Close',
    back: 'Back',
    lookTitle: 'Take these settings?',
    same: 'Everything in it is so here already.',
    changes: 'This would change:',
    otherCurrency: 'The largest sale in it is in {{currency}} and stays as it is here.',
    take: 'Take them',
    taken: 'The counter opens anew with them.',
    on: 'Yes',
    off: 'No',
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    key: {
      language: 'Language',
      theme: 'Colours',
      volume: 'Volume',
      muted: 'Sound off',
      capMinor: 'Largest sale',
      standardExpiresS: 'A code can be paid for',
      reverseExpiresS: 'A phone is asked for',
      lockAfterMinutes: 'Locked after',
      refundLateByItself: 'Late money is refunded by itself',
    } satisfies Record<TransferKey, string>,
    trouble: {
      'file-gone': 'That file is no longer there.',
      'file-too-large': 'That file is too large for settings. Nothing was changed.',
      'not-settings': 'That is no settings file of FEX Counter. Nothing was changed.',
      'from-the-future':
        'A newer FEX Counter wrote this file. Update this one, then take it. Nothing was changed.',
      broken: 'Something in this file is damaged or cannot be. Nothing was changed.',
    } satisfies Record<TransferTrouble, string>,
  },
};
