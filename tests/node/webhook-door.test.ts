import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { IncomingWebhook } from '../../electron/core/ports.ts';
import { createWebhookDoor, type WebhookDoorOptions } from '../../electron/node/webhook-door.ts';

async function door(
  answer: (request: IncomingWebhook) => Promise<number> = async () => 200,
  options: WebhookDoorOptions = {},
) {
  const seen: IncomingWebhook[] = [];
  const listener = await createWebhookDoor(options).open({ address: null, port: 0, tls: null }, (request) => {
    seen.push(request);
    return answer(request);
  });
  onTestFinished(() => listener.close());
  return { ...listener, seen, port: Number(new URL(listener.url).port) };
}

/** A connection that sends what the test says; `ended` has all that came back once the other side hung up. */
function raw(port: number, first = ''): { socket: Socket; ended: Promise<string>; connected: Promise<void> } {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.on('error', () => {});
  const connected = new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  if (first) socket.write(first);
  return { socket, ended, connected };
}

const head = (length: string) => `POST /hook HTTP/1.1\r\nHost: x\r\n${length}\r\n\r\n`;

describe('the webhook door', () => {
  it('hands over path, headers and raw bytes, and replies with the status alone', async () => {
    const { url, seen } = await door(async () => 202);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = Uint8Array.from([0, 255, 123, 10]);
    const response = await fetch(`${url}/webhooks/counter-1?x=1`, {
      method: 'POST',
      body,
      headers: { 'X-FEX-Signature': 'sha256=abc' },
    });
    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      path: '/webhooks/counter-1',
      headers: { 'x-fex-signature': 'sha256=abc' },
    });
    expect([...(seen[0]?.body ?? [])]).toEqual([...body]);
  });

  it('joins a header that came twice', async () => {
    const { port, seen } = await door();
    const sent = `POST / HTTP/1.1\r\nHost: x\r\nX-S: a\r\nX-S: b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    expect(await raw(port, sent).ended).toContain('200');
    expect(seen[0]?.headers['x-s']).toBe('a, b');
  });

  it('takes only posts, and passes on what the answer says of a path', async () => {
    const { url, seen } = await door(async ({ path }) => (path === '/known' ? 200 : 404));
    const get = await fetch(`${url}/known`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${url}/known`, { method: 'PUT', body: 'x' })).status).toBe(405);
    expect(seen).toHaveLength(0);
    expect((await fetch(`${url}/other`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/known`, { method: 'POST' })).status).toBe(200);
  });

  it('says 500 when the answer fails or is no status', async () => {
    const { url } = await door(async ({ path }) => {
      if (path === '/throws') throw new Error('disk full');
      return path === '/odd' ? 42 : 503;
    });
    const status = async (path: string) => (await fetch(url + path, { method: 'POST', body: 'x' })).status;
    expect([await status('/throws'), await status('/odd'), await status('/busy')]).toEqual([500, 500, 503]);
  });

  it('refuses a body that is too large, said or not, and hangs up', async () => {
    const { url, port, seen } = await door();
    const limit = 64 * 1024;
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(limit) })).status).toBe(200);
    expect(await raw(port, head(`Content-Length: ${limit + 1}`)).ended).toMatch(
      /^HTTP\/1.1 413 [\s\S]*connection: close/i,
    );
    const chunked = raw(port, head('Transfer-Encoding: chunked'));
    const chunk = 'x'.repeat(0x4001);
    for (let count = 0; count < 4; count += 1) chunked.socket.write(`4001\r\n${chunk}\r\n`);
    expect(await chunked.ended).toMatch(/^HTTP\/1.1 413/);
    expect(seen).toHaveLength(1);
  });

  it('hangs up on slow headers and slow bodies', async () => {
    const { port, seen } = await door(undefined, { headerTimeoutMs: 150, bodyTimeoutMs: 150 });
    const slowHead = raw(port, 'POST / HTTP/1.1\r\nHost:');
    const silent = raw(port);
    const slowBody = raw(port, `${head('Content-Length: 10')}half`);
    expect(await slowBody.ended).toMatch(/^HTTP\/1.1 408/);
    expect(await slowHead.ended).toMatch(/^(HTTP\/1.1 408|$)/);
    expect(await silent.ended).toMatch(/^(HTTP\/1.1 408|$)/);
    expect(seen).toHaveLength(0);
  });

  it('does not answer for a sender who went away', async () => {
    const { port, url, seen } = await door();
    const gone = raw(port, `${head('Content-Length: 10')}half`);
    await gone.connected;
    gone.socket.destroy();
    await gone.ended;
    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  /** Waits for each, so that the door has them in this order. */
  async function crowd(port: number, count: number, first = '') {
    const all = [];
    for (let each = 0; each < count; each += 1) {
      const one = raw(port, first);
      await one.connected;
      all.push(one);
    }
    return all;
  }
  const patient = { headerTimeoutMs: 600_000, bodyTimeoutMs: 600_000 };

  it('keeps no more than 64 connections: the oldest has to go, not the newest', async () => {
    const { port } = await door(undefined, patient);
    const all = await crowd(port, 70);
    await Promise.all(all.slice(0, 6).map((one) => one.ended));
    expect(all.filter((one) => !one.socket.closed)).toHaveLength(64);
  });

  it.each([
    ['silent ones', ''],
    ['ones that stop in their headers', 'POST /hook HTTP/1.1\r\nHost:'],
    ['ones that stop in their body', `${head('Content-Length: 10')}half`],
  ])('a crowd of %s keeps no webhook out', async (_name, first) => {
    const { port, url, seen } = await door(undefined, patient);
    await crowd(port, 64, first);
    // Nothing times out: whoever is answered took somebody's place.
    for (let count = 1; count <= 3; count += 1) {
      const response = await fetch(`${url}/hook`, {
        method: 'POST',
        body: 'x',
        headers: { connection: 'close' },
      });
      expect(response.status).toBe(200);
      await crowd(port, 64, first);
    }
    expect(seen).toHaveLength(3);
  });

  it('a request that is being answered is not the one to go', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const { port, url, seen } = await door(() => promise, patient);
    const asked = fetch(`${url}/hook`, { method: 'POST', body: 'x' });
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    await crowd(port, 63, 'POST');
    // A round trip in between: by then the door has read what the crowd said.
    for (let count = 0; count < 5; count += 1) {
      await fetch(url, { headers: { connection: 'close' } });
      await crowd(port, 1, 'POST');
    }
    resolve(200);
    expect((await asked).status).toBe(200);
  });

  it('says which port is taken', async () => {
    const { port } = await door();
    await expect(
      createWebhookDoor().open({ address: null, port, tls: null }, async () => 200),
    ).rejects.toMatchObject({
      reason: 'port-in-use',
      message: `Port ${port} on this computer is used by another program.`,
    });
  });

  it('closes with connections open and requests unanswered, twice', async () => {
    let asked = () => {};
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { port, close } = await door(() => {
      asked();
      return new Promise<number>(() => {});
    });
    const idle = raw(port);
    const hanging = raw(port, head('Content-Length: 0'));
    await Promise.all([idle.connected, reached]);
    await Promise.all([close(), close()]);
    expect(await Promise.all([idle.ended, hanging.ended])).toEqual(['', '']);
    const late = raw(port);
    await late.ended;
    expect(late.socket.bytesRead).toBe(0);
  });
});
