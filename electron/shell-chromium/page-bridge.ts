import type { Protocol } from 'puppeteer-core';
import type { BridgeEvent } from '../../shared/bridge-wire.ts';
import type { BridgeServer, Sender } from '../core/bridge-server.ts';
import type { Stop } from '../core/ports.ts';
import { type DevtoolsSession, gone } from './devtools-session.ts';
import { isHome } from './window-guards.ts';

/**
 * Calls in and events out over DevTools. The binding exists only in an isolated world of our name, which the
 * page's own script cannot see; and since a frame would have that world too, every call is judged by the
 * execution context it came from, which the page cannot forge, and by the document that is in the top frame.
 * The session's Page domain is enabled before.
 */

export const bridgeWorld = 'fex-counter-bridge';
/** What the injected code calls with one JSON text. */
export const bindingName = 'fexCounterSend';
/** What we call in the injected code with one message. */
export const receiverName = 'fexCounterReceive';

/** A longer text is not even parsed. Above the contract's own bound, which gives the better answer. */
const maxPayload = 262_144;

export interface PageBridge {
  /** Sends an event to the page, after everything sent before. Lost where no page is there to hear it. */
  push(event: string, body: unknown): void;
  stop: Stop;
}

export async function openPageBridge(
  page: DevtoolsSession,
  options: {
    /** Id of the window's own top frame. */
    frameId: string;
    /** Address of the one page that may call. */
    home: string;
    /** The injected code, run in every new document before the page's own. */
    script: string;
    /** May still be under way: calls wait for it. */
    bridge: Promise<Pick<BridgeServer, 'answer'>>;
  },
): Promise<PageBridge> {
  const contexts = new Map<number, Protocol.Runtime.ExecutionContextDescription>();
  let stopped = false;
  // A blob's document has our origin too. Told before the document's first script runs.
  let isOwnDocument = false;

  const senderOf = (context: Protocol.Runtime.ExecutionContextDescription | undefined): Sender => ({
    origin: context?.origin ?? '',
    ownTopFrame:
      isOwnDocument &&
      context !== undefined &&
      context.name === bridgeWorld &&
      context.auxData?.frameId === options.frameId,
  });

  function deliver(context: Protocol.Runtime.ExecutionContextDescription, message: unknown): void {
    page
      .send('Runtime.callFunctionOn', {
        // The unique id, so that an answer never lands in the next document.
        uniqueContextId: context.uniqueId,
        functionDeclaration: `function (message) { globalThis.${receiverName}?.(message); }`,
        arguments: [{ value: message }],
        silent: true,
      })
      .catch(gone);
  }

  async function answer(called: Protocol.Runtime.BindingCalledEvent): Promise<void> {
    const context = contexts.get(called.executionContextId);
    const { id, request } = parse(called.payload);
    // Judged now: while the counter opens another document may take this one's place.
    const sender = senderOf(context);
    const server = await options.bridge;
    const reply = await server.answer(sender, request);
    if (context !== undefined && !stopped) deliver(context, { id, reply });
  }

  page.on('Page.frameNavigated', ({ frame }) => {
    if (frame.id === options.frameId) isOwnDocument = isHome(frame.url, options.home);
  });
  page.on('Runtime.executionContextCreated', ({ context }) => contexts.set(context.id, context));
  page.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
    contexts.delete(executionContextId),
  );
  page.on('Runtime.executionContextsCleared', () => contexts.clear());
  page.on('Runtime.bindingCalled', (called) => {
    if (called.name === bindingName && !stopped) answer(called).catch(gone);
  });

  await Promise.all([
    page.send('Runtime.enable'),
    page.send('Runtime.addBinding', { name: bindingName, executionContextName: bridgeWorld }),
    page.send('Page.addScriptToEvaluateOnNewDocument', { source: options.script, worldName: bridgeWorld }),
  ]);

  return {
    push(event, body) {
      for (const context of contexts.values()) {
        if (senderOf(context).ownTopFrame && !stopped)
          deliver(context, { event: { event, body } satisfies BridgeEvent });
      }
    },
    stop() {
      stopped = true;
    },
  };
}

/** What cannot be read is handed on as undefined, which the bridge refuses by name. */
function parse(payload: string): { id: unknown; request: unknown } {
  if (payload.length > maxPayload) return { id: null, request: { call: '', args: payload } };
  try {
    const { id, request } = JSON.parse(payload) as { id?: unknown; request?: unknown };
    return { id, request };
  } catch {
    return { id: null, request: undefined };
  }
}
