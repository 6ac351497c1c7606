import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HttpResult, Stop } from '../core/ports.ts';

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

/**
 * Completes a connection, TLS handshake and certificate check included, and calls back once. No request is
 * given to it before: that is what makes "not sent" certain. Node by itself queues the request on a socket
 * that is still connecting, and then nobody can say whether a byte of it left.
 */
export function openConnection(
  target: Target,
  boundMs: number,
  done: (error: ConnectError | null, socket: Socket | null) => void,
): Stop {
  const { host, port } = target;
  // An address that leads nowhere must leave time for the next one, and a slow line time to answer.
  const options = { host, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 };
  const tcp = connectTcp(options);
  const socket: Socket = target.tls
    ? connectTls({
        socket: tcp,
        ALPNProtocols: ['http/1.1'],
        // Said here because an environment variable could turn it off.
        rejectUnauthorized: true,
        ...(isIP(host) ? { host } : { host, servername: host }),
      })
    : tcp;
  let reached = false;
  let over = false;
  const timer = setTimeout(() => fail('connect-time-out'), boundMs);

  function fail(why: NotSent): void {
    if (over) return;
    over = true;
    clearTimeout(timer);
    socket.destroy();
    tcp.destroy();
    done(new ConnectError(why), null);
  }

  function failed(error: NodeJS.ErrnoException): void {
    fail(reached && target.tls ? 'tls' : reasonOf(error.code));
  }

  function ended(): void {
    fail(reached && target.tls ? 'tls' : 'unreachable');
  }

  tcp.setNoDelay(true);
  tcp.once('connect', () => {
    reached = true;
  });
  // Errors after the hand-over reach the request by the same socket; these two then change nothing.
  socket.on('error', failed);
  if (socket !== tcp) tcp.on('error', failed);
  socket.once('close', ended);
  socket.once(target.tls ? 'secureConnect' : 'connect', () => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    socket.removeListener('close', ended);
    done(null, socket);
  });
  return () => fail('stopped');
}

function reasonOf(code: string | undefined): NotSent {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'connect-time-out';
  if (code === 'ENOTFOUND' || code?.startsWith('EAI_')) return 'dns';
  return 'unreachable';
}
