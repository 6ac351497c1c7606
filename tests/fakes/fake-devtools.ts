import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { compileFunction } from 'node:vm';
import type { Protocol } from 'puppeteer-core';
import type { DevtoolsSession } from '../../electron/shell-chromium/devtools-session.ts';
import { chromiumOrigin } from '../../electron/shell-chromium/open-window.ts';
import {
  bindingName,
  bridgeWorld,
  openPageBridge,
  receiverName,
} from '../../electron/shell-chromium/page-bridge.ts';
import { createFakePage } from './fake-page.ts';
import { createStubCounter } from './stub-counter.ts';
import type { Pretence, TransportHarness } from './transport-harness.ts';

/** A DevTools session that notes every command and lets a test send events. */
export interface FakeSession {
  session: DevtoolsSession;
  sent: { method: string; params: Record<string, unknown> }[];
  emit(event: string, params: unknown): void;
  /** Answers one command instead of with an empty object. */
  answer(method: string, by: (params: Record<string, unknown>) => unknown): void;
}

export function createFakeSession(): FakeSession {
  const emitter = new EventEmitter();
  const answers = new Map<string, (params: Record<string, unknown>) => unknown>();
  const sent: FakeSession['sent'] = [];
  const session = {
    send: async (method: string, params: Record<string, unknown> = {}) => {
      // What goes over the pipe is JSON.
      const copy = JSON.parse(JSON.stringify(params)) as Record<string, unknown>;
      sent.push({ method, params: copy });
      return answers.get(method)?.(copy) ?? {};
    },
    on: (event: string, hear: (params: unknown) => void) => emitter.on(event, hear),
  } as unknown as DevtoolsSession;
  return {
    session,
    sent,
    emit: (event, params) => void emitter.emit(event, params),
    answer: (method, by) => void answers.set(method, by),
  };
}

const frameId = 'top-frame';

export interface ChromiumHarness extends TransportHarness {
  /** A new document in the window, with the injected code run in it. */
  reload(): Promise<TransportHarness['page']>;
}

/** Chromium's transport end to end, the built bridge included; only Chromium itself is made up. */
export async function createChromiumHarness(): Promise<ChromiumHarness> {
  const counter = createStubCounter([chromiumOrigin]);
  const fake = createFakeSession();
  const script = await readFile(new URL('../../dist/injected/bridge.js', import.meta.url), 'utf8');
  const worlds = new Map<string, { receive: (message: unknown) => void }>();
  let lastContext = 0;

  fake.answer('Runtime.callFunctionOn', (params) => {
    const [argument] = params.arguments as { value: unknown }[];
    const world = worlds.get(String(params.uniqueContextId));
    if (world === undefined) throw new Error('uniqueContextId not found');
    if (!String(params.functionDeclaration).includes(receiverName)) throw new Error('calls something else');
    world.receive(argument?.value);
    return { result: { type: 'undefined' } };
  });
  const bridge = await openPageBridge(fake.session, {
    frameId,
    home: `${chromiumOrigin}/`,
    script,
    bridge: Promise.resolve(counter.bridge),
  });
  const stop = counter.onEvent((event, body) => bridge.push(event, body));

  function context(
    described: { origin?: string; name?: string; frame?: string },
    receive: (message: unknown) => void,
  ) {
    lastContext += 1;
    const description: Protocol.Runtime.ExecutionContextDescription = {
      id: lastContext,
      uniqueId: `unique-${lastContext}`,
      origin: described.origin ?? chromiumOrigin,
      name: described.name ?? bridgeWorld,
      auxData: { frameId: described.frame ?? frameId, isDefault: false, type: 'isolated' },
    };
    worlds.set(description.uniqueId, { receive });
    fake.emit('Runtime.executionContextCreated', { context: description });
    return description.id;
  }

  const shows = (url: string) => fake.emit('Page.frameNavigated', { frame: { id: frameId, url } });

  const clients: TransportHarness['page'][] = [];
  async function openDocument() {
    worlds.clear();
    shows(`${chromiumOrigin}/`);
    fake.emit('Runtime.executionContextsCleared', {});
    const page = createFakePage(chromiumOrigin);
    const world: Record<string, unknown> = {};
    const id = context({}, (message) => (world[receiverName] as (message: unknown) => void)(message));
    const send = (payload: string) =>
      fake.emit('Runtime.bindingCalled', { name: bindingName, payload, executionContextId: id });
    compileFunction(script, ['window', 'globalThis', bindingName])(page.window, world, send);
    const client = await page.connect();
    clients.push(client);
    return client;
  }

  let rawId = 1000;
  function raw(request: unknown, as: Pretence): Promise<unknown> {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const pretences: Record<Pretence, Parameters<typeof context>[0]> = {
      'own-page': {},
      frame: { frame: 'some-frame' },
      'other-window': { name: 'world-of-somebody' },
      'other-origin': { origin: 'https://elsewhere.example' },
      'other-document': {},
      gone: {},
    };
    if (as === 'other-document') shows(`blob:${chromiumOrigin}/1`);
    rawId += 1;
    const id = context(pretences[as], (message) => resolve((message as { reply: unknown }).reply));
    const payload = JSON.stringify({ id: rawId, request });
    fake.emit('Runtime.bindingCalled', { name: bindingName, payload, executionContextId: id });
    if (as === 'gone') fake.emit('Runtime.executionContextDestroyed', { executionContextId: id });
    return promise;
  }

  return {
    counter,
    page: await openDocument(),
    raw,
    reload: openDocument,
    close() {
      stop();
      bridge.stop();
      for (const client of clients) client.close();
    },
  };
}
