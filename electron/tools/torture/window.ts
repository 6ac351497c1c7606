import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BridgeEvent, bridgeReplySchema } from '../../../shared/bridge-wire.ts';
import type { CallArgs, CallName, CallResult } from '../../../shared/contract.ts';

/**
 * The window of a tortured counter. The counter is the built one, unchanged: it starts what FEX_COUNTER_CHROMIUM
 * names and speaks DevTools to it over a pipe. Here the other end of that pipe is the driver, which opens the
 * counter's page, makes the calls a page makes and hears what a page hears, through the same checks of world,
 * frame and origin. What is left out is drawing, which has no part in the money and takes most of a start.
 */
export interface WindowHouse {
  /** What the counter has to have in its environment. */
  env: Record<string, string>;
  /** The page of the counter that is started next. */
  nextPage(): Promise<CounterPage>;
  close(): Promise<void>;
}

export interface CounterPage {
  /** Rejects where the counter refuses the call, and when it is gone. */
  call<N extends CallName>(name: N, args: CallArgs<N>): Promise<CallResult<N>>;
  onEvent(hear: (event: BridgeEvent) => void): void;
}

const relay = fileURLToPath(new URL('window-process.ts', import.meta.url));

export async function openWindowHouse(folder: string): Promise<WindowHouse> {
  const address = join(folder, 'window.sock');
  const chromium = join(folder, 'chromium');
  writeFileSync(chromium, `#!/bin/sh\nexec '${process.execPath}' '${relay}'\n`, { mode: 0o700 });
  let expected: PromiseWithResolvers<CounterPage> | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveWindow(socket, (page) => expected?.resolve(page));
  }).listen(address);
  await once(server, 'listening');
  return {
    env: { FEX_COUNTER_CHROMIUM: chromium, FEX_TORTURE_WINDOW: address },
    nextPage() {
      expected = Promise.withResolvers<CounterPage>();
      return expected.promise;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

interface Command {
  id: number;
  method: string;
  params?: Record<string, unknown>;
  sessionId?: string;
}

/** As much of Chromium's side of DevTools as the counter's window asks for; everything else is answered with {}. */
function serveWindow(socket: Socket, opened: (page: CounterPage) => void): void {
  const targetId = randomUUID();
  const target = { targetId, type: 'page', title: '', url: 'data:text/html,', attached: true };
  const targetInfo = { ...target, canAccessOpener: false, browserContextId: 'one' };
  let sessions = 0;
  let documents = 0;
  /** What the counter asked for before its page was opened. */
  let binding = { name: '', world: '', sessionId: '' };
  let calls = 0;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const hearers = new Set<(event: BridgeEvent) => void>();

  const send = (message: unknown) => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\0`);
  };
  const tell = (method: string, params: unknown, sessionId?: string) => send({ method, params, sessionId });
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const call of waiting.values()) call.reject(new Error('the counter is gone'));
    waiting.clear();
  });

  function attach(): string {
    sessions += 1;
    const sessionId = `session-${sessions}`;
    tell('Target.attachedToTarget', { sessionId, targetInfo, waitingForDebugger: false });
    return sessionId;
  }

  function open(url: string, sessionId: string | undefined): void {
    documents += 1;
    const origin = new URL(url).origin;
    const frame = { id: targetId, loaderId: `${documents}`, url, securityOrigin: origin };
    tell('Runtime.executionContextsCleared', {}, sessionId);
    tell('Page.frameNavigated', { frame, type: 'Navigation' }, sessionId);
    const context = {
      id: documents,
      origin,
      name: binding.world,
      uniqueId: `context-${documents}`,
      auxData: { isDefault: false, type: 'isolated', frameId: targetId },
    };
    tell('Runtime.executionContextCreated', { context }, sessionId);
    opened({
      call(name, args) {
        calls += 1;
        const answer = Promise.withResolvers<unknown>();
        waiting.set(calls, answer);
        const payload = JSON.stringify({ id: calls, request: { call: name, args } });
        if (socket.destroyed) answer.reject(new Error('the counter is gone'));
        const called = { name: binding.name, payload, executionContextId: context.id };
        tell('Runtime.bindingCalled', called, binding.sessionId);
        return answer.promise.then((given) => {
          const reply = bridgeReplySchema.parse(given);
          if (!reply.ok) throw new Error(`${name}: ${reply.message}`);
          return reply.value as CallResult<typeof name>;
        });
      },
      onEvent: (hear) => void hearers.add(hear),
    });
  }

  /** A reply or an event, as the code the counter injects would take it. */
  function receive(message: { id?: number; reply?: unknown; event?: BridgeEvent }): void {
    if (message.event !== undefined) for (const hear of hearers) hear(message.event);
    if (message.id === undefined) return;
    waiting.get(message.id)?.resolve(message.reply);
    waiting.delete(message.id);
  }

  function answer({ method, params = {}, sessionId }: Command): unknown {
    switch (method) {
      case 'Browser.getVersion':
        return {
          protocolVersion: '1.3',
          product: 'Chrome/0.0.0.0',
          revision: '',
          userAgent: '',
          jsVersion: '',
        };
      case 'Target.getBrowserContexts':
        return { browserContextIds: [] };
      case 'Target.setDiscoverTargets':
        tell('Target.targetCreated', { targetInfo: { ...targetInfo, targetId: 'browser', type: 'browser' } });
        tell('Target.targetCreated', { targetInfo });
        return {};
      case 'Target.setAutoAttach':
        if (sessionId === undefined) attach();
        return {};
      case 'Target.attachToTarget':
        return { sessionId: attach() };
      case 'Target.getTargetInfo':
        return { targetInfo };
      case 'Runtime.addBinding':
        binding = {
          name: String(params.name),
          world: String(params.executionContextName),
          sessionId: sessionId ?? '',
        };
        return {};
      case 'Page.navigate':
        setImmediate(open, String(params.url), sessionId);
        return { frameId: targetId };
      case 'Runtime.callFunctionOn': {
        const [argument] = params.arguments as { value: Parameters<typeof receive>[0] }[];
        if (argument !== undefined) receive(argument.value);
        return { result: { type: 'undefined' } };
      }
      case 'Browser.close':
        setImmediate(() => socket.end());
        return {};
      default:
        return {};
    }
  }

  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const command = JSON.parse(text) as Command;
      send({ id: command.id, result: answer(command), sessionId: command.sessionId });
    }
  });
}
