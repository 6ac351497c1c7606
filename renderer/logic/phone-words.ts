import type { Done } from '../../shared/failures.ts';

/** Why the training wallet would not; the detail of `phone-refused`. */
const refusals = [
  'insufficient',
  'insufficient-here',
  'expired',
  'already-final',
  'not-for-this-wallet',
  'not-found',
  'unreadable',
] as const;

/** What the phone's last tap came to, as a key of the catalogue. */
export function phoneWords(
  call: string,
  answer: Done | 'refused',
):
  | 'refused'
  | 'phone.declined'
  | 'phone.done'
  | `phone.no.${(typeof refusals)[number]}`
  | `failure.${Extract<Done, { ok: false }>['failure']}` {
  if (answer === 'refused') return 'refused';
  if (!answer.ok) {
    const why = refusals.find((one) => answer.failure === 'phone-refused' && one === answer.detail);
    return why === undefined ? `failure.${answer.failure}` : `phone.no.${why}`;
  }
  // A decline goes nowhere: "done" would promise that the till heard of it.
  return call === 'phone.decline' ? 'phone.declined' : 'phone.done';
}
