import type { DiagnosticName, DiagnosticReason } from '../../../shared/diagnostics.ts';

/** The words of the diagnostics: what each line looks at, and what to do about it. */
export const diagnosticsEn = {
  diagnostics: {
    title: 'Diagnostics',
    running: 'Looking…',
    fine: 'Everything works.',
    wrong: 'Needs a hand: {{count}}.',
    checked: 'Checked {{time}}.',
    close: 'Close',
    again: 'Check again',
    stop: 'Stop',
    asText: 'As text',
    textTitle: 'For support',
    textHint: 'Holds no keys, no tokens and no customer’s wallet.',
    copy: 'Copy',
    copied: 'Copied.',
    back: 'Back',
    noProxy: 'None is used.',
    journalPartly:
      'Verified to row {{rows}} of {{total}}, the newer ones at the next check, within a day; {{megabytes}} MB; open: {{open}}, unsettled: {{unsettled}}',
    state: { waiting: 'Not looked at yet.', running: 'Looking…', stopped: 'Stopped.' },
    name: {
      api: 'FEX itself',
      token: 'Sign-in',
      dns: 'Names',
      proxy: 'Proxy',
      tls: 'Certificate',
      clock: 'Clock',
      keychain: 'Keychain',
      journal: 'Record of sales',
      disk: 'Disk',
      webhooks: 'Webhooks',
      scanner: 'Scanner',
      camera: 'Camera',
      versions: 'Versions',
    } satisfies Record<DiagnosticName, string>,
    good: {
      api: '{{ms}} ms',
      token: '{{ms}} ms',
      dns: '{{host}}, {{ms}} ms',
      proxy: '{{proxy}}, {{ms}} ms',
      tls: '{{issuer}}, ends in {{days}} days',
      clock: '{{seconds}} s from FEX',
      keychain: 'Opens in {{ms}} ms',
      journal:
        'Verified to row {{rows}}, the newest; {{megabytes}} MB; open: {{open}}, unsettled: {{unsettled}}',
      disk: '{{gigabytes}} GB free',
      webhooks: 'Round trip {{ms}} ms',
      scanner: 'Last read {{time}}',
      camera: 'Last picture {{time}}',
      versions: 'FEX Counter {{app}}, Node {{node}}, {{system}}',
    } satisfies Record<DiagnosticName, string>,
    why: {
      'time-out': 'No end within 15 s. Check again; if it stays so, restart this computer.',
      failed: 'This could not be looked at. Check again; the log says more.',
      'api-unreachable':
        '{{host}} cannot be reached. Look at the cable, the router and the lines Names and Proxy here.',
      'api-silent':
        '{{host}} was reached and did not answer: the connection was cut, or it took too long. FEX is asked again by itself; if it stays so, look at the router.',
      'api-error':
        '{{host}} answers that it has an error of its own. FEX has to mend it; it is asked again by itself.',
      'api-not-fex':
        'Something else answers for {{host}}, such as a network’s login page. Sign in to the network, or ask whoever runs it.',
      'api-no-token': '{{host}} is reached. What it answers only a sign-in tells; see the line Sign-in here.',
      'api-refused': 'FEX refuses this counter’s keys. A manager has to pair it again.',
      'token-refused': 'FEX’s sign-in refuses this counter’s keys. A manager has to pair it again.',
      'token-unreachable':
        'FEX’s sign-in does not answer, or with an error. Look at the network; it is tried again by itself.',
      'token-not-fex': 'Something else answers for FEX’s sign-in. Compare its address with what FEX sent.',
      'token-no-secret': 'The counter’s key cannot be read. See the line Keychain here.',
      'dns-unknown': 'There is no host {{host}}. Compare the address with what FEX sent.',
      'dns-no-answer': 'No server for names answers. Restart the router, or ask whoever runs the network.',
      'dns-by-proxy': 'The proxy looks up {{host}}.',
      'proxy-unreachable':
        'The proxy {{proxy}} cannot be reached or does not connect. Compare it under Network in the settings.',
      'proxy-password':
        'The proxy {{proxy}} wants a name and a password. Ask whoever runs it to let this till out without.',
      'system-proxy-unusable':
        'The system names a proxy that does not begin with http://. Name one under Network in the settings.',
      'tls-untrusted':
        'The certificate of {{host}} is not one to trust. Look at the clock; where the network looks into TLS, name its authority under Network in the settings.',
      'tls-unreachable': '{{host}} could not be reached to see its certificate.',
      'tls-plain': 'No certificate: {{host}} is asked without TLS.',
      'tls-ends-soon': '{{issuer}}, ends in {{days}} days. FEX has to renew it.',
      'ca-unreadable':
        'The file of extra authorities cannot be read. Correct its path under Network in the settings.',
      'ca-no-certificate':
        'The file of extra authorities holds no PEM certificate. Name another under Network in the settings.',
      'ca-expired': 'The extra authorities have expired. Ask whoever runs the network for new ones.',
      'clock-off':
        'This computer’s clock is {{seconds}} s off. Set it, best by the network. Payments still work.',
      'clock-unknown': 'FEX has not told its time yet.',
      'keychain-none': 'This counter needs none: its keys are for tests.',
      'keychain-locked': 'The keychain is locked. Unlock it, and press Try again in the red band.',
      'keychain-missing': 'The keychain does not answer. Sign in to this computer’s desktop anew.',
      'keychain-plain': 'The keychain has no password. Give it one, and press Try again in the red band.',
      'keys-gone': 'The keychain does not hold this counter’s keys. A manager has to pair it again.',
      'journal-damaged':
        'The record is damaged or was changed. A manager presses What happened in the red band.',
      'journal-unwritable':
        'The record cannot be written. Make room on the disk, and let this user write to it.',
      'disk-low': '{{gigabytes}} GB free. Make room on the disk: a full one stops charging.',
      'disk-unknown': 'The system does not say how much is free.',
      'webhooks-off': 'Off: FEX is asked every 2 s while a payment is open.',
      'webhooks-untested': 'Without a public address nothing can be tested.',
      'webhooks-no-listener': 'Nothing listens. News from FEX in the settings says why. Payments work.',
      'webhooks-unproved':
        'The self-test did not arrive. News from FEX in the settings says why. Payments work: FEX is asked every 2 s.',
      'webhooks-missed':
        'The self-test arrives, and FEX’s own webhook did not. Compare the address at FEX with News from FEX.',
      'scanner-never': 'None has typed since the start. Scan anything to see.',
      'camera-never': 'None has given a picture since the start. Press Scan wallet code to see.',
    } satisfies Record<DiagnosticReason, string>,
  },
};
