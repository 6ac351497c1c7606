import { EventEmitter } from 'node:events';
import type {
  OnBeforeRequestListenerDetails,
  Protocol,
  RenderProcessGoneDetails,
  Session,
  WebContents,
} from 'electron';
import { describe, expect, it } from 'vitest';
import type { BundleReader } from '../../electron/node/bundle-reader.ts';
import { journalWorkerUrl } from '../../electron/node/journal.ts';
import { registerScheme, serveBundle } from '../../electron/shell-electron/app-protocol.ts';
import { windowSettings } from '../../electron/shell-electron/counter-window.ts';
import { guardSession, mayLoad } from '../../electron/shell-electron/session-guards.ts';
import { guardContents, reloadWhenGone } from '../../electron/shell-electron/window-guards.ts';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>;

/** A session that keeps the handlers it is given. */
function fakeSession() {
  const events = new EventEmitter();
  const kept: {
    request?: RequestHandler | null;
    check?: CheckHandler | null;
    device?: DeviceHandler | null;
    before?: (
      details: OnBeforeRequestListenerDetails,
      decide: (answer: { cancel?: boolean }) => void,
    ) => void;
  } = {};
  guardSession({
    setPermissionRequestHandler: (handler: RequestHandler | null) => {
      kept.request = handler;
    },
    setPermissionCheckHandler: (handler: CheckHandler | null) => {
      kept.check = handler;
    },
    setDevicePermissionHandler: (handler: DeviceHandler | null) => {
      kept.device = handler;
    },
    setDisplayMediaRequestHandler: () => {},
    webRequest: { onBeforeRequest: (before: typeof kept.before) => Object.assign(kept, { before }) },
    on: (event: string, hear: (...args: unknown[]) => void) => events.on(event, hear),
  } as unknown as Session);

  return {
    events,
    asks(permission: string, details: object): boolean {
      let granted: boolean | undefined;
      kept.request?.(
        {} as WebContents,
        permission as Parameters<RequestHandler>[1],
        (answer) => {
          granted = answer;
        },
        details as Parameters<RequestHandler>[3],
      );
      if (granted === undefined) throw new Error('The question was not answered.');
      return granted;
    },
    checks: (permission: string, origin: string, details: object) =>
      kept.check?.(
        null,
        permission as Parameters<CheckHandler>[1],
        origin,
        details as Parameters<CheckHandler>[3],
      ),
    device: () => kept.device?.({} as Parameters<DeviceHandler>[0]),
    cancels(url: string): boolean | undefined {
      let cancelled: boolean | undefined;
      kept.before?.({ url } as OnBeforeRequestListenerDetails, ({ cancel }) => {
        cancelled = cancel;
      });
      return cancelled;
    },
  };
}

describe('what a page in Electron may ask for', () => {
  const session = fakeSession();
  const own = { requestingUrl: 'app://counter/', isMainFrame: true };
  const video = { ...own, mediaTypes: ['video'] };

  it('is the camera', () => {
    expect(session.asks('media', video)).toBe(true);
    expect(session.checks('media', 'app://counter/', { mediaType: 'video' })).toBe(true);
    expect(session.checks('media', 'app://counter', { mediaType: 'video' })).toBe(true);
  });

  it.each<[string, string, object]>([
    ['the microphone', 'media', { ...own, mediaTypes: ['audio'] }],
    ['both at once', 'media', { ...own, mediaTypes: ['video', 'audio'] }],
    ['media of no kind', 'media', { ...own, mediaTypes: [] }],
    ['the camera for a frame', 'media', { ...video, isMainFrame: false }],
    ['the camera for another page', 'media', { ...video, requestingUrl: 'https://elsewhere.example/' }],
    ['the camera for a lookalike', 'media', { ...video, requestingUrl: 'app://counter.evil/' }],
    ...[
      'geolocation',
      'notifications',
      'clipboard-read',
      'fullscreen',
      'openExternal',
      'hid',
      'usb',
      'serial',
    ].map((permission): [string, string, object] => [permission, permission, own]),
  ])('is not %s', (_what, permission, details) => {
    expect(session.asks(permission, details)).toBe(false);
  });

  it('is not granted by the silent check either', () => {
    expect(session.checks('media', 'app://counter', { mediaType: 'audio' })).toBe(false);
    expect(session.checks('media', 'app://counter', { mediaType: 'unknown' })).toBe(false);
    expect(session.checks('media', 'app://counter.evil', { mediaType: 'video' })).toBe(false);
    expect(session.checks('geolocation', 'app://counter', {})).toBe(false);
    expect(session.device()).toBe(false);
  });

  it('is no network, and no download', () => {
    expect(session.cancels('app://counter/assets/a.js')).toBe(false);
    for (const url of [
      'https://example.com/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'app://counter.evil/x',
    ]) {
      expect(session.cancels(url), url).toBe(true);
    }
    expect(mayLoad('blob:app://counter/1')).toBe(true);
    expect(mayLoad('data:image/png;base64,AA')).toBe(true);
    expect(mayLoad('data:text/html,<script>')).toBe(false);
    const download = { prevented: false, preventDefault: () => Object.assign(download, { prevented: true }) };
    session.events.emit('will-download', download);
    expect(download.prevented).toBe(true);
  });
});

