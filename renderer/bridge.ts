import {
  helloType,
  isOwn,
  type PageMessage,
  type PagePort,
  type PageWindow,
  portType,
  typeOf,
} from '../shared/bridge-page.ts';
import type { BridgeReply, RefusalCode } from '../shared/bridge-wire.ts';
import type { CallArgs, CallName, CallResult, EventBody, EventName } from '../shared/contract.ts';

/** A call the counter would not take. It is a mistake in this page or a broken counter, never a cashier's. */
export class BridgeRefused extends Error {
  readonly code: RefusalCode | 'no-answer';
  readonly call: string;
  constructor(code: RefusalCode | 'no-answer', call: string, message: string) {
    super(message);
    this.name = 'BridgeRefused';
    this.code = code;
    this.call = call;
  }
}

/** The page's only way to the counter, typed from the contract. */
export interface Bridge {
  call<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>>;
  /** Hears one event; returns how to stop. */
  listen<N extends EventName>(name: N, hear: (body: EventBody<N>) => void): () => void;
}

const helloEveryMs = 250;
const giveUpAfterMs = 5000;

/**
 * Says hello until a port arrives. Rejects with `no-answer` after five seconds: then there is no counter
 * behind this page, and the page has to say so.
 */
export function connectBridge(
  page: PageWindow = window as unknown as PageWindow,
  timeoutMs = giveUpAfterMs,
): Promise<Bridge> {
  return new Promise((resolve, reject) => {
    let done = false;
    const again = setInterval(hello, helloEveryMs);
    const giveUp = setTimeout(() => {
      finish();
      reject(new BridgeRefused('no-answer', 'hello', 'the counter did not answer this page'));
    }, timeoutMs);

    function finish(): void {
      done = true;
      clearInterval(again);
      clearTimeout(giveUp);
    }
    function hello(): void {
      page.postMessage({ type: helloType }, page.location.origin, []);
    }
    page.addEventListener('message', (message: PageMessage) => {
      if (done || !isOwn(page, message) || typeOf(message.data) !== portType) return;
      const port = message.ports[0] as PagePort | undefined;
      if (port === undefined) return;
      finish();
      resolve(overPort(port));
    });
    hello();
  });
}

/** Calls and events over an open port. */
function overPort(port: PagePort): Bridge {
  let lastId = 0;
  const waiting = new Map<number, (reply: unknown) => void>();
  const hearers = new Map<string, Set<(body: unknown) => void>>();

  port.onmessage = ({ data }) => {
    if (typeof data !== 'object' || data === null) return;
    if ('id' in data && typeof data.id === 'number') {
      const settle = waiting.get(data.id);
      waiting.delete(data.id);
      settle?.('reply' in data ? data.reply : null);
    } else if ('event' in data && typeof data.event === 'string') {
      const body = 'body' in data ? data.body : null;
      for (const hear of hearers.get(data.event) ?? []) hear(body);
    }
  };

  return {
    call(name, args) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, (raw) => {
          const reply = raw as BridgeReply | null;
          // The value was parsed with the contract's schema on the other side of the bridge.
          if (reply?.ok === true) resolve(reply.value as CallResult<typeof name>);
          else if (reply?.ok === false) reject(new BridgeRefused(reply.code, reply.call, reply.message));
          else reject(new BridgeRefused('malformed', name, `${name}: not a reply`));
        });
        port.postMessage({ id, call: name, args });
      });
    },
    listen(name, hear) {
      const set = hearers.get(name) ?? new Set();
      hearers.set(name, set);
      const wrapped = (body: unknown): void => hear(body as EventBody<typeof name>);
      set.add(wrapped);
      return () => void set.delete(wrapped);
    },
  };
}
