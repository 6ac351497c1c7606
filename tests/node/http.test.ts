import { once } from 'node:events';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Http, HttpRequest } from '../../electron/core/ports.ts';
import { createHttp } from '../../electron/node/http.ts';
import { selfSigned } from './self-signed.ts';
import { httpServer, httpsServer, scriptedServer, tcpServer } from './servers.ts';

function http(options: Parameters<typeof createHttp>[0] = {}): Http {
  const made = createHttp(options);
  onTestFinished(() => made.close());
  return made;
}

function post(port: number, over: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    url: `http://127.0.0.1:${port}/merchant/api/v1/payment-intents?x=1`,
    headers: { 'content-type': 'application/json' },
    body: '{"note":"Grüße"}',
    timeoutMs: 2000,
    fresh: true,
    ...over,
  };
}

/** How long a busy computer may take over what needs no time. */
const patience = { timeout: 10_000, interval: 5 };

const both = [{ fresh: true }, { fresh: false }];

describe.each(both)('a request (fresh: $fresh)', ({ fresh }) => {
  it('arrives whole and tells the whole answer', async () => {
    let seen: Record<string, unknown> = {};
    const server = await httpServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        seen = { method: request.method, url: request.url, body, headers: request.headers };
        response.writeHead(
          201,
          [
            ['X-Twice', 'a'],
            ['x-twice', 'b'],
            ['Date', 'today'],
          ].flat(),
        );
        response.end('{"ok":"ü"}');
      });
    });
    const result = await http().send(post(server.port, { fresh }));
    expect(result).toMatchObject({
      kind: 'answer',
      status: 201,
      text: '{"ok":"ü"}',
      headers: { 'x-twice': 'a, b', date: 'today' },
    });
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/merchant/api/v1/payment-intents?x=1',
      body: '{"note":"Grüße"}',
      headers: {
        host: `127.0.0.1:${server.port}`,
        connection: fresh ? 'close' : 'keep-alive',
        'accept-encoding': 'identity',
        'content-length': '18',
      },
    });
  });

  it('is not sent where nobody listens', async () => {
    const { port } = await httpServer(() => {});
    const free = await unusedPort();
    expect(free).not.toBe(port);
    const at = (host: string) => http().send(post(free, { fresh, url: `http://${host}:${free}/` }));
    expect(await at('127.0.0.1')).toEqual({ kind: 'not-sent', why: 'refused' });
    expect(await at('localhost')).toEqual({ kind: 'not-sent', why: 'refused' });
  });

  it('is not sent to a name that does not exist or an address that cannot be', async () => {
    expect(await http().send(post(0, { fresh, url: 'http://counter.invalid/' }))).toEqual({
      kind: 'not-sent',
      why: 'dns',
    });
    for (const url of ['not a url', 'ftp://127.0.0.1/', 'http://255.255.255.255:9/']) {
      expect(await http().send(post(0, { fresh, url }))).toEqual({ kind: 'not-sent', why: 'unreachable' });
    }
  });

  it('is not sent with a header that is none', async () => {
    const server = await httpServer((_, response) => response.end());
    const result = await http().send(post(server.port, { fresh, headers: { authorization: 'a\r\nb: c' } }));
    expect(result).toEqual({ kind: 'not-sent', why: 'unreachable' });
    expect(server.connections()).toBe(0);
  });

  it('is not sent over TLS to a server that does not speak it', async () => {
    let requests = 0;
    const server = await httpServer((_, response) => {
      requests += 1;
      response.end();
    });
    const url = `https://127.0.0.1:${server.port}/`;
    expect(await http().send(post(0, { fresh, url }))).toEqual({ kind: 'not-sent', why: 'tls' });
    expect(requests).toBe(0);
  });

  it('is not sent while a handshake does not end, within the connection’s own bound', async () => {
    const server = await tcpServer(() => {});
    const url = `https://127.0.0.1:${server.port}/`;
    const bound = http({ connectTimeoutMs: 100 }).send(post(0, { fresh, url, timeoutMs: 120_000 }));
    // The request's own bound is beyond this test's: only the connection's can end it.
    expect(await bound).toEqual({ kind: 'not-sent', why: 'connect-time-out' });
    const short = await http().send(post(0, { fresh, url, timeoutMs: 100 }));
    expect(short).toEqual({ kind: 'not-sent', why: 'connect-time-out' });
  });

  it('is not sent to a certificate nobody vouches for, and sent to one that is known', async () => {
    const identity = selfSigned();
    let requests = 0;
    const server = await httpsServer(identity, (_, response) => {
      requests += 1;
      response.end('over TLS');
    });
    const request = post(0, { fresh, url: `https://localhost:${server.port}/` });
    expect(await http().send(request)).toEqual({ kind: 'not-sent', why: 'tls' });
    expect(server.connections()).toBeGreaterThan(0);
    expect(requests).toBe(0);

    const known = getCACertificates('default');
    onTestFinished(() => setDefaultCACertificates(known));
    setDefaultCACertificates([...known, identity.cert]);
    expect(await http().send(request)).toMatchObject({ kind: 'answer', text: 'over TLS' });
    const byAddress = { ...request, url: `https://127.0.0.1:${server.port}/` };
    expect(await http().send(byAddress)).toMatchObject({ kind: 'answer', text: 'over TLS' });
    const otherName = { ...request, url: `https://127.0.0.2:${server.port}/` };
    expect(await http().send(otherName)).toMatchObject({ kind: 'not-sent' });
    expect(requests).toBe(2);
  });

  it.each([
    ['is reset before the head is answered', '', true],
    ['ends without an answer', '', false],
    ['is cut inside the head', 'HTTP/1.1 200 OK\r\nContent-Le', false],
    ['is cut inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"success"', false],
    ['is reset inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"success"', true],
    ['is cut inside chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"suc\r\n', false],
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', false],
    ['changes protocol', 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', false],
  ])('is lost when the answer %s', async (_, answer, reset) => {
    const server = await scriptedServer(answer, (socket) => {
      if (reset) socket.resetAndDestroy();
      else socket.destroySoon();
    });
    expect(await http().send(post(server.port, { fresh }))).toEqual({ kind: 'lost', why: 'cut' });
    expect(server.heads).toHaveLength(1);
  });

  it('is never answered when the connection is reset as soon as it is made', async () => {
    const server = await tcpServer((socket) => socket.resetAndDestroy());
    // Which of the two depends on whether the system tells of the connection or of its reset first.
    expect([
      { kind: 'lost', why: 'cut' },
      { kind: 'not-sent', why: 'unreachable' },
    ]).toContainEqual(await http().send(post(server.port, { fresh })));
    expect(server.connections()).toBe(1);
  });

  it('is lost when no answer, half a head or half a body comes in time', async () => {
    for (const answer of ['', 'HTTP/1.1 200', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf']) {
      let answered = false;
      const server = await scriptedServer(answer, () => {
        answered = true;
      });
      const time = heldTime();
      let result: unknown = 'none yet';
      const sending = http()
        .send(post(server.port, { fresh, timeoutMs: 120 }))
        .then((told) => {
          result = told;
        });
      await time.until(() => answered);
      await time.pass(119);
      expect(result).toBe('none yet');
      await time.pass(1);
      await sending;
      expect(result).toEqual({ kind: 'lost', why: 'time-out' });
      time.letGo();
      expect(server.heads).toHaveLength(1);
      await vi.waitFor(() => expect(server.open()).toBe(0), patience);
    }
  });

  it('is lost when the answer is larger than any of FEX’s, and whole at the limit', async () => {
    const server = await httpServer((request, response) => {
      response.end(Buffer.alloc(1024 * 1024 + (request.url === '/over' ? 1 : 0), 'x'));
    });
    const at = (path: string) =>
      http().send(post(0, { fresh, url: `http://127.0.0.1:${server.port}${path}` }));
    expect(await at('/over')).toEqual({ kind: 'lost', why: 'too-large' });
    const whole = await at('/at');
    expect(whole.kind === 'answer' && whole.text.length).toBe(1024 * 1024);
    const head = await scriptedServer(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`);
    expect(await http().send(post(head.port, { fresh }))).toEqual({ kind: 'lost', why: 'too-large' });
  });

  it('is answered by a web page, a redirect that is not followed, an error and nothing', async () => {
    const server = await httpServer((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { location: '/200' }).end(status === 204 ? undefined : '<html>');
    });
    for (const status of [200, 204, 302, 307, 408, 500]) {
      const result = await http().send(post(0, { fresh, url: `http://127.0.0.1:${server.port}/${status}` }));
      expect(result).toMatchObject({ kind: 'answer', status, text: status === 204 ? '' : '<html>' });
    }
    expect(server.connections()).toBe(6);
  });
});

