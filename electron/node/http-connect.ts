import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, TLSSocket } from 'node:tls';
import type { HttpResult, Stop } from '../core/ports.ts';
import type { Way } from './network.ts';

type NotSent = Extract<HttpResult, { kind: 'not-sent' }>['why'];

export interface Target {
  host: string;
  port: number;
  tls: boolean;
}

/** Where an absolute URL leads, or null where that is no place HTTP can reach. */
export function targetOf(url: URL): Target | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  const tls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return host === '' ? null : { host, port: Number(url.port) || (tls ? 443 : 80), tls };
}

/** Why a connection never completed. */
export class ConnectError extends Error {
  readonly why: NotSent;
  constructor(why: NotSent) {
    super(`no connection: ${why}`);
    this.name = 'ConnectError';
    this.why = why;
  }
}

/** This computer itself, which no proxy is asked for. */
export function isHere({ host }: Target): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

type Done = (error: ConnectError | null, socket: Socket | null) => void;

/**
 * Completes a connection, TLS handshake and certificate check included, and calls back once. No request is
 * given to it before: that is what makes "not sent" certain. Node by itself queues the request on a socket
 * that is still connecting, and then nobody can say whether a byte of it left.
 */
export function openConnection(target: Target, way: Way, boundMs: number, done: Done): Stop {
  let over = false;
  const timer = setTimeout(() => settle('connect-time-out', null), boundMs);
  const begun =
    way.proxy === null || isHere(target)
      ? straight(target, way.trust, settle)
      : throughProxy(target, way.proxy, way.trust, settle);

  function settle(why: NotSent | null, socket: Socket | null): void {
    if (over) {
      socket?.destroy();
      return;
    }
    over = true;
    clearTimeout(timer);
    if (why !== null || socket === null) {
      begun.drop();
      done(new ConnectError(why ?? 'unreachable'), null);
    } else done(null, socket);
  }
  return () => settle('stopped', null);
}

/** Something under way: `settle` is called later and perhaps more than once; `drop` gives it up. */
interface Begun {
  drop: () => void;
}
type Settle = (why: NotSent | null, socket: Socket | null) => void;

// An address that leads nowhere must leave time for the next one, and a slow line time to answer.
const families = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 };

function tlsOptions(host: string, trust: SecureContext | null) {
  return {
    ALPNProtocols: ['http/1.1'],
    // Said here because an environment variable could turn it off.
    rejectUnauthorized: true,
    ...(isIP(host) ? { host } : { host, servername: host }),
    ...(trust === null ? {} : { secureContext: trust }),
  };
}

function straight({ host, port, tls }: Target, trust: SecureContext | null, settle: Settle): Begun {
  const tcp = connectTcp({ host, port, ...families });
  const socket: Socket = tls ? connectTls({ socket: tcp, ...tlsOptions(host, trust) }) : tcp;
  let reached = false;

  function failed(error: NodeJS.ErrnoException): void {
    settle(reached && tls ? 'tls' : reasonOf(error.code), null);
  }
  function ended(): void {
    settle(reached && tls ? 'tls' : 'unreachable', null);
  }

  tcp.setNoDelay(true);
  tcp.once('connect', () => {
    reached = true;
  });
  // Errors after the hand-over reach the request by the same socket; these two then change nothing.
  socket.on('error', failed);
  if (socket !== tcp) tcp.on('error', failed);
  socket.once('close', ended);
  socket.once(tls ? 'secureConnect' : 'connect', () => {
    socket.removeListener('close', ended);
    settle(null, socket);
  });
  return {
    drop() {
      socket.destroy();
      tcp.destroy();
    },
  };
}

/**
 * Node's own agent makes the tunnel, and knows which hosts are reached without the proxy. It calls back once the
 * handshake with the other end is complete; where it goes straight the socket itself says so.
 */
function throughProxy(
  { host, port, tls }: Target,
  proxy: NonNullable<Way['proxy']>,
  trust: SecureContext | null,
  settle: Settle,
): Begun {
  let reached = false;
  let inner: Socket | null = null;
  /** Among the exceptions: the agent gave a connection that speaks TLS by itself. */
  let direct = false;
  function failed(error: TunnelError): void {
    const straightOn = reached ? 'tls' : reasonOf(error.code);
    settle(direct ? straightOn : throughReason(error, reached), null);
  }
  const options = { host, port, ...families, ...(tls ? tlsOptions(host, trust) : {}) };
  const agent = tls ? proxy.tunnel : proxy.plain;
  const outer = agent.createConnection(options, (error, socket) => {
    // Without TLS it calls back once connected, and hands over nothing.
    if (!tls) return;
    if (error) return failed(error);
    inner = socket as Socket;
    inner.on('error', failed);
    settle(null, inner);
  }) as Socket;
  outer.setNoDelay(true);
  outer.on('error', failed);
  outer.once('close', () => settle(reached && tls ? 'tls' : 'proxy', null));
  outer.once('connect', () => {
    reached = true;
    if (!tls) settle(null, outer);
  });
  direct = tls && outer instanceof TLSSocket;
  if (direct) outer.once('secureConnect', () => settle(null, outer));
  return {
    drop() {
      inner?.destroy();
      outer.destroy();
    },
  };
}

type TunnelError = NodeJS.ErrnoException & { statusCode?: number };

function throughReason({ code, statusCode }: TunnelError, reached: boolean): NotSent {
  if (code === 'ERR_PROXY_TUNNEL') return statusCode === 407 ? 'proxy-password' : 'proxy';
  if (!reached) return 'proxy';
  // What is wrong with a certificate has a name of its own; a line that is cut may be the proxy's doing.
  return code !== undefined && /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(code) ? 'proxy' : 'tls';
}

function reasonOf(code: string | undefined): NotSent {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'connect-time-out';
  if (code === 'ENOTFOUND' || code?.startsWith('EAI_')) return 'dns';
  return 'unreachable';
}
