import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundleReader, bundlePath, createBundleReader } from '../../electron/node/bundle-reader.ts';

describe('the bundle reader', () => {
  let folder: string;
  let bundle: BundleReader;
  const get = (path: string) => bundle.answer('GET', `https://counter.localhost${path}`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fex-counter-bundle-'));
    await mkdir(join(folder, 'bundle', 'assets'), { recursive: true });
    await writeFile(join(folder, 'secret.js'), 'secret');
    await writeFile(join(folder, 'bundle', 'index.html'), '<p>');
    await writeFile(join(folder, 'bundle', 'notes.exe'), 'x');
    await writeFile(join(folder, 'bundle', '.built-from.js'), 'x');
    await writeFile(join(folder, 'bundle', 'assets', 'a b.js'), 'js');
    await writeFile(join(folder, 'bundle', 'assets', 'f.woff2'), 'font');
    bundle = createBundleReader(join(folder, 'bundle'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('answers the page, and files by their types', async () => {
    const page = await get('/?a=1#b');
    expect(page.status).toBe(200);
    expect(Buffer.from(page.body).toString()).toBe('<p>');
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': '3',
      'cache-control': 'no-cache',
    });
    expect((await get('/assets/a%20b.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect((await get('/assets/f.woff2')).headers).toMatchObject({
      'content-type': 'font/woff2',
      'cache-control': 'max-age=31536000, immutable',
    });
  });

  it.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/%2e%2e%2fsecret.js',
    '/%252e%252e%252fsecret.js',
    '/..%5csecret.js',
    '/assets/%00.js',
    '/.built-from.js',
    '/C:/secret.js',
    '/%',
    '/missing.js',
    '/notes.exe',
    '/assets',
    '/assets/',
  ])('finds nothing at %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body.byteLength).toBe(0);
    expect(answer.headers['content-security-policy']).toBeDefined();
  });

  it('is never led out of its folder, whatever an address says', () => {
    for (const url of [
      'https://x/../../etc/passwd',
      'https://x/..%2f..%2fetc/passwd',
      'app://counter//etc/x.js',
    ]) {
      const path = bundlePath('/bundle', url);
      expect(path === null || path.startsWith('/bundle/')).toBe(true);
    }
    expect(bundlePath('/bundle', 'not an address')).toBeNull();
  });

  it('reads and does nothing else', async () => {
    expect((await bundle.answer('POST', 'https://counter.localhost/')).status).toBe(405);
    const head = await bundle.answer('HEAD', 'https://counter.localhost/');
    expect([head.status, head.body.byteLength]).toEqual([200, 0]);
  });

  it('sends the policy with everything', async () => {
    const { headers } = await get('/');
    const policy = new Map(
      (headers['content-security-policy'] ?? '').split('; ').map((directive) => {
        const [name, ...sources] = directive.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self' 'wasm-unsafe-eval'",
      'style-src': "'self'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'media-src': "'self' blob:",
      'worker-src': "'self'",
      'frame-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'counter',
    });
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });
});
