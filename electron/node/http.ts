import {
  Agent,
  type AgentOptions,
  type ClientRequest,
  type ClientRequestArgs,
  type OutgoingHttpHeaders,
  request as startRequest,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Http, HttpRequest, HttpResult, Stop } from '../core/ports.ts';
import { readAnswer } from './http-answer.ts';
import { ConnectError, isHere, openConnection, type Target, targetOf } from './http-connect.ts';
import type { OwnNetwork, ProxyWords, Way } from './network.ts';

/** A connection that takes longer than this is not coming. */
const connectBoundMs = 5000;
/** Shorter than servers usually keep an idle connection, so that one is seldom found dead. */
const idleMs = 4000;

type OnConnected = (error: Error | null, socket: Duplex) => void;

/** Node's pool, fed with connections that are complete: a request gets one of those or none. */
class Pool extends Agent {
  readonly connect: (target: Target, done: OnConnected) => void;
  readonly tls: boolean;
  constructor(
    tls: boolean,
    connect: (target: Target, done: OnConnected) => void,
    options: AgentOptions = { keepAlive: true, timeout: idleMs, maxFreeSockets: 4 },
  ) {
    super(options);
    this.tls = tls;
    this.connect = connect;
  }
  override createConnection(options: ClientRequestArgs, done: OnConnected): undefined {
    this.connect({ host: options.host ?? '', port: Number(options.port), tls: this.tls }, done);
  }
}

/** Connections that may be used again: straight ones, and for what goes through a proxy in plain. */
interface Pools {
  plain: Pool;
  proxied: Pool | null;
  tls: Pool;
}

const straightOn: Way = { proxy: null, trust: null };

/**
 * Requests over Node's own HTTP: nothing in it sends twice, follows a redirect or unpacks an answer.
 * Certificates are checked against Node's list, NODE_EXTRA_CA_CERTS and what `network` adds; without it the way is
 * straight.
 */
export function createHttp(
  options: { connectTimeoutMs?: number; network?: Pick<OwnNetwork, 'way' | 'onChange'> } = {},
): Http {
  const { network } = options;
  const boundMs = options.connectTimeoutMs ?? connectBoundMs;
  const underWay = new Set<Stop>();
  const connecting = new Set<Stop>();
  const sockets = new Set<Socket>();
  let closed = false;
  let pools = makePools();
  const stopListening = network?.onChange(() => {
    // What is under way ends as it began; what rests has gone the old way, is asked no more and times out.
    pools = makePools();
  });

  function wayNow(): Way {
    return network?.way() ?? straightOn;
  }

  function makePools(): Pools {
    const words = wayNow().proxy?.words;
    return {
      plain: new Pool(false, connect),
      // Node writes the whole address into a request whose agent knows of a proxy.
      proxied: words === undefined ? null : new Pool(false, connect, proxiedOptions(words, true)),
      tls: new Pool(true, connect),
    };
  }

  function connect(target: Target, done: OnConnected): Stop {
    const stop = openConnection(target, wayNow(), boundMs, (error, socket) => {
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

    const proxied = isHere(target) || target.tls ? null : pools.proxied;
    const once = (_target: Target, done: OnConnected) => {
      disconnect = connect(target, done);
    };
    const words = wayNow().proxy?.words;
    const route = !request.fresh
      ? { agent: target.tls ? pools.tls : (proxied ?? pools.plain) }
      : proxied !== null && words !== undefined
        ? { agent: new Pool(false, once, proxiedOptions(words, false)) }
        : {
            createConnection(_options: object, done: OnConnected): undefined {
              once(target, done);
            },
          };
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
    stopListening?.();
    for (const pool of poolsOf(pools)) pool.destroy();
    const gone = [...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(gone);
  }

  return { send, close };
}

function proxiedOptions(words: ProxyWords, keepAlive: boolean): AgentOptions {
  return { keepAlive, timeout: idleMs, maxFreeSockets: 4, proxyEnv: { ...words } };
}

function poolsOf({ plain, proxied, tls }: Pools): Pool[] {
  return proxied === null ? [plain, tls] : [plain, proxied, tls];
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
