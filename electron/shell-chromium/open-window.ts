import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { BridgeReply } from '../../shared/bridge-wire.ts';
import type { CounterForShell } from '../core/shell-port.ts';
import { createBundleReader } from '../node/bundle-reader.ts';
import { serveBundle } from './bundle-server.ts';
import { ChromiumError, type ChromiumProcess, startChromium } from './chromium-process.ts';
import { gone } from './devtools-session.ts';
import { openPageBridge } from './page-bridge.ts';
import { afterNoSandbox } from './sandbox-plan.ts';
import { closeForeignWindows, guardBrowser, guardNavigation, reloadAfterCrash } from './window-guards.ts';

/** Never resolved, never listened on: a secure context of our own. */
export const chromiumOrigin = 'https://counter.localhost';

/** The one origin calls come from: ours, or in development the dev server's. */
export function windowOrigin(devUrl: string | null): string {
  return devUrl === null ? chromiumOrigin : new URL(devUrl).origin;
}

export interface ChromiumWindowOptions {
  /** May still be opening: Chromium starts at once, and the page's calls wait for it. */
  counter: CounterForShell | Promise<CounterForShell>;
  /** Folder of the renderer's bundle. */
  bundleFolder: string;
  /** The injected bridge, one file. */
  bridgeFile: string;
  environment: 'training' | 'sandbox' | 'live';
  /** Null: no port. Whether one is allowed is the entry's decision. */
  devtoolsPort: number | null;
  kiosk?: boolean;
  noSandbox?: boolean;
  windowSize?: { width: number; height: number } | 'full-screen';
  /** Hot reload: the page comes from this dev server instead of the bundle. */
  devUrl?: string | null;
  /** Further switches for Chromium, for tests. */
  extraFlags?: readonly string[];
  /** This process's own unless a test says otherwise. */
  env?: NodeJS.ProcessEnv;
  /** Chromium was told to start and boots; what else the counter needs can be made ready meanwhile. */
  started?: () => void;
  /** Sentences for a person. */
  warn?: (sentence: string) => void;
}

export interface ChromiumWindow {
  /** Resolves when the window is gone, whoever closed it. */
  closed: Promise<void>;
  /** WebSocket address of DevTools, where a port was asked for. */
  devtools: string | null;
  /** Closes the window; awaited, idempotent. The counter is not its to dispose. */
  close(): Promise<void>;
}

/** Opens the counter's window in the system's Chromium. Rejects with a ChromiumError that says why it cannot. */
export async function openChromiumWindow(options: ChromiumWindowOptions): Promise<ChromiumWindow> {
  const warn = options.warn ?? ((sentence: string) => process.stderr.write(`${sentence}\n`));
  const training = options.environment === 'training';
  try {
    return await openOnce(options, warn, { training, sandboxImpossible: false, started: options.started });
  } catch (error) {
    if (!(error instanceof NoSandbox)) throw error;
    const plan = afterNoSandbox(training);
    if (plan.kind === 'refused') throw new ChromiumError(plan.sentence);
    warn(plan.warning);
    return openOnce(options, warn, { training, sandboxImpossible: true, started: undefined });
  }
}

/** Chromium ended because this system allows it no sandbox. */
class NoSandbox extends Error {}

