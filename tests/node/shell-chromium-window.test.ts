import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page, chromium as playwright } from 'playwright';
import puppeteer, { type Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildWhenStale } from '../../electron/bootstrap/build.mjs';
import { startChromium } from '../../electron/shell-chromium/chromium-process.ts';
import { canRun, findChromium, thisComputer } from '../../electron/shell-chromium/find-chromium.ts';
import {
  type ChromiumWindow,
  chromiumOrigin,
  openChromiumWindow,
} from '../../electron/shell-chromium/open-window.ts';
import { bindingName, bridgeWorld, receiverName } from '../../electron/shell-chromium/page-bridge.ts';
import { type OwnDisplay, startDisplay } from '../../electron/tools/display.ts';
import { pressKeys } from '../../electron/tools/wedge.ts';
import { createStubCounter, type StubCounter } from '../fakes/stub-counter.ts';
import { unsandboxableChromium } from '../fakes/unsandboxable.ts';

const possible = findChromium(thisComputer(process.env)) !== null && canRun('/usr/bin/Xvfb');

declare global {
  // What the stub page offers a test.
  var heard: { event: string }[];
  var pressed: string[];
  var tryStrings: () => Promise<{ code: string; markup: string }>;
  var callCounter: (call: string, args: unknown) => Promise<{ ok: boolean }>;
}

/** Bounds for a computer that does much else at once; a whole Chromium starts, paints or crashes within them. */
const until = { timeout: 45_000, interval: 20 };
const testTimeoutMs = 150_000;

