import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionTransport } from 'puppeteer-core';
import { devtoolsAddress } from '../node/devtools-address.ts';
import { chromiumFlags } from './chromium-flags.ts';
import { makeChromiumHome, sweepOldHomes } from './chromium-home.ts';
import { canRun, chromiumVariable, findChromium, thisComputer } from './find-chromium.ts';
import { nobodyCommand, planSandbox, saysNoSandbox } from './sandbox-plan.ts';

export interface ChromiumOptions {
  training: boolean;
  noSandbox: boolean;
  /** This system was found to allow no sandbox: root is given up all the same. */
  sandboxImpossible?: boolean;
  kiosk: boolean;
  windowSize: { width: number; height: number } | 'full-screen';
  /** Null: nothing listens; 0: any free port. */
  devtoolsPort: number | null;
  devHost: string | null;
  extraFlags: readonly string[];
  /** Where the display, its cookie and the browser's name are looked up. */
  env: NodeJS.ProcessEnv;
  /** Told to a person on stderr. */
  warn: (sentence: string) => void;
}

export interface ChromiumProcess {
  transport: ConnectionTransport;
  /** Resolves when the process is gone and its folder removed. */
  gone: Promise<void>;
  /** Resolves when the process is gone, with the last of what it said. */
  lastWords: Promise<LastWords>;
  /** The DevTools address, where a port was asked for. */
  devtools(): Promise<string | null>;
  /** Asks it to end, insists after two seconds. Idempotent. */
  stop(): Promise<void>;
}

export interface LastWords {
  text: string;
  /** It ended because this system allows it no sandbox. */
  noSandbox: boolean;
}

/** A sentence for a person; the counter cannot open its window. */
export class ChromiumError extends Error {
  override name = 'ChromiumError';
}

/** Starts Chromium and returns at once: what is needed next can be made ready while it boots. */
export function startChromium(options: ChromiumOptions): ChromiumProcess {
  const { env } = options;
  const binary = findChromium(thisComputer(env));
  if (binary === null) throw new ChromiumError(notFound(env[chromiumVariable]));
  const plan = planSandbox({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    setpriv: findSetpriv(env.PATH),
    training: options.training,
    noSandbox: options.noSandbox,
  });
  if (plan.kind === 'refused') throw new ChromiumError(plan.sentence);
  if (plan.kind === 'without') options.warn(plan.warning);

  const home = makeChromiumHome({ asNobody: plan.kind === 'as-nobody', env });
  const flags = chromiumFlags({
    userData: home.userData,
    kiosk: options.kiosk,
    windowSize: options.windowSize,
    devtoolsPort: options.devtoolsPort,
    devHost: options.devHost,
    hasGpu: hasGpu(),
    sandbox: plan.kind !== 'without' && !options.sandboxImpossible,
    extra: options.extraFlags,
  });
  const wrapper =
    plan.kind === 'as-nobody' ? nobodyCommand(plan.setpriv, home.groups) : { command: binary, args: [] };
  const child = spawn(
    wrapper.command,
    [...wrapper.args, ...(plan.kind === 'as-nobody' ? [binary] : []), ...flags],
    {
      env: { ...env, ...home.env },
      // Not our stdout, which belongs to whoever started us; what it says on stderr is noise unless it is its last.
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      // A Ctrl+C in the terminal reaches us first; we close the journal, then the window.
      detached: process.platform !== 'win32',
      windowsHide: false,
    },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said = error.message;
      resolve();
    });
  });
  let said = '';
  let noSandbox = false;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    // Before it is cut: a long stack trace follows.
    noSandbox ||= saysNoSandbox(said);
    said = said.slice(-2000);
  });
  // Its last words may arrive after its end; a helper may hold the pipe longer than anybody waits.
  const heard = exited.then(() =>
    Promise.race([child.stderr === null || child.stderr.closed || once(child.stderr, 'close'), pause(200)]),
  );
  // A crash handler that outlives it holds the other ends, which would keep us from ending.
  void heard.then(() => {
    for (const pipe of child.stdio) pipe?.destroy();
  });
  void sweepOldHomes();

  return {
    transport: pipeTransport(child, exited),
    gone: exited.then(() => home.remove()),
    lastWords: heard.then(() => ({ text: withoutStack(said), noSandbox })),
    devtools: () =>
      options.devtoolsPort === null
        ? Promise.resolve(null)
        : devtoolsAddress(home.userData, options.devtoolsPort, () => child.exitCode === null),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        const insist = setTimeout(() => child.kill('SIGKILL'), 2000);
        await exited;
        clearTimeout(insist);
      }
      await home.remove();
    },
  };
}

/** A crash of Chromium prints addresses and registers, which tell a person nothing. */
function withoutStack(words: string): string {
  const lines = words.split('\n');
  return lines
    .filter((line) => !/^#\d+ 0x|^\s*(r\d+|[a-z]{2,3}): [\da-f]{16}|^\[end of stack trace\]/.test(line))
    .join('\n')
    .trim();
}

function notFound(named: string | undefined): string {
  if (named) return `${chromiumVariable} names ${named}, which cannot be run.`;
  return process.platform === 'linux'
    ? 'No Chromium was found. Install it (Debian: apt-get install chromium) or, for training, name one in FEX_COUNTER_CHROMIUM.'
    : 'No Chromium, Chrome or Edge was found. Install one or, for training, name it in FEX_COUNTER_CHROMIUM.';
}

function findSetpriv(path: string | undefined): string | null {
  const folders = (path ?? '').split(delimiter).concat('/usr/bin', '/bin');
  return folders.map((folder) => join(folder, 'setpriv')).find(canRun) ?? null;
}

function hasGpu(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  } catch {
    return false;
  }
}

/** DevTools messages over the inherited pipe, one JSON text per NUL. */
function pipeTransport(child: ChildProcess, exited: Promise<void>): ConnectionTransport {
  const write = child.stdio[3] as Writable;
  const read = child.stdio[4] as Readable;
  const transport: ConnectionTransport = {
    send(message) {
      if (write.writable) write.write(`${message}\0`);
      // It ended before anybody listened: who asks now would wait for minutes, and keep the process alive.
      else setImmediate(() => transport.onclose?.());
    },
    close() {
      write.end();
    },
  };
  let parts: Buffer[] = [];
  read.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      parts.push(chunk.subarray(start, end));
      const message = Buffer.concat(parts).toString('utf8');
      parts = [];
      start = end + 1;
      // One message a turn, so that a reply's promise runs before the event after it.
      setImmediate(() => transport.onmessage?.(message));
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  });
  // A pipe that breaks is a Chromium that is going; `exited` tells.
  write.on('error', () => {});
  read.on('error', () => {});
  void exited.then(() => setImmediate(() => transport.onclose?.()));
  return transport;
}
