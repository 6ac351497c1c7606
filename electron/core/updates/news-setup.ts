import type { FailureCode } from '../../../shared/failures.ts';
import { type NewsSetup, newsSetupSchema } from '../../../shared/news.ts';
import { isAddress, tidy } from '../counters/address.ts';
import { hostOf, isLoopbackUrl } from '../net/secure-url.ts';
import type { CounterIdentity, Log, Store, WebhookPlace } from '../ports.ts';

/** Where webhooks are to arrive, as the settings file has it; holds paths of files and nothing secret. */
export function readNewsSetup(
  store: Store,
  identity: Pick<CounterIdentity, 'environment' | 'webhookPort'>,
  log: Log,
): NewsSetup {
  const { environment, webhookPort } = identity;
  const before: NewsSetup = {
    mode: webhookPort === null ? 'off' : 'loopback',
    ...{ address: '', port: webhookPort ?? 0, publicUrl: '', certFile: '', keyFile: '' },
  };
  const stored = store.read('news');
  // Training's FEX posts to a port it is told at each start.
  if (stored === null || stored === undefined || environment === 'training') return before;
  const parsed = newsSetupSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  log.warn('settings.unreadable', { part: 'news' });
  return before;
}

/** What somebody typed, tidied, or what is wrong with it. */
export function checkNewsSetup(
  typed: NewsSetup,
  counterId: string,
): { ok: true; setup: NewsSetup } | { ok: false; failure: FailureCode } {
  const wrong = (failure: FailureCode) => ({ ok: false, failure }) as const;
  const publicUrl = withoutPath(tidy(typed.publicUrl), counterId);
  if (publicUrl !== '' && !isPublic(publicUrl)) return wrong('public-url-wrong');
  const address = typed.mode === 'address' ? typed.address.replace(/^\[|\]$/g, '') : '';
  if (typed.mode === 'address' && !isHost(address)) return wrong('listen-address-wrong');
  if ((typed.certFile === '') !== (typed.keyFile === '')) return wrong('certificate-incomplete');
  return { ok: true, setup: { ...typed, address, publicUrl } };
}

/** Whether all of it is about this computer alone: then nobody has to prove to be a manager. */
export function staysHere({ mode, address, publicUrl }: NewsSetup): boolean {
  const bound =
    mode !== 'address' || isLoopbackUrl(`http://${address.includes(':') ? `[${address}]` : address}`);
  return bound && (publicUrl === '' || isLoopbackUrl(publicUrl));
}

export function placeOf(setup: NewsSetup): WebhookPlace {
  const { mode, address, port, certFile, keyFile, publicUrl } = setup;
  const open = mode === 'address';
  return {
    address: open ? address : null,
    port,
    // Behind a reverse proxy it is the proxy that shows FEX a certificate with the public name.
    tls: certFile === '' ? null : { certFile, keyFile, publicHost: open ? hostOf(publicUrl) : null },
  };
}

/** One path per counter: what is posted elsewhere was meant for somebody else. */
export const webhookPath = (counterId: string) => `/webhooks/${encodeURIComponent(counterId)}`;

export function fexUrlOf({ publicUrl, mode }: NewsSetup, counterId: string): string | null {
  return publicUrl === '' || mode === 'off' ? null : `${publicUrl}${webhookPath(counterId)}`;
}

/** Somebody may paste the address as FEX has it. */
function withoutPath(url: string, counterId: string): string {
  const path = webhookPath(counterId);
  return url.endsWith(path) ? url.slice(0, -path.length) : url;
}

function isPublic(url: string): boolean {
  return isAddress(url) && (/^https:/i.test(url) || isLoopbackUrl(url));
}

function isHost(text: string): boolean {
  return /^[0-9a-f.:]+$/i.test(text) || /^(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(text);
}
