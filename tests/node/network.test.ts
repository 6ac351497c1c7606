import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HttpRequest } from '../../electron/core/ports.ts';
import { createHttp } from '../../electron/node/http.ts';
import { createNetwork } from '../../electron/node/network.ts';
import { type NetworkSetup, plainNetwork } from '../../shared/network.ts';
import { selfSigned } from './self-signed.ts';
import { httpServer, httpsServer } from './servers.ts';
import { tempFolder } from './temp-folder.ts';

const day = 86_400_000;
/** A name that is not of this computer: only a proxy knows where it is. */
const fex = 'fex.example';
const own = selfSigned(undefined, undefined, fex);

function fileOf(text: string): string {
  const file = join(tempFolder(), 'authorities.pem');
  writeFileSync(file, text);
  return file;
}

function request(url: string, over: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'POST', url, headers: {}, body: '{"a":1}', timeoutMs: 5000, fresh: true, ...over };
}

function client(setup: Partial<NetworkSetup>, env: Record<string, string> = {}, connectTimeoutMs = 5000) {
  const network = createNetwork({ ...plainNetwork, ...setup }, env);
  const http = createHttp({ network, connectTimeoutMs });
  onTestFinished(() => http.close());
  return { network, send: http.send };
}

/** What a proxy does with a CONNECT; without one it leads to `port`, whatever was asked for. */
type OnConnect = (socket: Duplex, asked: IncomingMessage) => void;

async function startProxy(port: number, onConnect?: OnConnect) {
  const asked: string[] = [];
  const proxy = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => {
      if (incoming.headers['x-want-password']) response.writeHead(407).end();
      else response.end(body);
    });
  });
  const sockets = new Set<Duplex>();
  proxy.on('connection', (socket) => sockets.add(socket));
  proxy.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.on('error', () => {});
    if (onConnect) return onConnect(socket, incoming);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    onTestFinished(() => void onward.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  });
  return { asked, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
}

/** FEX over TLS behind a proxy, with a certificate of an authority that is trusted by file alone. */
async function fexBehind(onConnect?: OnConnect) {
  const requests: string[] = [];
  const server = await httpsServer(own, (incoming, response) => {
    requests.push(`${incoming.method} ${incoming.headers.host} ${incoming.url}`);
    response.end('{"ok":true}');
  });
  const proxy = await startProxy(server.port, onConnect);
  const setup = { proxy: 'own', proxyUrl: proxy.url, caFile: fileOf(own.cert) } as const;
  return { server, requests, proxy, setup };
}

describe('an extra authority', () => {
  it('is trusted from its file on, besides the others', async () => {
    const local = selfSigned();
    const server = await httpsServer(local, (_, response) => response.end('{}'));
    const url = `https://localhost:${server.port}/`;
    expect(await client({}).send(request(url))).toEqual({ kind: 'not-sent', why: 'tls' });
    const trusting = client({ caFile: fileOf(`${own.cert}${local.cert}`) });
    for (const fresh of [true, false])
      expect(await trusting.send(request(url, { fresh }))).toMatchObject({ kind: 'answer', status: 200 });
    expect(trusting.network.use()).toMatchObject({ authorities: 2, troubles: [] });
  });

  it('counts for the next connection once it is set up, and no longer once it is not', async () => {
    const local = selfSigned();
    const server = await httpsServer(local, (_, response) => response.end('{}'));
    const url = `https://localhost:${server.port}/`;
    const { network, send } = client({});
    network.apply({ ...plainNetwork, caFile: fileOf(local.cert) });
    // Leaves a connection that could be used again.
    expect(await send(request(url, { method: 'GET', fresh: false }))).toMatchObject({ kind: 'answer' });
    network.apply(plainNetwork);
    expect(await send(request(url, { method: 'GET', fresh: false }))).toEqual({
      kind: 'not-sent',
      why: 'tls',
    });
  });

  it.each([
    ['ca-unreadable', () => '/nowhere/ca.pem'],
    ['ca-unreadable', () => tempFolder()],
    ['ca-no-certificate', () => fileOf('nothing of the kind')],
    ['ca-no-certificate', () => fileOf('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')],
    ['ca-expired', () => fileOf(selfSigned(Date.now() - 2 * day, Date.now() - day).cert)],
  ])('that cannot be used is told as %s, and nothing more is trusted', async (trouble, caFile) => {
    const { network, send } = client({ caFile: caFile() });
    expect(network.use()).toEqual({ proxy: null, authorities: 0, troubles: [trouble] });
    const server = await httpsServer(selfSigned(), (_, response) => response.end());
    expect(await send(request(`https://localhost:${server.port}/`))).toEqual({
      kind: 'not-sent',
      why: 'tls',
    });
  });
});

