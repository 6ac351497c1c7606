import type { Done } from '../../shared/failures.ts';

/** What the phone's last tap came to, as a key of the catalogue. */
export function phoneWords(
  call: string,
  answer: Done | 'refused',
): 'refused' | 'phone.declined' | 'phone.done' | `failure.${Extract<Done, { ok: false }>['failure']}` {
  if (answer === 'refused') return 'refused';
  if (!answer.ok) return `failure.${answer.failure}`;
  // A decline goes nowhere: "done" would promise that the till heard of it.
  return call === 'phone.decline' ? 'phone.declined' : 'phone.done';
}
