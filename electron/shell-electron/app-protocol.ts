import type { Protocol } from 'electron';
import type { BundleReader } from '../node/bundle-reader.ts';

/** The page's own scheme: a secure context with an origin, unlike file:, and nothing listens for it. */

export const electronOrigin = 'app://counter';
const scheme = 'app';

/** Must run before the app is ready. */
export function registerScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Answers the scheme from the bundle's folder, with the headers both shells send. */
export function serveBundle(protocol: Pick<Protocol, 'handle'>, bundle: BundleReader): void {
  protocol.handle(scheme, async (request) => {
    if (!isOwnUrl(request.url)) return new Response(null, { status: 404 });
    const found = await bundle.answer(request.method, request.url);
    return new Response(found.body, { status: found.status, headers: { ...found.headers } });
  });
}

/** The one document the window shows. */
export const electronHome = `${electronOrigin}/`;

/** Whether a document is the bundle's one page: an origin alone is also a blob's, and that of what is not there. */
export function isHome(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  return path === electronHome;
}

/** Whether an address is the bundle's. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${electronOrigin}/`);
}
