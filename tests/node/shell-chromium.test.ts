import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { developmentRefusal, readEntryOptions, readyLine } from '../../electron/node/entry-options.ts';
import { serveBundle } from '../../electron/shell-chromium/bundle-server.ts';
import { chromiumFlags, type FlagOptions } from '../../electron/shell-chromium/chromium-flags.ts';
import { makeChromiumHome } from '../../electron/shell-chromium/chromium-home.ts';
import { findChromium } from '../../electron/shell-chromium/find-chromium.ts';
import { nobodyCommand, planSandbox, saysNoSandbox } from '../../electron/shell-chromium/sandbox-plan.ts';
import {
  closeForeignWindows,
  guardBrowser,
  guardNavigation,
  reloadDelayMs,
} from '../../electron/shell-chromium/window-guards.ts';
import { createFakeSession } from '../fakes/fake-devtools.ts';

const origin = 'https://counter.localhost';

it.runIf(process.platform === 'linux')('Chromium’s temporary files go with its home', async () => {
  const home = makeChromiumHome({ asNobody: false, env: {} });
  expect(home.env.TMPDIR).toBe(join(home.folder, 'tmp'));
  expect(existsSync(join(home.folder, 'tmp'))).toBe(true);
  await home.remove();
  expect(existsSync(home.folder)).toBe(false);
});

it('has a Chromium that neither saves passwords nor remembers what was typed', async () => {
  const home = makeChromiumHome({ asNobody: false, env: {} });
  const preferences = JSON.parse(readFileSync(join(home.userData, 'Default', 'Preferences'), 'utf8'));
  await home.remove();
  expect(preferences).toMatchObject({
    credentials_enable_service: false,
    profile: { password_manager_enabled: false },
    autofill: { profile_enabled: false },
  });
});

describe('Chromium’s sandbox', () => {
  const facts = {
    platform: 'linux' as NodeJS.Platform,
    isRoot: true,
    setpriv: '/usr/bin/setpriv',
    training: false,
    noSandbox: false,
  };

  it('is kept for root by giving root up', () => {
    expect(planSandbox(facts)).toEqual({ kind: 'as-nobody', setpriv: '/usr/bin/setpriv' });
    expect(nobodyCommand('/usr/bin/setpriv', [])).toEqual({
      command: '/usr/bin/setpriv',
      args: ['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs'],
    });
    expect(nobodyCommand('/usr/bin/setpriv', [44, 29]).args).toContain('--groups=44,29');
  });

  it('needs no help for anybody else', () => {
    expect(planSandbox({ ...facts, isRoot: false }).kind).toBe('as-we-are');
    expect(planSandbox({ ...facts, platform: 'win32' }).kind).toBe('as-we-are');
  });

  it.each([
    '[1:1:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu 23.10+ …',
    'Failed to move to new namespace: PID namespaces supported, but failed: errno = Operation not permitted',
    'The setuid sandbox is not running as root.',
  ])('is known to be impossible by %j', (words) => {
    expect(saysNoSandbox(words)).toBe(true);
    expect(saysNoSandbox('Missing X server or $DISPLAY')).toBe(false);
  });

  it('is given up only in training, with a warning, or by name', () => {
    expect(planSandbox({ ...facts, setpriv: null }).kind).toBe('refused');
    expect(planSandbox({ ...facts, setpriv: null, training: true })).toMatchObject({
      kind: 'without',
      warning: expect.stringContaining('without its sandbox'),
    });
    expect(planSandbox({ ...facts, noSandbox: true }).kind).toBe('without');
  });
});

