/** The words of the pairing. */
export const pairingEn = {
  title: 'Pair this counter',
  fromTraining: 'Pair a real counter',
  once: 'Once, about two minutes',
  goOn: 'Continue',
  back: 'Back',
  again: 'Try again',
  busy: 'One moment …',
  steps: {
    where: 'Where FEX is',
    keys: 'The merchant’s keys',
    counter: 'This counter',
    proof: 'A test payment',
  },
  where: {
    title: 'Where FEX is',
    hint: 'FEX’s administrator gave you two addresses with the keys.',
    before:
      'This computer holds the sales of {{name}}. Pair the same counter again, or use another profile folder.',
    environment: 'Environment',
    sandbox: 'Sandbox, test money',
    live: 'Live, real money',
    api: 'API address',
    token: 'Token address',
    plainHttp: 'Allow plain http to the sandbox. Test keys only: everybody on the way can read them.',
  },
  keys: {
    title: 'The merchant’s keys',
    hint: 'They are used to pair this counter and are never shown again.',
    clientId: 'Client ID',
    clientSecret: 'Client secret',
    code: 'Or paste FEX’s whole message into either field, or scan it as one code.',
    foreign: 'That is not FEX’s message with client_id and client_secret. Nothing was taken from it.',
  },
  counter: {
    title: 'This counter',
    new: 'A new counter',
    existing: 'An existing one ({{count}})',
    name: 'Name',
    first: 'Till {{number}}',
    begun:
      'FEX already has a counter named {{name}}, which you created at {{time}} without ending the pairing. Take it over.',
    location: 'Location',
    currency: 'Currency',
    create: 'Create and test',
    takeOver: 'Take over and test',
    search: 'Search by name, location or id',
    inactive: 'deactivated',
    more: 'And {{count}} more. Search to find them.',
    none: 'No counter is called that.',
    oldSecret: 'Its client secret, if you have it',
    oldSecretHint:
      'Without it the merchant’s key is kept for this counter. The other till that used it gets no more webhooks.',
  },
  proof: {
    title: 'A test payment',
    hint: 'A payment of the smallest amount is made and cancelled. Nobody can pay it, and it is left out of sales.',
  },
  done: {
    title: '{{name}} is paired',
    sandbox: 'It takes test money from FEX’s sandbox.',
    live: 'It takes real money.',
    start: 'Start selling',
    scan: {
      own: 'Customers can scan your code, and you can scan theirs.',
      merchant:
        'Customers can scan your code. Wallet codes are scanned with the merchant’s key, which is in the keychain.',
      none: 'Customers scan your code. Wallet codes cannot be scanned here.',
    },
  },
  checks: {
    keychain: {
      running: 'Opening the keychain',
      good: 'The keychain opens',
      bad: 'The keychain does not open',
      noted: 'The keychain opens',
    },
    keys: {
      running: 'Signing in',
      good: 'FEX took the keys',
      bad: 'FEX did not take the keys',
      noted: 'FEX took the keys',
    },
    counters: {
      running: 'Reading the counters',
      good: 'The merchant’s counters',
      bad: 'The counters cannot be read',
      noted: 'The merchant’s counters',
    },
    created: {
      running: 'Creating the counter',
      good: 'The counter is created',
      bad: 'The counter is not created',
      noted: 'The counter is created',
    },
    rotated: {
      running: 'Asking for a new webhook secret',
      good: 'FEX gave a new webhook secret',
      bad: 'No new webhook secret',
      noted: 'FEX gave a new webhook secret',
    },
    kept: {
      running: 'Putting the keys into the keychain',
      good: 'The keys are in the keychain',
      bad: 'The keys are not in the keychain',
      noted: 'The keys are in the keychain',
    },
    token: {
      running: 'The counter signs in',
      good: 'The counter signs in',
      bad: 'The counter cannot sign in',
      noted: 'The counter signs in',
    },
    payment: {
      running: 'Making and cancelling a payment',
      good: 'A payment was made and cancelled',
      bad: 'The test payment failed',
      noted: 'A payment was made and cancelled',
    },
    scan: {
      running: 'Trying to scan',
      good: 'Wallet codes can be scanned',
      bad: 'Wallet codes cannot be scanned with this key',
      noted: 'QR only: wallet codes are not scanned',
    },
    ledger: {
      running: 'Reading the ledger',
      good: 'FEX’s ledger can be read',
      bad: 'FEX’s ledger cannot be read',
      noted: 'This key may not read FEX’s ledger; reports use the list of payments',
    },
  },
  question: {
    'lost-answer': {
      title: 'The counter exists, and its keys are lost',
      text: 'FEX made the counter, and its answer with the keys did not arrive. FEX shows keys only once. Take the counter over with the merchant’s key, or create another one and deactivate this one later.',
    },
    'no-counter-keys': {
      title: 'This counter has no keys of its own here',
      text: 'FEX does not give them again. The counter can sign in with the merchant’s key, which is then kept in this computer’s keychain. Whoever gets at it can act for the whole merchant.',
    },
    'no-webhook-secret': {
      title: 'FEX gave no webhook secret',
      text: 'Without it news from FEX cannot be verified. FEX can make a new one now.',
    },
    'sold-elsewhere': {
      title: 'Another till sold as this counter today',
      text: 'Two tills on one counter lose track of payments. Take it over only if the other one is no longer used.',
    },
    scan: {
      title: 'This counter’s key may not scan wallet codes',
      text: 'FEX allows it with the merchant’s key only. Show QR codes only, or keep the merchant’s key in this computer’s keychain, used for scanning, and for the list of counters when a manager opens it. Whoever gets at it can act for the whole merchant.',
    },
  },
  choice: {
    'take-over': 'Take this counter over',
    another: 'Create another one',
    'merchant-key': 'Keep the merchant’s key',
    rotate: 'Have FEX make one',
    'go-on': 'Take it over all the same',
    'qr-only': 'QR only',
    stop: 'Choose another counter',
  },
  trouble: {
    'address-wrong':
      'That is not an address. It begins with https:// and holds no name, password or question mark.',
    'address-insecure': 'That address is not encrypted, and keys are never sent that way. Use https.',
    'address-not-here':
      'This window can be driven from outside, so only a sandbox on this computer can be paired in it.',
    'sign-in-unreachable': 'The token address does not answer. Check the network and the address.',
    'sign-in-tls':
      'The certificate of the token address is not valid: expired, for another name, or of an unknown authority. Nothing was sent.',
    'sign-in-not-fex':
      'Something else answers at the token address, perhaps the login page of this network. Open a browser and sign in to the network, then try again.',
    'sign-in-realm':
      'The server answers and does not know this address. Compare its path with FEX’s message, the realm above all.',
    'api-unreachable': 'The API address does not answer. Check the network and the address.',
    'api-tls':
      'The certificate of the API address is not valid: expired, for another name, or of an unknown authority. Nothing was sent.',
    'api-not-fex': 'What answers at the API address does not speak like FEX. Check the address.',
    'proxy-password':
      'The network’s proxy wants a password. Enter it in this computer’s proxy settings, then try again.',
    'keys-refused':
      'FEX does not know these keys. Check the client ID and the client secret, and that they belong to this environment.',
    'keys-not-merchant':
      'These keys may not manage counters. Use the merchant’s own keys, which begin with merchant-.',
    'keychain-locked': 'This computer’s keychain is locked. Unlock it and press Try again. Nothing was lost.',
    'keychain-missing':
      'This computer has no keychain that answers. On Linux, install gnome-keyring and sign in to a desktop session. Keys are kept nowhere else.',
    'keychain-plain':
      'This computer’s keychain has no password and would lay the keys open. Give it a password, then try again.',
    'profile-taken':
      'This profile folder holds the sales of another counter. Pair that counter again, or start with another --profile.',
    'settings-not-saved': 'The settings cannot be written: the disk is full or read-only.',
    'journal-unwritable': 'This computer cannot record what is done: its disk is full or read-only.',
    'name-empty': 'Give the counter a name.',
    'currency-unproved': 'This currency is not proved with FEX for real money. Choose one with two decimals.',
    'create-refused': 'FEX did not create the counter.',
    'create-unanswered': 'FEX did not answer, and no new counter is to be seen there. Try again.',
    'create-unknown':
      'FEX did not answer, and cannot be asked whether the counter was created. Go back when the connection is there and look through the existing counters first.',
    'counter-gone': 'FEX no longer knows this counter. Choose another one.',
    'counter-inactive': 'This counter was deactivated by the merchant. Choose another one.',
    'counter-open-payments':
      'Payments of this counter are still open. Wait until they have ended, then try again.',
    'counter-unread': 'Whether payments of this counter are open cannot be read from FEX. Try again.',
    'counter-secret-wrong':
      'FEX does not take this counter’s client secret. Go back and enter the right one, or leave it empty.',
    'paired-elsewhere':
      'Another till is pairing this counter at this moment. Settle who keeps it, then try again.',
    'rotate-refused': 'FEX did not make a new webhook secret.',
    'rotate-unanswered':
      'FEX did not answer. A webhook secret that was made meanwhile is lost; try again to get a new one.',
    'canary-refused': 'FEX refused the test payment.',
    'canary-unanswered': 'FEX did not answer the test payment. Nobody can pay it. Try again.',
    'canary-not-cancelled':
      'The test payment could not be cancelled. Nobody can pay it; it ends by itself in a minute. Then try again.',
    'probe-unanswered': 'FEX did not say whether wallet codes can be scanned. Try again.',
    'probe-refused':
      'The merchant’s key may not scan wallet codes either. Ask FEX, or go back and pair QR only.',
  },
};