async function openOnce(
  options: ChromiumWindowOptions,
  warn: (sentence: string) => void,
  attempt: { training: boolean; sandboxImpossible: boolean; started: (() => void) | undefined },
): Promise<ChromiumWindow> {
  const devUrl = options.devUrl ?? null;
  const chromium = startChromium({
    training: attempt.training,
    sandboxImpossible: attempt.sandboxImpossible,
    noSandbox: options.noSandbox ?? false,
    kiosk: options.kiosk ?? false,
    windowSize: options.windowSize ?? { width: 1280, height: 800 },
    devtoolsPort: options.devtoolsPort,
    devHost: devUrl === null ? null : new URL(devUrl).hostname,
    extraFlags: options.extraFlags ?? [],
    env: options.env ?? process.env,
    warn,
  });
  attempt.started?.();
  // All of it takes less long than Chromium takes to boot.
  const library = import('puppeteer-core');
  const script = readFile(options.bridgeFile, 'utf8');
  script.catch(gone);
  const died = chromium.lastWords.then(({ text, noSandbox }) => {
    if (noSandbox && !attempt.sandboxImpossible) throw new NoSandbox();
    throw new ChromiumError(`Chromium ended before its window was open.${text === '' ? '' : `\n${text}`}`);
  });
  died.catch(gone);
  const attached = library.then(async (loaded) => attach(chromium, loaded, await script, options, warn));
  // A Chromium that ended says itself why; the library only notices that nobody answers.
  const failed = attached.catch(async (error: unknown) => {
    await Promise.race([died, pause(500)]);
    throw error;
  });
  failed.catch(gone);
  try {
    return await Promise.race([failed, died]);
  } catch (error) {
    await chromium.stop();
    throw error;
  }
}

async function attach(
  chromium: ChromiumProcess,
  { default: puppeteer }: typeof import('puppeteer-core'),
  script: string,
  options: ChromiumWindowOptions,
  warn: (sentence: string) => void,
): Promise<ChromiumWindow> {
  const devUrl = options.devUrl ?? null;
  const origin = windowOrigin(devUrl);
  const home = devUrl ?? `${chromiumOrigin}/`;
  const counter = Promise.resolve(options.counter);
  // Whoever opens the counter says why it could not; here it only means that nobody answers.
  counter.catch(gone);
  // A counter that could not open has one thing to say to its page: why.
  const answering = counter.then(
    ({ bridge: server }) => server,
    (error: unknown) => ({
      answer: async (): Promise<BridgeReply> => ({
        ok: false,
        code: 'failed',
        call: '',
        message: sentenceOf(error),
      }),
    }),
  );

  const browser = await puppeteer.connect({
    transport: chromium.transport,
    defaultViewport: null,
    networkEnabled: false,
    issuesEnabled: false,
  });
  const own = await browser.waitForTarget((target) => target.type() === 'page');
  const [browserSession, page] = await Promise.all([
    browser.target().createCDPSession(),
    own.createCDPSession(),
  ]);
  const { targetInfo } = await page.send('Target.getTargetInfo');
  // First, because it enables the Page domain: scripts for new documents only run in documents after that.
  await guardNavigation(page, { origin, home });
  const bundle = createBundleReader(options.bundleFolder);
  const [, , , bridge, stopReloading] = await Promise.all([
    guardBrowser(browserSession, origin),
    closeForeignWindows(browserSession, targetInfo.targetId),
    serveBundle(browserSession, {
      origin: chromiumOrigin,
      bundle,
      devOrigin: devUrl === null ? null : origin,
    }),
    openPageBridge(page, {
      // A page's id is its top frame's.
      frameId: targetInfo.targetId,
      home,
      script,
      bridge: answering,
    }),
    reloadAfterCrash(page, { home, warn, nowMs: () => performance.now() }),
  ]);
  const hearing = counter.then((ready) => ready.onEvent((event, body) => bridge.push(event, body)));
  hearing.catch(gone);
  await page.send('Page.navigate', { url: home });

  const stopAll = () => {
    bridge.stop();
    stopReloading();
    // Not awaited: a counter that never opens must not keep the window from being closed.
    hearing.then((stop) => stop()).catch(gone);
  };
  // A browser whose one window is closed has nothing left to show, on macOS too.
  browser.on('targetdestroyed', (target) => {
    if (target === own) void chromium.stop();
  });
  const closed = chromium.gone.then(stopAll);

  return {
    closed,
    devtools: await chromium.devtools(),
    async close() {
      await browserSession.send('Browser.close').catch(gone);
      await chromium.stop();
      await closed;
    },
  };
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
