import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Bounds a server's connections without ever turning a new one away: who comes last may be the one that matters,
 * so who has said nothing for the longest has to go. A request that is being answered is left alone.
 */
export interface Crowd {
  /** Until the returned function is called, this connection is not the one to go. */
  hold(socket: Socket): () => void;
}

export function keepCrowdSmall(server: Server, most: number): Crowd {
  /** The one that was busy last comes last. */
  const waiting = new Set<Socket>();
  const held = new Map<Socket, number>();
  /** Over TLS a request's socket is another object than the connection it came over; where it comes from is the same. */
  const connections = new Map<string, Socket>();

  server.on('connection', (socket: Socket) => {
    if (waiting.size + held.size >= most) (leastPromising(waiting) ?? socket).destroy();
    if (socket.destroyed) return;
    waiting.add(socket);
    const from = nameOf(socket);
    connections.set(from, socket);
    socket.once('close', () => {
      if (connections.get(from) === socket) connections.delete(from);
      waiting.delete(socket);
      held.delete(socket);
    });
  });

  return {
    hold(over) {
      const socket = connections.get(nameOf(over)) ?? over;
      waiting.delete(socket);
      held.set(socket, (held.get(socket) ?? 0) + 1);
      return () => {
        const left = (held.get(socket) ?? 1) - 1;
        if (left > 0) return void held.set(socket, left);
        held.delete(socket);
        if (!socket.destroyed) waiting.add(socket);
      };
    },
  };
}

const nameOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;

/** One that never said a word before one that did; of these the one waiting longest. */
function leastPromising(waiting: ReadonlySet<Socket>): Socket | undefined {
  let oldest: Socket | undefined;
  for (const socket of waiting) {
    if (socket.bytesRead === 0) return socket;
    oldest ??= socket;
  }
  return oldest;
}