describe('where a page in Electron may go', () => {
  const events = new EventEmitter();
  let open: Parameters<WebContents['setWindowOpenHandler']>[0] | undefined;
  const loaded: string[] = [];
  const policies: string[] = [];
  guardContents({
    on: (event: string, hear: (...args: unknown[]) => void) => events.on(event, hear),
    setWindowOpenHandler: (handler: typeof open) => {
      open = handler;
    },
    loadURL: async (url: string) => void loaded.push(url),
    setWebRTCIPHandlingPolicy: (policy: string) => void policies.push(policy),
  } as unknown as WebContents);

  function prevented(name: string, url: string): boolean {
    let result = false;
    events.emit(name, { url, preventDefault: () => (result = true) });
    return result;
  }

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('is its own bundle (%s)', (name) => {
    expect(prevented(name, 'app://counter/')).toBe(false);
    const elsewhere = ['https://example.com/', 'about:blank', 'app://counter.evil/', 'file:///etc/passwd'];
    for (const url of [...elsewhere, 'blob:app://counter/1', 'app://counter/nothing-here']) {
      expect(prevented(name, url), url).toBe(true);
    }
  });

  it('is its own page again, where it got away all the same', () => {
    events.emit('did-navigate', {}, 'app://counter/');
    expect(loaded).toEqual([]);
    for (const url of ['blob:app://counter/1', 'app://counter/nothing-here', 'about:blank']) {
      events.emit('did-navigate', {}, url);
      expect(loaded.splice(0), url).toEqual(['app://counter/']);
    }
  });

  it('is nowhere by WebRTC', () => {
    expect(policies).toEqual(['disable_non_proxied_udp']);
  });

  it('is no other window and no webview', () => {
    expect(open?.({ url: 'app://counter/' } as Parameters<NonNullable<typeof open>>[0])).toEqual({
      action: 'deny',
    });
    expect(prevented('will-attach-webview', '')).toBe(true);
  });
});

describe('Electron’s window', () => {
  const options = { kiosk: false, windowSize: { width: 1280, height: 800 }, devtoolsPort: null };

  it('is sandboxed, isolated and without DevTools', () => {
    expect(windowSettings(options, '/p.cjs').webPreferences).toMatchObject({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
    expect(windowSettings({ ...options, devtoolsPort: 0 }, '/p.cjs').webPreferences?.devTools).toBe(true);
  });

  it('loads its page again when it was lost, ever more slowly', () => {
    const events = new EventEmitter();
    let now = 0;
    let reloads = 0;
    const delays: number[] = [];
    reloadWhenGone(
      {
        on: (event: string, hear: (...args: unknown[]) => void) => events.on(event, hear),
        reload: () => {
          reloads += 1;
        },
        isDestroyed: () => false,
      } as unknown as WebContents,
      {
        nowMs: () => now,
        after: (delayMs, run) => {
          delays.push(delayMs);
          run();
        },
        warn: () => {},
      },
    );
    const lose = (reason: RenderProcessGoneDetails['reason']) =>
      events.emit('render-process-gone', {}, { reason });
    for (let times = 0; times < 7; times++) lose('crashed');
    expect(delays).toEqual([0, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    now = 61_000;
    lose('oom');
    expect(delays.at(-1)).toBe(0);
    lose('clean-exit');
    expect(reloads).toBe(8);
  });
});

describe('Electron’s scheme', () => {
  it('is a secure origin of its own, registered before anything loads', () => {
    const registered: unknown[] = [];
    registerScheme({ registerSchemesAsPrivileged: (schemes) => registered.push(...schemes) });
    expect(registered).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ]);
  });

  it('answers from the bundle, for its own host only', async () => {
    let handler: Parameters<Protocol['handle']>[1] | undefined;
    const asked: string[] = [];
    const bundle: BundleReader = {
      async answer(method, url) {
        asked.push(`${method} ${url}`);
        return { status: 200, headers: { 'content-type': 'text/css' }, body: new Uint8Array([65]) };
      },
    };
    serveBundle(
      {
        handle: (_scheme, handle) => {
          handler = handle;
        },
      },
      bundle,
    );
    const request = (url: string) => handler?.({ url, method: 'GET' } as Request);
    const answer = await request('app://counter/a.css');
    expect([answer?.status, answer?.headers.get('content-type'), await answer?.text()]).toEqual([
      200,
      'text/css',
      'A',
    ]);
    expect((await request('app://elsewhere/a.css'))?.status).toBe(404);
    expect(asked).toEqual(['GET app://counter/a.css']);
  });
});

it('starts the journal’s thread from beside a packaged archive', () => {
  expect(journalWorkerUrl('file:///opt/x/resources/app.asar/dist/main/entry-electron.js').pathname).toBe(
    '/opt/x/resources/app.asar.unpacked/dist/main/journal-worker.js',
  );
  expect(journalWorkerUrl('file:///till/dist/main/a.js').pathname).toBe('/till/dist/main/journal-worker.js');
});