describe('Chromium’s command line', () => {
  const options: FlagOptions = {
    userData: '/p',
    kiosk: false,
    windowSize: { width: 1280, height: 800 },
    devtoolsPort: null,
    hasGpu: true,
    sandbox: true,
    devHost: null,
    extra: [],
  };
  const flags = (changed: Partial<FlagOptions> = {}) => chromiumFlags({ ...options, ...changed });

  it('opens no port and reaches nothing', () => {
    expect(flags()).toContain('--remote-debugging-pipe');
    expect(flags().filter((flag) => flag.includes('remote-debugging-port'))).toEqual([]);
    expect(flags({ devtoolsPort: 0 })).toContain('--remote-debugging-port=0');
    expect(flags()).toContain('--proxy-server=http://127.0.0.1:9');
    expect(flags()).toContain('--proxy-bypass-list=<-loopback>');
    expect(flags({ devHost: '127.0.0.1' })).toContain('--proxy-bypass-list=<-loopback>;127.0.0.1');
  });

  it('keeps the sandbox, and the graphics card where there is one', () => {
    expect(flags()).not.toContain('--no-sandbox');
    expect(flags()).not.toContain('--disable-gpu');
    expect(flags({ sandbox: false, hasGpu: false })).toEqual(
      expect.arrayContaining(['--no-sandbox', '--disable-gpu']),
    );
  });

  it('opens one app window of the size asked for', () => {
    expect(flags()).toEqual(expect.arrayContaining(['--app=data:text/html,', '--window-size=1280,800']));
    expect(flags({ windowSize: 'full-screen', kiosk: true })).toEqual(
      expect.arrayContaining(['--start-fullscreen', '--kiosk']),
    );
  });

  it('says each thing once: of two equal flags Chromium takes the last', () => {
    const names = flags({ devtoolsPort: 0 }).map((flag) => flag.split('=')[0]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('finding Chromium', () => {
  const on = (platform: NodeJS.Platform, env: Record<string, string>, ...there: string[]) =>
    findChromium({ platform, env, file: (path) => there.includes(path) });

  it('takes the one that is named, or none', () => {
    expect(on('linux', { FEX_COUNTER_CHROMIUM: '/x', PATH: '/usr/bin' }, '/x', '/usr/bin/chromium')).toBe(
      '/x',
    );
    expect(on('linux', { FEX_COUNTER_CHROMIUM: '/x', PATH: '/usr/bin' }, '/usr/bin/chromium')).toBeNull();
  });

  it('looks where each system keeps it', () => {
    expect(on('linux', { PATH: '/a:/b' }, '/b/chromium', '/a/google-chrome')).toBe('/b/chromium');
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(on('darwin', { HOME: '/Users/x' }, mac)).toBe(mac);
    const windows = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
    expect(on('win32', { PROGRAMFILES: 'C:\\Program Files' }, windows)).toBe(windows);
    expect(on('linux', { PATH: '/a' })).toBeNull();
  });
});

describe('requests of Chromium’s pages', () => {
  async function asked(url: string, resourceType = 'Fetch', devOrigin: string | null = null) {
    const fake = createFakeSession();
    await serveBundle(fake.session, {
      origin,
      devOrigin,
      bundle: {
        answer: async () => ({
          status: 200,
          headers: { 'content-type': 'text/css' },
          body: new Uint8Array([65]),
        }),
      },
    });
    fake.emit('Fetch.requestPaused', { requestId: 'r', request: { url, method: 'GET' }, resourceType });
    await new Promise(setImmediate);
    const { method, params } = fake.sent.at(-1) ?? { method: '', params: {} };
    return { method, params };
  }

  it('are answered from the bundle', async () => {
    expect(await asked(`${origin}/a.css`)).toEqual({
      method: 'Fetch.fulfillRequest',
      params: {
        requestId: 'r',
        responseCode: 200,
        responseHeaders: [{ name: 'content-type', value: 'text/css' }],
        body: 'QQ==',
      },
    });
  });

  it.each([
    'https://example.com/',
    'http://counter.localhost/',
    `${origin}.evil/`,
    `${origin}:444/`,
    'nonsense',
  ])('fail for %s', async (url) => {
    expect(await asked(url)).toMatchObject({
      method: 'Fetch.failRequest',
      params: { errorReason: 'BlockedByClient' },
    });
    // A document is aborted instead, so that the page stays.
    expect(await asked(url, 'Document')).toMatchObject({ params: { errorReason: 'Aborted' } });
  });

  it('go through to the dev server only while there is one', async () => {
    const url = 'http://127.0.0.1:5173/main.tsx';
    expect((await asked(url, 'Script', 'http://127.0.0.1:5173')).method).toBe('Fetch.continueRequest');
    expect((await asked(url, 'Script')).method).toBe('Fetch.failRequest');
  });
});

describe('Chromium’s guards', () => {
  it('grant the camera, which refuses everything else, and no download', async () => {
    const { session, sent } = createFakeSession();
    await guardBrowser(session, origin);
    expect(sent).toEqual([
      { method: 'Browser.grantPermissions', params: { origin, permissions: ['videoCapture'] } },
      { method: 'Browser.setDownloadBehavior', params: { behavior: 'deny' } },
    ]);
  });

  it('close every window but ours', async () => {
    const { session, sent, emit } = createFakeSession();
    await closeForeignWindows(session, 'own');
    for (const [targetId, type] of [
      ['own', 'page'],
      ['popup', 'page'],
      ['worker', 'worker'],
      ['view', 'webview'],
    ]) {
      emit('Target.targetCreated', { targetInfo: { targetId, type } });
    }
    const closed = sent.filter(({ method }) => method === 'Target.closeTarget');
    expect(closed.map(({ params }) => params.targetId)).toEqual(['popup', 'view']);
  });

  it('bring the page home and answer its dialogs', async () => {
    const { session, sent, emit } = createFakeSession();
    await guardNavigation(session, { origin, home: `${origin}/` });
    sent.length = 0;
    emit('Page.frameNavigated', { frame: { securityOrigin: origin } });
    emit('Page.frameNavigated', { frame: { securityOrigin: '://', parentId: 'p' } });
    expect(sent).toEqual([]);
    emit('Page.frameNavigated', { frame: { securityOrigin: '://' } });
    emit('Page.javascriptDialogOpening', {});
    expect(sent).toEqual([
      { method: 'Page.navigate', params: { url: `${origin}/` } },
      { method: 'Page.handleJavaScriptDialog', params: { accept: false } },
    ]);
  });

  it('load a crashed page again, ever more slowly', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map(reloadDelayMs)).toEqual([0, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });
});

describe('an entry’s options', () => {
  it('are read from its arguments', () => {
    expect(
      readEntryOptions([
        '--profile=/p',
        '--config=c',
        '--devtools-port=0',
        '--kiosk',
        '--window-size=800x600',
      ]),
    ).toEqual({
      ok: true,
      options: {
        profile: '/p',
        config: 'c',
        pair: false,
        training: false,
        devtoolsPort: 0,
        kiosk: true,
        noSandbox: false,
        windowSize: { width: 800, height: 600 },
        devUrl: null,
      },
    });
  });

  it.each([
    '--devtools-port=70000',
    '--devtools-port=-1',
    '--devtools-port=x',
    '--window-size=big',
    '--dev-url=https://example.com/',
    '--dev-url=nonsense',
    '--profile=',
    '--config=',
    '--remote-debugging-port=1',
    'file',
  ])('are refused with a sentence: %s', (arg) => {
    expect(readEntryOptions([arg])).toMatchObject({ ok: false, sentence: expect.stringMatching(/\w/) });
  });

  it('open DevTools only where no money is', () => {
    const refused = (
      environment: 'training' | 'sandbox' | 'live',
      configUrls: string[] | null,
      devUrl: string | null,
    ) => developmentRefusal({ options: { devtoolsPort: 0, devUrl }, environment, configUrls }) !== null;
    expect(refused('training', null, 'http://127.0.0.1:1/')).toBe(false);
    expect(refused('sandbox', ['http://127.0.0.1:4010'], null)).toBe(false);
    expect(refused('sandbox', ['http://127.0.0.1:4010', 'https://fex.example'], null)).toBe(true);
    expect(refused('sandbox', null, null)).toBe(true);
    expect(refused('sandbox', ['http://127.0.0.1:4010'], 'http://127.0.0.1:1/')).toBe(true);
    expect(refused('live', ['http://127.0.0.1:4010'], null)).toBe(true);
    expect(
      developmentRefusal({
        options: { devtoolsPort: null, devUrl: null },
        environment: 'live',
        configUrls: null,
      }),
    ).toBeNull();
  });

  it('end in one line that says where to reach it', () => {
    expect(readyLine({ devtools: null, webhook: 'http://127.0.0.1:1' })).toBe(
      'READY {"devtools":null,"webhook":"http://127.0.0.1:1"}\n',
    );
  });
});
