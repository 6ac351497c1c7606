import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { WebhookPlace } from '../../electron/core/ports.ts';
import { createWebhookDoor } from '../../electron/node/webhook-door.ts';
import { selfSigned } from './self-signed.ts';
import { tempFolder } from './temp-folder.ts';

const day = 86_400_000;
/** How long a busy computer may take over what needs no time. */
const patience = { timeout: 10_000, interval: 5 };
const here: WebhookPlace = { address: null, port: 0, tls: null };

/** A certificate and its key as files, the key for our eyes only. */
function files(own: { cert: string; key: string }, publicHost: string | null = null) {
  const folder = tempFolder();
  const [certFile, keyFile] = [join(folder, 'till.pem'), join(folder, 'till.key')];
  writeFileSync(certFile, own.cert);
  writeFileSync(keyFile, own.key, { mode: 0o600 });
  return { certFile, keyFile, publicHost };
}

async function open(place: WebhookPlace) {
  const listener = await createWebhookDoor().open(place, async ({ body }) => (body.length === 1 ? 200 : 400));
  onTestFinished(() => listener.close());
  return listener;
}

const reasonOf = (tls: WebhookPlace['tls']) =>
  open({ ...here, tls }).then(
    () => 'open',
    (error: { reason: string }) => error.reason,
  );

function post(url: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/hook`, { ...options, method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sending.on('error', reject);
    sending.end('x');
  });
}

describe('a door with a certificate', () => {
  it('takes webhooks over TLS, and nothing in plain', async () => {
    const own = selfSigned();
    const { url } = await open({ ...here, tls: files(own, 'localhost') });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await post(url, { ca: own.cert })).toBe(200);
    await expect(post(url, {})).rejects.toThrow(/self.signed/);
    await expect(fetch(url.replace('https', 'http'), { method: 'POST', body: 'x' })).rejects.toThrow();
  });

  it('is not kept shut by a crowd, and lets none go whose request is being answered', async () => {
    const own = selfSigned();
    const { promise, resolve } = Promise.withResolvers<number>();
    let asked = 0;
    const door = createWebhookDoor({ headerTimeoutMs: 600_000, bodyTimeoutMs: 600_000 });
    const listener = await door.open({ ...here, tls: files(own) }, () => {
      asked += 1;
      return promise;
    });
    onTestFinished(() => listener.close());
    const answered = post(listener.url, { ca: own.cert });
    await vi.waitFor(() => expect(asked).toBe(1));
    for (let count = 0; count < 70; count += 1) {
      const socket = connectTls({
        port: Number(new URL(listener.url).port),
        ca: own.cert,
        host: '127.0.0.1',
      });
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => {});
      await new Promise<void>((done) => socket.once('secureConnect', () => done()));
    }
    resolve(200);
    expect(await answered).toBe(200);
  });

  it('shows a renewed certificate by itself, and keeps the old one while the new one cannot be used', async () => {
    const [before, after] = [selfSigned(), selfSigned()];
    const named = files(before);
    const listener = await createWebhookDoor({ renewMs: 5 }).open({ ...here, tls: named }, async () => 200);
    onTestFinished(() => listener.close());
    expect(await post(listener.url, { ca: before.cert })).toBe(200);
    writeFileSync(named.keyFile, 'half a key');
    writeFileSync(named.certFile, after.cert);
    // Each connection is made anew; some turns of the timer pass in between.
    for (let count = 0; count < 5; count += 1)
      expect(await post(listener.url, { ca: before.cert, agent: false })).toBe(200);
    writeFileSync(named.keyFile, after.key);
    await vi.waitFor(
      async () => expect(await post(listener.url, { ca: after.cert, agent: false })).toBe(200),
      patience,
    );
    await expect(post(listener.url, { ca: before.cert, agent: false })).rejects.toThrow();
  });

  it.each([
    ['certificate-expired', () => files(selfSigned(Date.now() - 2 * day, Date.now() - day))],
    ['certificate-not-yet', () => files(selfSigned(Date.now() + day, Date.now() + 2 * day))],
    ['certificate-other-name', () => files(selfSigned(), 'till.example')],
    ['certificate-other-name', () => files(selfSigned(), '192.0.2.1')],
    ['key-not-matching', () => files({ ...selfSigned(), key: selfSigned().key })],
    ['certificate-unreadable', () => files({ ...selfSigned(), cert: 'no certificate' })],
    ['key-unreadable', () => files({ ...selfSigned(), key: 'no key' })],
    ['certificate-unreadable', () => ({ ...files(selfSigned()), certFile: '/nowhere/till.pem' })],
    ['key-unreadable', () => ({ ...files(selfSigned()), keyFile: tempFolder() })],
    ['certificate-unreadable', () => files({ ...selfSigned(), cert: ' '.repeat(300_000) })],
    ['open', () => files(selfSigned(), '127.0.0.1')],
  ])('says %s before it listens', async (reason, tls) => {
    expect(await reasonOf(tls())).toBe(reason);
  });

  it('says that the key is locked with a password', async () => {
    const locked = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'word' },
    });
    expect(await reasonOf(files({ ...selfSigned(), key: locked.privateKey }))).toBe('key-password');
  });

  it('takes no key that others can read', async (context) => {
    if (process.platform === 'win32') context.skip('Windows has no such modes');
    const named = files(selfSigned());
    for (const mode of [0o640, 0o604]) {
      chmodSync(named.keyFile, mode);
      expect(await reasonOf(named)).toBe('key-open-to-others');
    }
    chmodSync(named.keyFile, 0o400);
    expect(await reasonOf(named)).toBe('open');
  });

  it('never quotes the key', async () => {
    const { key } = selfSigned();
    const cut = key.replace('-----END', '-----');
    const error = await open({ ...here, tls: files({ ...selfSigned(), key: cut }) }).catch(
      (one: Error) => one,
    );
    expect(String((error as Error).stack)).not.toContain(key.split('\n')[1]);
  });
});

describe('where the door is', () => {
  it('is the address that was named', async () => {
    expect((await open({ ...here, address: '127.0.0.3' })).url).toMatch(/^http:\/\/127\.0\.0\.3:/);
    const second = await open({ ...here, address: '::1' }).catch(() => null);
    if (second !== null) expect(second.url).toMatch(/^http:\/\/\[::1\]:/);
  });

  it.each(['192.0.2.7', 'no-such-host.invalid'])('cannot be %s, which is not ours', async (address) => {
    await expect(open({ ...here, address })).rejects.toMatchObject({ reason: 'address-not-ours' });
  });

  it('cannot be a port this user may not have', async (context) => {
    if (process.platform === 'win32' || process.getuid?.() === 0) context.skip('this user may have any port');
    await expect(open({ ...here, port: 1 })).rejects.toMatchObject({ reason: 'not-permitted' });
  });
});
