import type { DeliveryOutcome, ListenTrouble, NewsMode, NewsTestTrouble } from '../../../shared/news.ts';

/** The words of how webhooks arrive. */
export const newsEn = {
  news: {
    title: 'News from FEX',
    live: 'Live: news arrive by themselves.',
    polling: 'Polling: FEX is asked every 2 s while a payment is open.',
    charges: 'Charging works either way.',
    training: 'In training this is set up by itself.',
    listens: 'Listens at',
    off: 'Nothing listens on this counter.',
    fexUrl: 'Address to enter at FEX',
    proved: 'The self-test arrived {{time}}, round trip {{ms}} ms.',
    running: 'The self-test is on its way.',
    never: 'With a public address the way here is tested by itself.',
    missed:
      'FEX’s own webhook about the last payment did not come. Compare the address at FEX with the one here.',
    deliveries: 'What arrived',
    none: 'Nothing arrived since the counter was started.',
    times: '{{count}} times',
    test: 'Test now',
    change: 'Change',
    close: 'Close',
    back: 'Back',
    save: 'Save',
    changeTitle: 'Where webhooks arrive',
    who: 'A manager decides this, and it is recorded who.',
    mode: 'Listener',
    modes: {
      off: 'Off',
      loopback: 'This computer only',
      address: 'An address',
    } satisfies Record<NewsMode, string>,
    modeHint: {
      off: 'FEX is asked for news. Nothing can reach this counter from outside.',
      loopback: 'A tunnel or a reverse proxy on this computer passes on what FEX posts.',
      address: 'Whoever reaches this address can post to it; only what FEX signed counts.',
    } satisfies Record<NewsMode, string>,
    address: 'Address of this computer',
    port: 'Port; 0 is any free one',
    publicUrl: 'Public address, https://…',
    certFile: 'Certificate, path of a PEM file',
    keyFile: 'Its private key, path of a PEM file',
    trouble: {
      'port-in-use':
        'Another program on this computer uses this port. Choose another port, or end that program.',
      'address-not-ours': 'This computer does not have that address. Enter one of its own.',
      'not-permitted': 'The system does not let this user listen on that port. Choose one above 1023.',
      'certificate-unreadable': 'The certificate’s file cannot be read, or holds no PEM certificate.',
      'certificate-expired': 'The certificate has expired. Put a new one in its place and save again.',
      'certificate-not-yet': 'The certificate is not valid yet. Look at this computer’s clock.',
      'certificate-other-name': 'The certificate is not for the host of the public address.',
      'key-unreadable': 'The key’s file cannot be read, or holds no PEM key.',
      'key-open-to-others':
        'Others on this computer can read the key. Let only this user read it (chmod 600) and save again.',
      'key-password': 'The key is locked with a password. Store it without one, readable only by this user.',
      'key-not-matching': 'The key does not belong to this certificate.',
      'listener-failed': 'The listener could not be started. The log says why.',
    } satisfies Record<ListenTrouble, string>,
    why: {
      dns: 'The self-test did not leave: the public address has no such host.',
      refused: 'The self-test did not arrive: nothing takes calls at the public address. Start the tunnel.',
      unreachable: 'The self-test did not arrive: the public address cannot be reached from here.',
      tls: 'The self-test did not arrive: the certificate at the public address is not one to trust.',
      proxy:
        'The self-test did not leave: the proxy between here and the internet cannot be reached, or will not connect. Look at Network in the settings.',
      'proxy-password':
        'The self-test did not leave: the proxy wants a name and a password. Ask whoever runs it to let this till out without.',
      'time-out': 'The self-test did not arrive within 10 s.',
      redirect: 'The public address sends on to another one, and FEX does not follow. Enter that one.',
      elsewhere:
        'Something answers at the public address, and nothing arrived here. It has to pass on to this counter’s port, path and all.',
      'answer-changed':
        'The self-test arrived, but its answer did not come back. FEX would post the same again and again.',
      'no-secret': 'It arrived, but the webhook secret cannot be read. Look at this computer’s keychain.',
    } satisfies Record<NewsTestTrouble, string>,
    outcome: {
      verified: 'Verified',
      again: 'Verified, came before',
      'self-test': 'Self-test',
      unsigned: 'Refused: not signed',
      forged: 'Refused: wrong signature',
      unreadable: 'Refused: not FEX’s form',
      'not-stored': 'Could not be stored; FEX sends it again',
      'no-secret': 'No webhook secret to verify it with',
      'other-path': 'Refused: another path',
    } satisfies Record<DeliveryOutcome, string>,
  },
};
