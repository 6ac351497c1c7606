import type { PairingTrouble, Where } from '../../../shared/pairing.ts';
import { isLoopbackUrl } from '../net/secure-url.ts';

/**
 * Where FEX is, as a manager typed it, checked and tidied: https, but for this computer itself, and for the
 * sandbox where the manager switched plain http on. A live key never goes over plain http.
 */
export function checkWhere(
  where: Where,
  loopbackOnly: boolean,
): { ok: true; where: Where } | { ok: false; trouble: PairingTrouble } {
  const apiUrl = tidy(where.apiUrl);
  const tokenUrl = tidy(where.tokenUrl);
  const both = [apiUrl, tokenUrl];
  if (!both.every(isAddress)) return { ok: false, trouble: 'address-wrong' };
  if (loopbackOnly && !(both.every(isLoopbackUrl) && where.environment === 'sandbox')) {
    return { ok: false, trouble: 'address-not-here' };
  }
  const plainHttp = where.plainHttp && where.environment === 'sandbox';
  const open = both.filter((url) => /^http:/i.test(url) && !isLoopbackUrl(url));
  if (open.length > 0 && !plainHttp) return { ok: false, trouble: 'address-insecure' };
  return { ok: true, where: { ...where, plainHttp, apiUrl: withoutPrefix(apiUrl), tokenUrl } };
}

/** As typed, without blanks around it and slashes at its end. */
export function tidy(url: string): string {
  return url.trim().replace(/\/+$/, '');
}

/** Pasted from FEX's pages with the path every call begins with. */
function withoutPrefix(url: string): string {
  return url.replace(/\/merchant(?:\/api(?:\/v1)?)?$/i, '');
}

/** Host, perhaps a port and a path; no name or password inside, no query, no space. */
export function isAddress(url: string): boolean {
  return /^https?:\/\/(?:\[[0-9a-f:]+\]|[^\s/?#@:[\]\\]+)(?::\d{1,5})?(?:\/[^\s?#\\]*)?$/i.test(url);
}