describe('connections', () => {
  it('are new for every fresh request and shared by the others', async () => {
    const server = await httpServer((_, response) => response.end('ok'));
    const client = http();
    for (let count = 0; count < 3; count += 1) await client.send(post(server.port));
    expect(server.connections()).toBe(3);
    for (let count = 0; count < 3; count += 1) await client.send(post(server.port, { fresh: false }));
    expect(server.connections()).toBe(4);
    await client.send(post(server.port));
    expect(server.connections()).toBe(5);
  });

  it('that were shared and died lose the request, which is not sent again', async () => {
    let requests = 0;
    const server = await httpServer((request, response) => {
      requests += 1;
      if (requests === 1) response.end('ok');
      else request.socket.resetAndDestroy();
    });
    const client = http();
    expect(await client.send(post(server.port, { fresh: false }))).toMatchObject({ kind: 'answer' });
    expect(await client.send(post(server.port, { fresh: false }))).toEqual({ kind: 'lost', why: 'cut' });
    expect({ requests, connections: server.connections() }).toEqual({ requests: 2, connections: 1 });
  });

  it('with a late answer are not used for the next request', async () => {
    const held: (() => void)[] = [];
    const server = await httpServer((request, response) => {
      if (request.url === '/slow') held.push(() => response.end('late'));
      else response.end('right');
    });
    const client = http();
    const at = (path: string, timeoutMs: number) =>
      client.send(post(0, { fresh: false, timeoutMs, url: `http://127.0.0.1:${server.port}${path}` }));
    const time = heldTime();
    const slow = at('/slow', 100);
    await time.until(() => held.length === 1);
    await time.pass(100);
    expect(await slow).toEqual({ kind: 'lost', why: 'time-out' });
    time.letGo();
    const next = at('/next', 2000);
    for (const answer of held) answer();
    expect(await next).toMatchObject({ kind: 'answer', text: 'right' });
  });
});

