/** A page as the bridge's code sees its window, with Node's own message channels. */
export interface FakePage {
  /** Given to the code under test as `window`. */
  window: Record<string, unknown>;
  /** Says hello and resolves with the page's end of the port. */
  connect(): Promise<PageClient>;
}

export interface PageClient {
  call(call: string, args: unknown): Promise<unknown>;
  /** Every event heard so far. */
  heard: unknown[];
  /** Resolves once this many events were heard. */
  untilHeard(count: number): Promise<void>;
  close(): void;
}

interface Message {
  data: unknown;
  source: unknown;
  origin: string;
  ports: MessagePort[];
}

export function createFakePage(origin: string): FakePage {
  const hearers = new Set<(message: Message) => void>();
  const post = (data: unknown, target: string, transfer: MessagePort[] = []) => {
    if (target !== origin) return;
    for (const hear of [...hearers]) hear({ data, source: window, origin, ports: transfer });
  };
  const window: Record<string, unknown> = {
    location: { origin },
    MessageChannel,
    addEventListener: (type: string, hear: (message: Message) => void) => {
      if (type === 'message') hearers.add(hear);
    },
    postMessage: post,
  };
  window.top = window;

  return {
    window,
    connect() {
      const { promise, resolve } = Promise.withResolvers<PageClient>();
      const hear = (message: Message) => {
        const [port] = message.ports;
        if (!isPort(message.data) || port === undefined) return;
        hearers.delete(hear);
        resolve(clientOf(port));
      };
      hearers.add(hear);
      post({ type: 'counter:hello' }, origin);
      return promise;
    },
  };
}

function clientOf(port: MessagePort): PageClient {
  const waiting = new Map<number, (reply: unknown) => void>();
  const heard: unknown[] = [];
  let wake = () => {};
  let lastId = 0;
  port.addEventListener('message', ({ data }: { data: { id?: number; reply?: unknown } }) => {
    if (data.id !== undefined) {
      waiting.get(data.id)?.(data.reply);
    } else {
      heard.push(data);
      wake();
    }
  });
  port.start();
  return {
    heard,
    call(call, args) {
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        port.postMessage({ id, call, args });
      });
    },
    async untilHeard(count) {
      while (heard.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: () => port.close(),
  };
}

function isPort(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'counter:port';
}
