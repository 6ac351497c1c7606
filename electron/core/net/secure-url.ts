/** Whether what is read from this address may be believed: over TLS, or from this computer itself. */
export function isTrustedUrl(url: string): boolean {
  return /^https:\/\//i.test(url) || isLoopbackUrl(url);
}

/** Host of an absolute http(s) URL; an IPv6 address in its brackets. */
export function hostOf(url: string): string | null {
  return /^https?:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? null;
}

/** Core has no URL class; the host is all that is looked at. */
export function isLoopbackUrl(url: string): boolean {
  const host = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return false;
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