describe.each([{ fresh: true }, { fresh: false }])('through a proxy (fresh: $fresh)', ({ fresh }) => {
  it('a request over TLS goes end to end', async () => {
    const { requests, proxy, setup } = await fexBehind();
    const { network, send } = client(setup);
    expect(await send(request(`https://${fex}/pay?x=1`, { fresh }))).toMatchObject({ text: '{"ok":true}' });
    expect(proxy.asked).toEqual([`CONNECT ${fex}:443`]);
    expect(requests).toEqual([`POST ${fex} /pay?x=1`]);
    expect(network.use().proxy).toBe(new URL(proxy.url).host);
  });

  it('a plain one is given to it whole', async () => {
    const proxy = await startProxy(0);
    const { send } = client({ proxy: 'own', proxyUrl: proxy.url });
    expect(await send(request(`http://${fex}:81/pay`, { fresh }))).toMatchObject({ text: '{"a":1}' });
    expect(proxy.asked).toEqual([`POST http://${fex}:81/pay`]);
  });

  it('what is on this computer never goes', async () => {
    const proxy = await startProxy(0);
    const { send } = client({ proxy: 'own', proxyUrl: proxy.url });
    const server = await httpServer((_, response) => response.end('here'));
    for (const host of ['127.0.0.1', 'localhost', '127.0.0.2'])
      await send(request(`http://${host}:${server.port}/`, { fresh }));
    expect(await send(request(`http://127.0.0.1:${server.port}/`, { fresh }))).toMatchObject({
      text: 'here',
    });
    expect(proxy.asked).toEqual([]);
  });

  it('an exception does not go either', async () => {
    const proxy = await startProxy(0);
    const { send } = client({ proxy: 'own', proxyUrl: proxy.url, exceptions: '.shop.invalid,other.invalid' });
    for (const url of ['https://fex.shop.invalid/', 'https://other.invalid/'])
      expect(await send(request(url, { fresh }))).toEqual({ kind: 'not-sent', why: 'dns' });
    expect(await send(request('http://other.invalid/', { fresh }))).toMatchObject({ kind: 'not-sent' });
    expect(proxy.asked).toEqual([]);
  });

  it.each<[string, string, OnConnect]>([
    [
      'that wants a password is told so',
      'proxy-password',
      (socket) => socket.end('HTTP/1.1 407 Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n'),
    ],
    ['that will not connect is told', 'proxy', (socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')],
    ['that hangs up is told', 'proxy', (socket) => socket.destroy()],
    ['that speaks something else is told', 'proxy', (socket) => socket.end('220 mail\r\n')],
    [
      'that hangs up once the tunnel is there is told',
      'proxy',
      (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.destroy()),
    ],
  ])('one %s, and nothing was sent', async (_what, why, onConnect) => {
    const { server, setup } = await fexBehind(onConnect);
    expect(await client(setup).send(request(`https://${fex}/pay`, { fresh }))).toEqual({
      kind: 'not-sent',
      why,
    });
    expect(server.connections()).toBe(0);
  });

  it('one that says nothing is waited for no longer than a connection may take', async () => {
    const { setup } = await fexBehind(() => {});
    const { send } = client(setup, {}, 100);
    expect(await send(request(`https://${fex}/pay`, { fresh }))).toEqual({
      kind: 'not-sent',
      why: 'connect-time-out',
    });
  });

  it('one that is not there is told', async () => {
    const proxy = await startProxy(0);
    const gone = new URL(proxy.url);
    gone.hostname = 'proxy.invalid';
    const { send } = client({ proxy: 'own', proxyUrl: gone.origin });
    for (const scheme of ['http', 'https'])
      expect(await send(request(`${scheme}://${fex}/`, { fresh }))).toEqual({
        kind: 'not-sent',
        why: 'proxy',
      });
  });

  it('a certificate is checked at the other end of the tunnel', async () => {
    const { setup, requests } = await fexBehind();
    expect(await client({ ...setup, caFile: '' }).send(request(`https://${fex}/pay`, { fresh }))).toEqual({
      kind: 'not-sent',
      why: 'tls',
    });
    expect(await client(setup).send(request('https://another.example/pay', { fresh }))).toEqual({
      kind: 'not-sent',
      why: 'tls',
    });
    expect(requests).toEqual([]);
  });

  it('a plain one that wants a password answers so itself', async () => {
    const proxy = await startProxy(0);
    const { send } = client({ proxy: 'own', proxyUrl: proxy.url });
    const headers = { 'x-want-password': 'yes' };
    expect(await send(request(`http://${fex}/`, { fresh, headers }))).toMatchObject({
      kind: 'answer',
      status: 407,
    });
  });
});

describe('the system’s proxy', () => {
  it('is asked as the environment says, and its password is shown to nobody', async () => {
    const { requests, proxy, setup } = await fexBehind();
    const withWord = proxy.url.replace('http://', 'http://till:word@');
    const { network, send } = client(
      { caFile: setup.caFile },
      { HTTPS_PROXY: 'http://upper.invalid:1', https_proxy: withWord, NO_PROXY: 'other.invalid' },
    );
    expect(await send(request(`https://${fex}/`))).toMatchObject({ kind: 'answer' });
    expect(await send(request('https://other.invalid/'))).toEqual({ kind: 'not-sent', why: 'dns' });
    expect(requests).toHaveLength(1);
    expect(network.use().proxy).toBe(new URL(proxy.url).host);
    expect(JSON.stringify(network.use())).not.toContain('word');
  });

  it('is left alone where a manager says so, or names another', async () => {
    const proxy = await startProxy(0);
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const { network, send } = client({ proxy: 'none' }, env);
    expect(await send(request('https://fex.invalid/'))).toEqual({ kind: 'not-sent', why: 'dns' });
    expect(network.use().proxy).toBe(null);
    const other = await startProxy(0);
    network.apply({ ...plainNetwork, proxy: 'own', proxyUrl: other.url });
    expect(await send(request(`http://${fex}/`))).toMatchObject({ kind: 'answer' });
    expect([proxy.asked, other.asked]).toEqual([[], [`POST http://${fex}/`]]);
  });

  it.each(['socks5://proxy.invalid:1080', 'https://proxy.invalid:443', 'proxy.invalid'])(
    'that is %s cannot be used: it is told, and the way is straight',
    (url) => {
      const { network } = client({}, { HTTPS_PROXY: url });
      expect(network.use()).toEqual({ proxy: null, authorities: 0, troubles: ['system-proxy-unusable'] });
      expect(network.way().proxy).toBe(null);
    },
  );
});
