import type { BridgeReply, BridgeTransport } from './bridge-wire.ts';

/**
 * The handshake between a page and the code that was put beside it (Electron's preload, or the script the
 * Chromium shell injects into an isolated world). The page says hello on its own window; the answer is one
 * MessagePort, and everything else travels over that port, so nothing of the counter hangs on `window`.
 */

export const helloType = 'counter:hello';
export const portType = 'counter:port';

/** What a page sends over the port: `id` is the page's own count, given back with the reply. */
interface PortCall {
  id: number;
  call: string;
  args: unknown;
}
interface PortReply {
  id: number;
  reply: unknown;
}

/** The members of the DOM used here, by shape: `shared` compiles without the DOM. */
export interface PagePort {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
}
export interface PageMessage {
  data: unknown;
  origin: string;
  source: unknown;
  ports: ArrayLike<unknown>;
}
export interface PageWindow {
  location: { origin: string };
  addEventListener(type: 'message', hear: (event: PageMessage) => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: unknown[]): void;
  MessageChannel: new () => { port1: PagePort; port2: PagePort };
}

/**
 * Offers the bridge to the page in `window`. Answers one hello: a page that asks again while the first
 * answer is under way must not end up with a port nobody serves.
 */
export function offerBridge(window: PageWindow, transport: BridgeTransport): void {
  let port: PagePort | null = null;
  transport.listen((event) => port?.postMessage(event));
  window.addEventListener('message', (message) => {
    if (port !== null || !isOwn(window, message) || typeOf(message.data) !== helloType) return;
    const channel = new window.MessageChannel();
    port = channel.port1;
    channel.port1.onmessage = ({ data }) => {
      void answer(transport, channel.port1, data);
    };
    window.postMessage({ type: portType }, window.location.origin, [channel.port2]);
  });
}

/** Same window and same origin: a frame or another page cannot take part in the handshake. */
export function isOwn(window: PageWindow, message: PageMessage): boolean {
  return message.source === window && message.origin === window.location.origin;
}

export function typeOf(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'type' in data ? data.type : undefined;
}

async function answer(transport: BridgeTransport, port: PagePort, data: unknown): Promise<void> {
  const request = readCall(data);
  // Without a number there is nobody to answer.
  if (request === null) return;
  const { id, call, args } = request;
  let reply: unknown;
  try {
    reply = await transport.call({ call, args });
  } catch {
    reply = {
      ok: false,
      code: 'failed',
      call,
      message: `${call}: the counter did not answer`,
    } satisfies BridgeReply;
  }
  port.postMessage({ id, reply } satisfies PortReply);
}

function readCall(data: unknown): PortCall | null {
  if (typeof data !== 'object' || data === null) return null;
  if (!('id' in data) || typeof data.id !== 'number') return null;
  const call = 'call' in data && typeof data.call === 'string' ? data.call : '';
  return { id: data.id, call, args: 'args' in data ? data.args : null };
}