describe.skipIf(!possible)('the Chromium shell in a real Chromium', { timeout: testTimeoutMs }, () => {
  let display: OwnDisplay;
  let counter: StubCounter;
  let shell: ChromiumWindow;
  let driver: Browser;
  let page: Page;
  let elsewhere: Server;
  let elsewhereUrl: string;
  let visits = 0;

  async function open(on = display, kiosk = false): Promise<[StubCounter, ChromiumWindow, Browser, Page]> {
    const counter = createStubCounter([chromiumOrigin]);
    const shell = await openChromiumWindow({
      counter,
      bundleFolder: fileURLToPath(new URL('../fixtures/stub-page', import.meta.url)),
      bridgeFile: fileURLToPath(new URL('../../dist/injected/bridge.js', import.meta.url)),
      environment: 'training',
      devtoolsPort: 0,
      kiosk,
      env: { ...process.env, ...on.env },
      extraFlags: ['--use-fake-device-for-media-stream'],
      warn: () => {},
    });
    await counter.painted;
    const driver = await playwright.connectOverCDP(shell.devtools ?? '');
    const page = driver.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('There is no page.');
    return [counter, shell, driver, page];
  }
  const paintedTimes = (of: StubCounter) => of.calls.filter(({ name }) => name === 'app.painted').length;

  beforeAll(async () => {
    expect(await buildWhenStale()).toBe(true);
    elsewhere = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const address = elsewhere.address();
    elsewhereUrl = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    display = await startDisplay();
    [counter, shell, driver, page] = await open();
  }, 120_000);

  afterAll(async () => {
    await driver?.close();
    await shell?.close();
    await display?.stop();
    await new Promise((resolve) => elsewhere?.close(resolve));
  });

  /** A tab of the same Chromium as the shell starts it, with none of the shell's guards on its page. */
  async function unguarded<T>(run: (tab: Tab) => Promise<T>): Promise<T> {
    const alone = startChromium({
      training: true,
      noSandbox: false,
      kiosk: false,
      windowSize: { width: 640, height: 480 },
      devtoolsPort: null,
      devHost: null,
      extraFlags: [],
      env: { ...process.env, ...display.env },
      warn: (sentence) => expect.fail(sentence),
    });
    try {
      const browser = await puppeteer.connect({ transport: alone.transport, defaultViewport: null });
      const [tab] = await browser.pages();
      if (tab === undefined) throw new Error('There is no page.');
      expect(await alone.devtools()).toBeNull();
      return await run(tab);
    } finally {
      await alone.stop();
      await alone.gone;
    }
  }

  it('keeps Chromium’s sandbox, also for root', async () => {
    const said = await unguarded(async (tab) => {
      await tab.goto('chrome://sandbox');
      return tab.evaluate(() => document.body.textContent);
    });
    expect(said).toContain('You are adequately sandboxed.');
  });

  it('shows the page from disk in a secure context, with what the counter answered', async () => {
    expect(page.url()).toBe(`${chromiumOrigin}/`);
    expect(await page.textContent('#heading')).toBe('Bäckerei 1');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    expect(await page.evaluate(() => fetch('/../../package.json').then((answer) => answer.status))).toBe(404);
  });

  it('carries calls and events', async () => {
    expect(await page.evaluate(() => callCounter('payment.check', { attemptId: 'a-7' }))).toEqual({
      ok: true,
      value: { ok: true },
    });
    expect(counter.calls.at(-1)).toEqual({ name: 'payment.check', args: { attemptId: 'a-7' } });
    counter.send('phone.changed', null);
    await page.waitForFunction(() => heard.some(({ event }) => event === 'phone.changed'));
  });

  it('lets nothing out: no request, no socket, no code from strings', async () => {
    const before = visits;
    const reached = await page.evaluate(async (host) => {
      const fetched = await fetch(`http://${host}/`).then(
        () => 'reached',
        () => 'refused',
      );
      const socket = await new Promise((resolve) => {
        try {
          const socket = new WebSocket(`ws://${host}/`);
          socket.onopen = () => resolve('reached');
          socket.onerror = () => resolve('refused');
        } catch {
          resolve('refused');
        }
      });
      const beacon = navigator.sendBeacon(`http://${host}/`) ? 'queued' : 'refused';
      return { fetched, socket, beacon };
    }, elsewhereUrl);
    expect(reached).toMatchObject({ fetched: 'refused', socket: 'refused' });
    expect(await page.evaluate(() => tryStrings())).toEqual({ code: 'EvalError', markup: 'TypeError' });
    expect(visits).toBe(before);
  });

  it('sends no packet by WebRTC, neither from the page nor from a frame that has it still', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
    const heard: number[] = [];
    const ear = createSocket('udp4', (packet) => heard.push(packet.length));
    await new Promise<void>((resolve) => ear.bind(0, '0.0.0.0', resolve));
    onTestFinished(() => void ear.close());
    const server = `${address ?? '127.0.0.1'}:${ear.address().port}`;
    expect(await page.evaluate(() => 'RTCPeerConnection' in window || 'WebTransport' in window)).toBe(false);
    // As if the page had found it somewhere: a document that was there before the guards has it.
    const gathered = await unguarded(async (tab) => {
      // Its first document may still be on its way out.
      await tab.goto('data:text/html,<p>stays</p>');
      return tab.evaluate(async (server) => {
        const peer = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:${server}` },
            { urls: `turn:${server}?transport=udp`, username: 'u', credential: 'c' },
          ],
        });
        const candidates: string[] = [];
        const done = new Promise<void>((resolve) => {
          peer.onicecandidate = ({ candidate }) => {
            if (candidate === null) resolve();
            else candidates.push(candidate.candidate);
          };
        });
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await done;
        return candidates;
      }, server);
    });
    expect(gathered).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('has no print dialog to wait for', async () => {
    const printed = await page.evaluate(() => {
      window.print();
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.contentWindow?.print();
      frame.remove();
      document.execCommand('print');
      return 'went on';
    });
    expect(printed).toBe('went on');
  });

  it('may use the camera and nothing else', async () => {
    const state = (name: string) =>
      page.evaluate(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        name,
      );
    expect(await state('camera')).toBe('granted');
    for (const name of ['microphone', 'geolocation', 'notifications', 'clipboard-read']) {
      expect(await state(name), name).toBe('denied');
    }
    const tracks = () =>
      navigator.mediaDevices.getUserMedia({ video: true }).then((stream) => stream.getVideoTracks().length);
    expect(await page.evaluate(tracks)).toBe(1);
    await expect(page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }))).rejects.toThrow(
      /NotAllowedError|Permission denied/,
    );
  });

  it('hides the binding from the page and from its frames', async () => {
    const seen = await page.evaluate(
      async (names) => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const inner = frame.contentWindow as unknown as Record<string, unknown> & Window;
        let answered = 0;
        const count = (message: MessageEvent) => {
          answered += message.ports.length;
        };
        inner.addEventListener('message', count);
        window.addEventListener('message', count);
        inner.postMessage({ type: 'counter:hello' }, '*');
        // An answer would have come before the answer to this call.
        await callCounter('app.snapshot', null);
        const found = names.filter((name) => name in window || name in inner);
        frame.remove();
        return { answered, found };
      },
      [bindingName, receiverName],
    );
    expect(seen).toEqual({ answered: 0, found: [] });
  });

  it('refuses the binding to the same world in a frame', async () => {
    const before = counter.calls.length;
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('iframe'), { id: 'frame' }));
    });
    const devtools = await page.context().newCDPSession(page);
    const worlds: { id: number; frame: string }[] = [];
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === bridgeWorld)
        worlds.push({ id: context.id, frame: String(context.auxData?.frameId) });
    });
    await devtools.send('Runtime.enable');
    const { frameTree } = await devtools.send('Page.getFrameTree');
    const child = frameTree.childFrames?.[0]?.frame.id;
    const inFrame = await vi.waitFor(() => {
      const world = worlds.find(({ frame }) => frame === child);
      if (world === undefined) throw new Error('The frame has no such world yet.');
      return world;
    }, until);
    const payload = JSON.stringify({ id: 1, request: { call: 'app.snapshot', args: null } });
    await devtools.send('Runtime.evaluate', {
      expression: `${bindingName}(${JSON.stringify(payload)})`,
      contextId: inFrame.id,
    });
    await vi.waitFor(() => expect(counter.logged).toContainEqual(refused('bad-sender')), until);
    expect(counter.calls.length).toBe(before);
    await devtools.detach();
    await page.evaluate(() => document.querySelector('#frame')?.remove());
  });

  it('closes every other window', async () => {
    const devtools = await driver.newBrowserCDPSession();
    const windows = new Set<string>();
    let closed = 0;
    devtools.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.type === 'page') windows.add(targetInfo.targetId);
    });
    devtools.on('Target.targetDestroyed', ({ targetId }) => {
      if (windows.delete(targetId)) closed += 1;
    });
    await devtools.send('Target.setDiscoverTargets', { discover: true });
    for (const [index, url] of ['about:blank', `http://${elsewhereUrl}/`, '/'].entries()) {
      await page.evaluate((url) => {
        document.onclick = () => void window.open(url, '_blank', 'noopener');
      }, url);
      // Chromium's own pop-up blocker lets one through for each click.
      await page.mouse.click(200, 200);
      await vi.waitFor(() => expect(closed, url).toBe(index + 1), until);
    }
    expect(windows.size).toBe(1);
    await devtools.detach();
    expect(page.isClosed()).toBe(false);
    expect(visits).toBe(0);
  });

  it('does not leave its page', async () => {
    const painted = paintedTimes(counter);
    await page.evaluate((host) => void location.assign(`http://${host}/`), elsewhereUrl);
    expect(await page.evaluate(() => callCounter('app.snapshot', null))).toMatchObject({ ok: true });
    expect(paintedTimes(counter)).toBe(painted);
    const leave = [
      () => void setTimeout(() => location.assign('about:blank')),
      () => void setTimeout(() => location.assign('/nothing-here')),
      () => {
        const page = new Blob(['<h1>Paid</h1>'], { type: 'text/html' });
        setTimeout(() => location.assign(URL.createObjectURL(page)));
      },
    ];
    for (const [index, go] of leave.entries()) {
      await page.evaluate(go);
      await vi.waitFor(() => expect(paintedTimes(counter)).toBe(painted + 1 + index), until);
      await page.waitForFunction(() => 'heard' in window && location.pathname === '/');
    }
    // The counter may hear of the new document before the driver does, which then still tells of the old one.
    await vi.waitFor(async () => {
      expect(await page.evaluate(() => location.href)).toBe(`${chromiumOrigin}/`);
      expect(page.url()).toBe(`${chromiumOrigin}/`);
    }, until);
    expect(paintedTimes(counter)).toBe(painted + leave.length);
  });

  it.each([
    ['a window', false],
    ['a kiosk', true],
  ])('is not ended by the keys that close a tab: %s', async (_what, kiosk) => {
    const own = await startDisplay();
    onTestFinished(() => own.stop());
    const [, shell, driver, page] = await open(own, kiosk);
    onTestFinished(async () => {
      await driver.close();
      await shell.close();
    });
    let closed = false;
    void shell.closed.then(() => {
      closed = true;
    });
    await page.evaluate(() => {
      window.pressed = [];
      addEventListener('keyup', ({ key }) => void window.pressed.push(key));
    });
    for (const key of ['ctrl+w', 'ctrl+shift+w', 'ctrl+q', 'ctrl+F4', 'a']) await pressKeys(key, own.env);
    // The last key was heard, so the others were done with.
    await page.waitForFunction(() => window.pressed.includes('a'));
    expect(closed).toBe(false);
    expect(await page.evaluate(() => callCounter('app.snapshot', null))).toMatchObject({ ok: true });
  });

  it('carries on after the page was loaded again, and after it crashed', async () => {
    const painted = paintedTimes(counter);
    await page.reload();
    await vi.waitFor(() => expect(paintedTimes(counter)).toBe(painted + 1), until);
    const devtools = await page.context().newCDPSession(page);
    void devtools.send('Page.crash').catch(() => {});
    await vi.waitFor(() => expect(paintedTimes(counter)).toBe(painted + 2), until);
  });

  it('ends when its window is closed, and leaves nothing behind', async () => {
    const [counter, shell, driver, page] = await open();
    await page.close();
    await shell.closed;
    expect(counter.hearers()).toBe(0);
    await driver.close();
    await shell.close();
  });

  it.each([
    ['a signal', (child: ReturnType<typeof spawn>) => child.kill('SIGTERM')],
    ['the end of whoever started it', (child: ReturnType<typeof spawn>) => child.disconnect()],
  ])('says READY once painted, and ends cleanly on %s', async (_what, end) => {
    const entry = fileURLToPath(new URL('../fakes/stub-entry.ts', import.meta.url));
    const child = spawn(process.execPath, [entry, '--devtools-port=0'], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, ...display.env },
    });
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (text.startsWith('READY')) end(child);
    });
    const [code, signal] = await once(child, 'exit');
    expect([code, signal]).toEqual([0, null]);
    expect(said).toMatch(
      /^READY \{"devtools":"ws:\/\/127\.0\.0\.1:\d+\/devtools\/browser\/[\w-]+","webhook":null\}\n$/,
    );
  });

  const openUnsandboxable = async (environment: 'training' | 'sandbox', warn: (sentence: string) => void) =>
    openChromiumWindow({
      counter: createStubCounter([chromiumOrigin]),
      bundleFolder: fileURLToPath(new URL('../fixtures/stub-page', import.meta.url)),
      bridgeFile: fileURLToPath(new URL('../../dist/injected/bridge.js', import.meta.url)),
      environment,
      devtoolsPort: null,
      env: { ...process.env, ...display.env, FEX_COUNTER_CHROMIUM: await unsandboxableChromium() },
      warn,
    });

  it('goes without a sandbox in training, and says so, where the system allows none', async () => {
    const warned: string[] = [];
    const opened = await openUnsandboxable('training', (sentence) => warned.push(sentence));
    expect(warned).toEqual([expect.stringContaining('WITHOUT its sandbox')]);
    await opened.close();
  });

  it('says in one sentence that a sandbox is not to be had, outside training', async () => {
    await expect(openUnsandboxable('sandbox', (sentence) => expect.fail(sentence))).rejects.toMatchObject({
      name: 'ChromiumError',
      message: expect.stringMatching(/^[^\n]*user namespaces[^\n]*--no-sandbox\.$/),
    });
  });

  it('says what Chromium said when there is no display', async () => {
    const opening = openChromiumWindow({
      counter: createStubCounter([chromiumOrigin]),
      bundleFolder: '/nowhere',
      bridgeFile: fileURLToPath(new URL('../../dist/injected/bridge.js', import.meta.url)),
      environment: 'training',
      devtoolsPort: null,
      env: { ...process.env, DISPLAY: ':9', XAUTHORITY: '/nowhere', WAYLAND_DISPLAY: '' },
      warn: () => {},
    });
    await expect(opening).rejects.toThrow(/Chromium ended before its window was open\.\n.*display/is);
  });
});

const refused = (code: string) =>
  expect.objectContaining({ fields: expect.objectContaining({ refusal: code }) });
