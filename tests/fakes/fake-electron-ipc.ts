import { readFile } from 'node:fs/promises';
import { compileFunction } from 'node:vm';
import type { IpcMain, IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { electronOrigin } from '../../electron/shell-electron/app-protocol.ts';
import { callChannel, eventChannel, openIpcTransport } from '../../electron/shell-electron/ipc-transport.ts';
import { pageLimits } from '../../shared/page-limits.ts';
import { createFakePage } from './fake-page.ts';
import { createStubCounter } from './stub-counter.ts';
import type { Pretence, TransportHarness } from './transport-harness.ts';

type Handler = Parameters<IpcMain['handle']>[1];

/** Electron's transport end to end, the built preload included; only Electron itself is made up. */
export async function createElectronHarness(): Promise<TransportHarness> {
  const counter = createStubCounter([electronOrigin]);
  const handlers = new Map<string, Handler>();
  const rendererHears: ((event: unknown, message: unknown) => void)[] = [];

  const mainFrame = { origin: electronOrigin, url: `${electronOrigin}/`, parent: null } as WebFrameMain;
  const own: Pick<WebContents, 'id' | 'mainFrame' | 'send' | 'isDestroyed'> = {
    id: 1,
    mainFrame,
    // What crosses processes is copied; a value that cannot be copied throws, as it would there.
    send: (channel, message) => {
      if (channel === eventChannel) for (const hear of rendererHears) hear({}, structuredClone(message));
    },
    isDestroyed: () => false,
  };
  const ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'> = {
    handle: (channel, handler) => void handlers.set(channel, handler),
    removeHandler: (channel) => void handlers.delete(channel),
  };
  const stop = openIpcTransport(ipcMain, own, {
    bridge: Promise.resolve(counter.bridge),
    counter: Promise.resolve(counter),
  });

  const senders: Record<Pretence, { id: number; frame: WebFrameMain | null }> = {
    'own-page': { id: 1, frame: mainFrame },
    frame: { id: 1, frame: { origin: electronOrigin, parent: mainFrame } as WebFrameMain },
    'other-window': { id: 2, frame: { origin: electronOrigin, parent: null } as WebFrameMain },
    'other-origin': { id: 1, frame: mainFrame },
    'other-document': { id: 1, frame: mainFrame },
    gone: { id: 1, frame: null },
  };
  async function raw(request: unknown, as: Pretence): Promise<unknown> {
    const handler = handlers.get(callChannel);
    if (handler === undefined) throw new Error(`No handler registered for '${callChannel}'`);
    const { id, frame } = senders[as];
    const origin = as === 'other-origin' ? 'app://elsewhere' : electronOrigin;
    Object.assign(mainFrame, {
      origin,
      url: as === 'other-document' ? `blob:${origin}/1` : `${electronOrigin}/`,
    });
    const event = { sender: { id } as WebContents, senderFrame: frame } as IpcMainInvokeEvent;
    return structuredClone(await handler(event, structuredClone(request)));
  }

  const page = createFakePage(electronOrigin);
  const code = await readFile(new URL('../../dist/preload/preload.cjs', import.meta.url), 'utf8');
  const required: string[] = [];
  const ranInPage: string[] = [];
  const electron = {
    webFrame: { executeJavaScript: async (code: string) => void ranInPage.push(code) },
    ipcRenderer: {
      invoke: (channel: string, request: unknown) =>
        channel === callChannel ? raw(request, 'own-page') : Promise.reject(new Error(channel)),
      on: (channel: string, hear: (event: unknown, message: unknown) => void) => {
        if (channel === eventChannel) rendererHears.push(hear);
      },
    },
  };
  const require = (name: string) => {
    required.push(name);
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}.`);
    return electron;
  };
  compileFunction(code, ['window', 'require', 'module', 'exports'])(
    page.window,
    require,
    { exports: {} },
    {},
  );
  if (ranInPage.join() !== pageLimits) throw new Error('The page keeps what it is to lose.');
  const client = await page.connect();
  return {
    counter,
    page: client,
    raw,
    close() {
      stop();
      client.close();
    },
  };
}
