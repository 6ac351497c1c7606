import type { BridgeTransport } from './bridge-wire.ts';

/**
 * The page's end of the bridge, the same in Electron's preload and in the bridge Chromium injects: the page
 * says hello, gets a port of its own, and everything after that travels over the port. The page never sees
 * what carries it.
 */

/** What is needed of a port; shared code compiles without a DOM. */
interface PagePort {
  addEventListener(type: 'message', hear: (message: { data: unknown }) => void): void;
  start(): void;
  postMessage(message: unknown): void;
}

/** What is needed of a window. */
export interface BridgePage {
  location: { origin: string };
  addEventListener(
    type: 'message',
    hear: (message: { data: unknown; source: unknown; origin: string }) => void,
  ): void;
  postMessage(message: unknown, origin: string, transfer: never[]): void;
  MessageChannel: new () => { port1: PagePort; port2: PagePort };
}

export function offerBridge(page: BridgePage, transport: BridgeTransport): void {
  const ports = new Set<PagePort>();
  transport.listen((event) => {
    for (const port of ports) port.postMessage(event);
  });

  page.addEventListener('message', (message) => {
    // Only the page itself: a frame or an opener that says hello is not answered.
    if (message.source !== page || message.origin !== page.location.origin) return;
    if (!isRecord(message.data) || message.data.type !== 'counter:hello') return;
    const { port1, port2 } = new page.MessageChannel();
    port1.addEventListener('message', ({ data }) => {
      if (!isRecord(data) || typeof data.call !== 'string') return;
      const { id, call, args } = data;
      transport.call({ call, args }).then(
        (reply) => port1.postMessage({ id, reply }),
        (error: unknown) =>
          port1.postMessage({ id, reply: { ok: false, code: 'failed', call, message: String(error) } }),
      );
    });
    port1.start();
    ports.add(port1);
    page.postMessage({ type: 'counter:port' }, page.location.origin, [port2 as never]);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
