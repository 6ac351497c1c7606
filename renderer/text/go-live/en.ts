import type { GoLivePoint } from '../../../shared/go-live.ts';

/** The words of the checklist before going live. */
export const goLiveEn = {
  goLive: {
    title: 'Before going live',
    reading: 'Looking at what was seen here',
    ready: 'Everything on FEX’s list was seen here.',
    missing: 'Not seen yet: {{count}} of FEX’s twelve points.',
    seen: 'Seen {{time}}',
    now: 'Looked at just now',
    notNeeded: 'Not needed: this counter shows codes only.',
    again: 'Look again',
    close: 'Close',
    point: {
      'merchant-keys': {
        title: 'FEX gave the merchant’s keys, and takes them',
        missing: 'Ask FEX’s administrator for them, then pair this counter with them.',
      },
      'secret-kept': {
        title: 'The client secret is in the keychain',
        missing: 'Pair this counter: its keys then go into this computer’s keychain.',
      },
      token: {
        title: 'FEX gives a token for the keys',
        missing: 'FEX gave none just now. Diagnostics says why.',
      },
      counter: {
        title: 'A counter is there, proved with a test payment',
        missing: 'Pair this counter: that makes or takes over one and tests it.',
      },
      'webhook-secret': {
        title: 'The webhook secret is in the keychain',
        missing: 'Pair this counter, or have a new webhook secret made under Counters.',
      },
      'token-renewed': {
        title: 'The token is renewed before it ends',
        missing: 'Leave the counter running for five minutes.',
      },
      'webhook-door': {
        title: 'Webhooks are listened for and verified',
        missing: 'Switch the listener on under News from FEX.',
      },
      'asked-again': {
        title: 'FEX is asked again after it did not answer',
        missing: 'Take the network away for a minute, and give it back.',
      },
      'standard-sale': {
        title: 'A customer scanned a code and paid',
        missing: 'Charge a test sale and have a wallet of FEX’s sandbox pay it.',
      },
      'reverse-sale': {
        title: 'A wallet code was scanned, approved and paid',
        missing: 'Scan the code of a wallet of FEX’s sandbox and have it approved.',
      },
      'webhook-verified': {
        title: 'A webhook of FEX arrived, rightly signed',
        missing: 'Tell FEX this counter’s webhook address, then have a test sale paid.',
      },
      live: {
        title: 'FEX activated the live environment',
        missing: 'Ask FEX’s administrator for it, then pair this counter with the live addresses.',
      },
    } satisfies Record<GoLivePoint, { title: string; missing: string }>,
  },
};
