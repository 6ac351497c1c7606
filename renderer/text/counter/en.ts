import type { FailureCode } from '../../../shared/failures.ts';
import type { HaltView } from '../../../shared/snapshot.ts';

/** The words around every screen, and why something was refused. */
export const counterEn = {
  app: {
    noAnswer: 'This page cannot reach the counter program.',
    noAnswerHint: 'Close the window and start FEX Counter again. Sales made before are safe.',
    broken: 'This screen could not be drawn.',
    brokenHint: 'The counter keeps watching the payment. Load the screen again.',
    reload: 'Load again',
  },
  connection: {
    starting: 'Connecting',
    live: 'Live',
    polling: 'Polling',
    unstable: 'Unstable',
    offline: 'Offline',
  },
  band: {
    training: 'Training',
    trainingText: 'No real money moves. Every wallet here is made up.',
    sandbox: 'Sandbox',
    sandboxText: 'Test money only.',
    offlineSince: 'FEX cannot be reached since {{time}}.',
    offlineLast: 'Last answer {{time}}',
    offlineNever: 'No answer yet',
    halt: 'Charging is stopped',
    tryAgain: 'Try again',
    keysInFile: 'FEX refused the keys of the --config file. Correct them there and start again.',
    phone: 'Customer’s phone',
  },
  header: {
    settings: 'Settings',
    muted: 'Sound off',
  },
  halt: {
    'journal-unwritable': 'This computer cannot record sales: its disk is full or read-only.',
    'journal-damaged': 'The record of sales is damaged or was changed. Call the manager.',
    'journal-set-aside': 'The record of sales was damaged and is set aside. Call the manager.',
    'credentials-refused': 'FEX refused this counter’s keys. A manager has to pair it again.',
    'counter-inactive':
      'This counter was deactivated by the merchant. Open payments are still being watched.',
    'keychain-locked':
      'This computer’s keychain is locked, so the counter’s keys cannot be read. Unlock it and press Try again. Sales made before are safe.',
    'keychain-missing':
      'This computer’s keychain does not answer, so the counter’s keys cannot be read. Open payments are still being watched.',
    'keychain-plain':
      'This computer’s keychain has no password and would lay the counter’s keys open. Give it one and press Try again.',
    unpaired:
      'This counter was unpaired. Open payments are still being watched. A manager can pair it again.',
    'keys-gone': 'The counter’s keys are not in this computer’s keychain. A manager has to pair it again.',
    'copied-or-restored': 'This till’s records look copied or restored. Call the manager.',
  } satisfies Record<HaltView['reason'], string>,
  confirm: {
    back: 'Back',
  },
  failure: {
    busy: 'Another payment is open on this counter.',
    'refund-open': 'A refund is still open. Wait until it is done, or withdraw it.',
    'sale-unknown':
      'FEX has not told yet what became of an unsettled sale. Wait until it has, or settle it by hand.',
    'not-open': 'That payment is no longer on the screen.',
    'not-possible-now': 'This cannot be done now.',
    'amount-zero': 'Enter an amount first.',
    'amount-over-cap': 'The amount is over this counter’s largest sale.',
    'amount-not-whole': 'The amount has more decimals than the currency.',
    'note-too-long': 'The note is longer than 140 characters.',
    'note-wallet-code': 'This is a wallet code, not a note. Nothing of it was kept.',
    'wallet-code-empty': 'No wallet code was read. Scan it or type it.',
    'wallet-code-product': 'That is a product barcode. Ask for the wallet code in the FEX app.',
    'wallet-code-payment': 'That is a code to pay at a counter. Ask for the wallet code in the FEX app.',
    'wallet-code-bank': 'That is a bank’s payment code. Ask for the wallet code in the FEX app.',
    'wallet-code-url': 'That is a web address. Ask for the wallet code in the FEX app.',
    'wallet-code-other': 'That is another app’s code. Ask for the wallet code in the FEX app.',
    'wallet-code-two': 'Two wallet codes were read at once. Scan one of them again.',
    'wallet-code-too-long': 'That is too long for a wallet code. Scan it again.',
    offline: 'FEX cannot be reached. Nothing was sent.',
    'charging-stopped': 'Charging is stopped on this counter. Nothing was sent.',
    'not-in-training': 'The customer’s phone exists in training only.',
    'phone-refused': 'The training wallet said no.',
    locked: 'Sign in first.',
    'pin-wrong': 'That PIN is not right.',
    'pin-wait': 'Too many wrong PINs. The next try is possible in {{seconds}} s.',
    'name-missing': 'Enter a name.',
    'name-taken': 'Somebody has this name already. Add something to tell them apart.',
    'pin-weak':
      'That PIN is easily guessed, or missing. Use four to eight digits that are no run and not all the same.',
    'last-manager': 'There has to be a manager.',
    'keys-missing': 'Enter the merchant’s client ID and client secret.',
    'merchant-unproved': 'These are not the keys of this counter’s merchant.',
    'qr-only': 'This counter shows codes only; its key may not scan wallet codes.',
    'keychain-closed': 'This computer’s keychain does not do what it is asked. Unlock it and try again.',
    'not-recorded':
      'This could not be recorded: this computer’s disk is full or read-only. Nothing was done.',
    'public-url-wrong':
      'The public address has to begin with https:// and hold no name, password or question mark. On this computer http:// will do.',
    'listen-address-wrong': 'That is no address a computer could have.',
    'certificate-incomplete': 'A certificate needs its key, and a key its certificate.',
    'proxy-url-wrong': 'The proxy’s address is http://host:port, without a name or a password.',
    'settings-not-saved': 'The setting could not be saved on this computer.',
    'same-as-released': 'This looks like a sale that is not settled yet.',
    'needs-manager': 'A manager has to decide this, and nobody on this counter can prove to be one yet.',
    'rebuild-first': 'FEX’s list has to be read first. It is being tried.',
    'not-confirmed': 'This has to be confirmed first.',
  } satisfies Record<FailureCode, string>,
  refused: 'The counter could not do this. Nothing was changed.',
};
