import {
  Agent,
  type ClientRequest,
  type ClientRequestArgs,
  type OutgoingHttpHeaders,
  request as startRequest,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Http, HttpRequest, HttpResult, Stop } from '../core/ports.ts';
import { readAnswer } from './http-answer.ts';
import { ConnectError, openConnection, type Target, targetOf } from './http-connect.ts';

/** A connection that takes longer than this is not coming. */
const connectBoundMs = 5000;
/** Shorter than servers usually keep an idle connection, so that one is seldom found dead. */
const idleMs = 4000;

type OnConnected = (error: Error | null, socket: Duplex) => void;

/** Node's pool, fed with connections that are complete: a request gets one of those or none. */
class Pool extends Agent {
  readonly connect: (target: Target, done: OnConnected) => void;
  readonly tls: boolean;
  constructor(tls: boolean, connect: (target: Target, done: OnConnected) => void) {
    super({ keepAlive: true, timeout: idleMs, maxFreeSockets: 4 });
    this.tls = tls;
    this.connect = connect;
  }
  override createConnection(options: ClientRequestArgs, done: OnConnected): undefined {
    this.connect({ host: options.host ?? '', port: Number(options.port), tls: this.tls }, done);
  }
}

/**
 * Requests over Node's own HTTP: nothing in it sends twice, follows a redirect or unpacks an answer.
 * Certificates are checked against Node's list and NODE_EXTRA_CA_CERTS.
 */
export function createHttp(options: { connectTimeoutMs?: number } = {}): Http {
  const boundMs = options.connectTimeoutMs ?? connectBoundMs;
  const underWay = new Set<Stop>();
  const connecting = new Set<Stop>();
  const sockets = new Set<Socket>();
  const pools = { plain: new Pool(false, connect), tls: new Pool(true, connect) };
  let closed = false;

  function connect(target: Target, done: OnConnected): Stop {
    const stop = openConnection(target, boundMs, (error, socket) => {
      connecting.delete(stop);
      if (socket) {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      }
      // Node's type wants a socket beside the error; its code reads one or the other.
      done(error, socket as Socket);
    });
    connecting.add(stop);
    return stop;
  }

  function send(request: HttpRequest): Promise<HttpResult> {
    const { promise, resolve } = Promise.withResolvers<HttpResult>();
    const url = URL.parse(request.url);
    const target = url && targetOf(url);
    if (closed) return Promise.resolve({ kind: 'not-sent', why: 'stopped' });
    if (!url || !target) return Promise.resolve({ kind: 'not-sent', why: 'unreachable' });

    let sending: ClientRequest | null = null;
    let connected = false;
    let told = false;
    let disconnect: Stop = () => {};
    const timer = setTimeout(() => end('time-out'), request.timeoutMs);
    const stop = () => end('stopped');
    underWay.add(stop);

    function end(why: 'time-out' | 'stopped'): void {
      if (connected) tell({ kind: 'lost', why });
      else tell({ kind: 'not-sent', why: why === 'time-out' ? 'connect-time-out' : why });
    }

    function tell(result: HttpResult): void {
      if (told) return;
      told = true;
      clearTimeout(timer);
      underWay.delete(stop);
      // A request with a whole answer has let go of its connection; any other must not use it any more.
      if (result.kind !== 'answer') {
        disconnect();
        sending?.destroy();
      }
      resolve(result);
    }

    const route = request.fresh
      ? {
          createConnection(_options: object, done: OnConnected): undefined {
            disconnect = connect(target, done);
          },
        }
      : { agent: target.tls ? pools.tls : pools.plain };
    try {
      sending = startRequest({
        ...route,
        method: request.method,
        host: target.host,
        port: target.port,
        path: `${url.pathname}${url.search}`,
        headers: headersFor(request, url),
      });
    } catch {
      // A header that cannot be written as one: nothing was.
      tell({ kind: 'not-sent', why: 'unreachable' });
      return promise;
    }
    // Comes before the first byte is written, also for a connection that was used before.
    sending.once('socket', () => {
      connected = true;
    });
    sending.on('error', (error) => {
      if (!connected)
        tell({ kind: 'not-sent', why: error instanceof ConnectError ? error.why : 'unreachable' });
    });
    readAnswer(sending, tell);
    sending.end(request.body);
    return promise;
  }

  async function close(): Promise<void> {
    closed = true;
    for (const stop of underWay) stop();
    for (const stop of connecting) stop();
    pools.plain.destroy();
    pools.tls.destroy();
    const gone = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(gone);
  }

  return { send, close };
}

function headersFor(request: HttpRequest, url: URL): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...request.headers };
  headers.host = url.host;
  headers.connection = request.fresh ? 'close' : 'keep-alive';
  // Not unpacking is one way less to misread an answer.
  headers['accept-encoding'] = 'identity';
  if (request.body !== undefined) headers['content-length'] = Buffer.byteLength(request.body);
  else if (request.method !== 'GET') headers['content-length'] = 0;
  return headers;
}