describe('closing', () => {
  it('ends what is under way, says how far it was, and leaves no connection', async () => {
    const silent = await scriptedServer('');
    const answering = await httpServer((_, response) => response.end('ok'));
    const handshake = await tcpServer((socket) => socket.resume());
    const client = createHttp();
    await client.send(post(answering.port, { fresh: false }));
    const sent = [client.send(post(silent.port)), client.send(post(silent.port, { fresh: false }))];
    const url = `https://127.0.0.1:${handshake.port}/`;
    const connecting = [client.send(post(0, { url })), client.send(post(0, { url, fresh: false }))];
    await vi.waitFor(() => expect([silent.heads.length, handshake.open()]).toEqual([2, 2]), patience);
    await client.close();
    expect(await Promise.all(sent)).toEqual([
      { kind: 'lost', why: 'stopped' },
      { kind: 'lost', why: 'stopped' },
    ]);
    expect(await Promise.all(connecting)).toEqual([
      { kind: 'not-sent', why: 'stopped' },
      { kind: 'not-sent', why: 'stopped' },
    ]);
    expect(await client.send(post(answering.port))).toEqual({ kind: 'not-sent', why: 'stopped' });
    await vi.waitFor(
      () => expect([silent.open(), answering.open(), handshake.open()]).toEqual([0, 0, 0]),
      patience,
    );
    await client.close();
  });
});

/**
 * Holds the timers of the code under test: a time-out runs out when the test says so, not when a busy computer
 * was slow to connect. Sockets and Node's own timers go on.
 */
function heldTime() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  // A turn each for what is written, for what arrives and for what that causes.
  const turns = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    async until(there: () => boolean) {
      while (!there()) await turns();
      await turns();
    },
    async pass(ms: number) {
      vi.advanceTimersByTime(ms);
      await turns();
    },
    letGo: () => void vi.useRealTimers(),
  };
}

/** A port that was free a moment ago. */
async function unusedPort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
