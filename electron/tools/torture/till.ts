import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventBody } from '../../../shared/contract.ts';
import type { PaymentView } from '../../../shared/payment-view.ts';
import { launchedWith } from '../counter-process.ts';
import type { CounterPage, WindowHouse } from './window.ts';

/** The folder the build left the main process in. */
export const builtMain = fileURLToPath(new URL('../../../dist/main', import.meta.url));

/** One life of the built counter, from its start to its end. */
export interface Till {
  /** Resolves once its page may press buttons; rejects where it ended before that. */
  ready: Promise<CounterPage>;
  /** What its screen shows; null before it showed anything. */
  view(): PaymentView | null;
  /** What it showed first. */
  firstView(): PaymentView | null;
  isAlive(): boolean;
  /** A power cut. */
  kill(): Promise<void>;
  /** The end of a working day; resolves with the exit code. */
  stop(): Promise<number | null>;
  exited: Promise<number | null>;
  /** What it said on stderr. */
  said(): string;
}

export interface TillPlace {
  house: WindowHouse;
  /** Folder for its temporary files. */
  folder: string;
  profile: string;
  config: string;
  main: string;
}

export function startTill(place: TillPlace, seen: (view: PaymentView) => void): Till {
  const opened = place.house.nextPage();
  const entry = join(place.main, 'entry-chromium.js');
  const args = [entry, '--no-sandbox', '--profile', place.profile, '--config', place.config];
  const child: ChildProcess = spawn(process.execPath, [...launchedWith.flags, ...args], {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: launchedWith.compileCache,
      TMPDIR: place.folder,
      ...place.house.env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  let view: PaymentView | null = null;
  let first: PaymentView | null = null;
  const show = (next: PaymentView) => {
    view = next;
    seen(next);
  };

  async function open(): Promise<CounterPage> {
    const page = await opened;
    page.onEvent(({ event, body }) => {
      if (event === 'payment.changed') show((body as EventBody<'payment.changed'>).payment);
    });
    const { payment } = await page.call('app.snapshot', null);
    first = payment;
    show(payment);
    await page.call('app.painted', null);
    return page;
  }
  const ready = Promise.race([
    open(),
    exited.then((code) => Promise.reject(new Error(`the counter ended with ${code}: ${said.trim()}`))),
  ]);
  ready.catch(() => {});

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exited;
  };
  return {
    ready,
    exited,
    view: () => view,
    firstView: () => first,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    said: () => said,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
  };
}
