/**
 * Whether a text for people, such as a sale's note, is or holds a wallet code: a scanner types into whatever field
 * has the focus, and a wallet code must not be recorded. What FEX's codes are made of is a UUID, alone, in JSON or
 * behind `fex://`; besides, nobody writes by hand what has capitals, small letters and digits in one long run.
 */
export function holdsWalletCode(text: string): boolean {
  const plain = text.normalize('NFKC');
  if (dashed.test(plain) || /\bfex:\/\//i.test(plain)) return true;
  return (plain.match(/[a-z0-9]{12,}/gi) ?? []).some(isCode);
}

const dashed = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/i;

function isCode(run: string): boolean {
  if (/^\d+$/.test(run)) return run.length >= 16;
  if (!/\d/.test(run)) return false;
  return (/[a-z]/.test(run) && /[A-Z]/.test(run)) || run.length >= 20;
}
