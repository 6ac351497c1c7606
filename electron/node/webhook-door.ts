import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  type IncomingWebhook,
  type WebhookDoor,
  WebhookDoorError,
  type WebhookListener,
  type WebhookPlace,
} from '../core/ports.ts';
import { type Crowd, keepCrowdSmall } from './crowd.ts';
import { readCertificate } from './webhook-certificate.ts';

const loopback = '127.0.0.1';
export const maxWebhookBytes = 64 * 1024;
const maxSockets = 64;

export interface WebhookDoorOptions {
  /** From the connection to the last header. */
  headerTimeoutMs?: number;
  /** From the last header to the last byte of the body. */
  bodyTimeoutMs?: number;
  /** How often the certificate's files are read again: one that was renewed in its place is shown from then on. */
  renewMs?: number;
}

/** Listens for what FEX posts, on loopback unless another address is named; slow, large and other requests never reach the counter. */
export function createWebhookDoor(options: WebhookDoorOptions = {}): WebhookDoor {
  const headerTimeoutMs = options.headerTimeoutMs ?? 5000;
  const bodyTimeoutMs = options.bodyTimeoutMs ?? 5000;
  const renewMs = options.renewMs ?? 3_600_000;

  return {
    async open({ address, port, tls }, answer) {
      const host = address ?? loopback;
      const bounds: ServerOptions = {
        headersTimeout: headerTimeoutMs,
        // Node's own bound on a whole request; the body's is kept below, from the headers on.
        requestTimeout: headerTimeoutMs + bodyTimeoutMs,
        // Node looks only this often, every 30 s where it is not told.
        connectionsCheckingInterval: Math.min(500, headerTimeoutMs / 2),
        keepAliveTimeout: 5000,
        maxHeaderSize: 16 * 1024,
      };
      const heard = (request: IncomingMessage, response: ServerResponse) =>
        void serve(request, response, answer, bodyTimeoutMs, crowd);
      const server = tls === null ? createServer(bounds, heard) : secureServer(tls, bounds, heard, renewMs);
      const crowd = keepCrowdSmall(server, maxSockets);
      await listen(server, host, port);
      const bound = (server.address() as AddressInfo).port;
      const named = host.includes(':') ? `[${host}]` : host;
      return { url: `${tls === null ? 'http' : 'https'}://${named}:${bound}`, close: closer(server) };
    },
  };
}

/** Shows the certificate as its files are: what is renewed there needs nobody to restart anything. */
function secureServer(
  files: NonNullable<WebhookPlace['tls']>,
  bounds: ServerOptions,
  heard: (request: IncomingMessage, response: ServerResponse) => void,
  renewMs: number,
): Server {
  let shown = readCertificate(files);
  const server = createTlsServer({ ...bounds, ...shown, handshakeTimeout: bounds.headersTimeout }, heard);
  const renewal = setInterval(() => {
    try {
      const next = readCertificate(files);
      if (next.cert !== shown.cert) server.setSecureContext(next);
      shown = next;
    } catch {
      // Half written, or gone: the one that is shown stays, and the self-test tells when it no longer serves.
    }
  }, renewMs).unref();
  const stop = () => clearInterval(renewal);
  // It closed, or never listened.
  server.once('close', stop);
  server.once('error', stop);
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingWebhook) => Promise<number>,
  bodyTimeoutMs: number,
  crowd: Crowd,
): Promise<void> {
  // A connection that breaks has nobody left to tell.
  response.on('error', () => {});
  if (request.method !== 'POST') return refuse(response, 405);
  if (Number(request.headers['content-length'] ?? 0) > maxWebhookBytes) return refuse(response, 413);
  const body = await readBody(request, bodyTimeoutMs);
  if (typeof body === 'number') return refuse(response, body);
  if (body === null) return;
  const letGo = crowd.hold(request.socket);
  response.on('close', letGo);
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const status = await ask(answer, { path, headers: headersOf(request), body });
  response.writeHead(status, { 'content-length': 0 }).end();
}

/** The body, a status to refuse with, or null where the sender went away. */
function readBody(request: IncomingMessage, timeoutMs: number): Promise<Uint8Array | number | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => end(408), timeoutMs);
    function end(result: Uint8Array | number | null): void {
      clearTimeout(timer);
      request.removeAllListeners('data');
      resolve(result);
    }
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxWebhookBytes) end(413);
      else chunks.push(chunk);
    });
    request.on('end', () => end(Buffer.concat(chunks)));
    request.on('error', () => end(null));
    request.on('close', () => end(null));
  });
}

async function ask(
  answer: (request: IncomingWebhook) => Promise<number>,
  request: IncomingWebhook,
): Promise<number> {
  try {
    const status = await answer(request);
    return Number.isInteger(status) && status >= 200 && status <= 599 ? status : 500;
  } catch {
    return 500;
  }
}

/** Answers and hangs up: what is still on its way is not read. */
function refuse(response: ServerResponse, status: number): void {
  const allow = status === 405 ? { allow: 'POST' } : {};
  response.writeHead(status, { 'content-length': 0, connection: 'close', ...allow });
  response.end(() => response.req.socket.destroySoon());
}

/** Lower-case names; a header that came twice is joined, so that a doubled signature matches nothing. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values) headers[name] = values.join(', ');
  }
  return headers;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(doorError(error, host, port)));
    // One address and no other: a name that stands for more of them is bound where it leads first.
    server.listen({ port, host, exclusive: true }, () => {
      server.removeAllListeners('error');
      server.on('error', () => {});
      resolve();
    });
  });
}

function doorError({ code, message }: NodeJS.ErrnoException, host: string, port: number): WebhookDoorError {
  switch (code) {
    case 'EADDRINUSE':
      return new WebhookDoorError('port-in-use', `Port ${port} on this computer is used by another program.`);
    case 'EACCES':
    case 'EPERM':
      return new WebhookDoorError('not-permitted', `This user may not listen on port ${port}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new WebhookDoorError('address-not-ours', `${host} is no address of this computer.`);
    default:
      return new WebhookDoorError(
        'listener-failed',
        `The webhook listener could not start on port ${port} (${code ?? message}).`,
      );
  }
}

function closer(server: Server): WebhookListener['close'] {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closing;
  };
}
