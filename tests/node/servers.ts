import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TestServer {
  port: number;
  /** Connections made so far. */
  connections(): number;
  /** Connections open now. */
  open(): number;
}

/** A server that does with each connection what the test says. */
export function tcpServer(serve: (socket: Socket) => void): Promise<TestServer> {
  return started(createTcpServer(serve));
}

/** One that answers every request, once its head has arrived, with these bytes and then does `after`. */
export function scriptedServer(
  answer: string,
  after: (socket: Socket) => void = () => {},
): Promise<TestServer & { heads: string[] }> {
  const heads: string[] = [];
  const server = tcpServer((socket) => {
    let seen = '';
    socket.on('data', (chunk) => {
      seen += chunk.toString('utf8');
      if (!seen.includes('\r\n\r\n')) return;
      heads.push(seen);
      seen = '';
      socket.write(answer, () => after(socket));
    });
  });
  return server.then((running) => ({ ...running, heads }));
}

export function httpServer(answer: RequestListener): Promise<TestServer> {
  return started(createHttpServer(answer));
}

export function httpsServer(
  identity: { key: string; cert: string },
  answer: RequestListener,
): Promise<TestServer> {
  return started(createHttpsServer(identity, answer));
}

async function started(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () => sockets.size,
  };
}
