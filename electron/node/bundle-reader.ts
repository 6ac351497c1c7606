import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/**
 * Reads the renderer's bundle from disk for a shell that answers the page's requests itself. Both shells
 * serve through this one file, so what a page may do is the same in both.
 */

/** One row per directive, with its reason. */
const contentSecurityPolicy: readonly (readonly [directive: string, why: string])[] = [
  ["default-src 'none'", 'what is not named below does not load'],
  [
    "script-src 'self' 'wasm-unsafe-eval'",
    'the bundle; WebAssembly for reading codes; no inline script, no eval',
  ],
  ["style-src 'self'", 'the bundle; styles set by script go through the CSSOM'],
  ["img-src 'self' data: blob:", "FEX's QR picture is a data URL, a camera frame a blob"],
  ["font-src 'self'", 'fonts are bundled'],
  ["connect-src 'self'", 'no network at all: this is also what stops WebSockets'],
  ["media-src 'self' blob:", 'sounds, and the camera picture'],
  ["worker-src 'self'", 'codes are read in a worker'],
  ["frame-src 'none'", 'no frames in a page that can charge'],
  ["base-uri 'none'", 'relative addresses cannot be bent'],
  ["form-action 'none'", 'nothing is ever posted'],
  ["frame-ancestors 'none'", 'nobody frames the counter'],
  ["require-trusted-types-for 'script'", 'strings never become markup or script'],
  ['trusted-types counter', 'the one policy, for the address of the worker'],
];

/** Sent with every answer, also with a refusal. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy.map(([directive]) => directive).join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=(), payment=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface BundleAnswer {
  status: 200 | 404 | 405;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array<ArrayBuffer>;
}

export interface BundleReader {
  /** Never rejects: what cannot be read is a 404. `url` is absolute; its origin was checked by the caller. */
  answer(method: string, url: string): Promise<BundleAnswer>;
}

export function createBundleReader(folder: string): BundleReader {
  const root = resolve(folder);
  const refused = (status: 404 | 405): BundleAnswer => ({
    status,
    headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: new Uint8Array(),
  });

  return {
    async answer(method, url) {
      if (method !== 'GET' && method !== 'HEAD') return refused(405);
      const path = bundlePath(root, url);
      const type = path === null ? undefined : contentTypes[extname(path).toLowerCase()];
      // A type we do not know is no file of the bundle; it is not guessed.
      if (path === null || type === undefined) return refused(404);
      try {
        const body = new Uint8Array(await readFile(path));
        return {
          status: 200,
          headers: {
            ...securityHeaders,
            'content-type': type,
            'content-length': String(body.byteLength),
            // Hashed names never change their content; the page itself is asked for anew each time.
            'cache-control': path.includes(`${sep}assets${sep}`) ? 'max-age=31536000, immutable' : 'no-cache',
          },
          body: method === 'HEAD' ? new Uint8Array() : body,
        };
      } catch {
        return refused(404);
      }
    },
  };
}

/** The file an address means, or null where it would leave the folder. */
export function bundlePath(root: string, url: string): string | null {
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  // One decoding only, and nothing that is a separator, a drive or a stream on some system.
  if (/[\0\\:%]/.test(pathname)) return null;
  const segments = pathname.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment.startsWith('.'))) return null;
  const path = join(root, ...(segments.length === 0 ? ['index.html'] : segments));
  return path.startsWith(root + sep) ? path : null;
}
