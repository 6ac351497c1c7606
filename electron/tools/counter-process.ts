import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A counter run from outside, as a script or a test does it. */
export interface CounterProcess {
  child: ChildProcess;
  /** WebSocket address of its page's DevTools, or null. */
  devtools: string | null;
  /** Where its webhook listener is reached, or null. */
  webhook: string | null;
  /** Everything it printed so far. */
  stdout(): string;
  stderr(): string;
  /** Asks it to end and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** A power cut: SIGKILL, no goodbye. */
  kill(): Promise<void>;
  exited: Promise<number | null>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const entries = {
  chromium: fileURLToPath(new URL('../../dist/main/entry-chromium.js', import.meta.url)),
};

/** As the launcher starts it; a test holds the two together. */
export const launchedWith = {
  flags: ['--max-semi-space-size=4'],
  compileCache: fileURLToPath(new URL('../../node_modules/.cache/fex-counter/compile', import.meta.url)),
};

export interface CounterRun {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Longest wait for READY. */
  timeoutMs?: number;
}

/** The process alone, for runs that are meant to refuse to start. */
export function spawnCounter(run: CounterRun): Omit<CounterProcess, 'devtools' | 'webhook'> {
  const child = spawn(process.execPath, [...launchedWith.flags, entries.chromium, ...run.args], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: launchedWith.compileCache, ...process.env, ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // `close`, not `exit`: by then everything it printed has arrived.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return exited;
  };
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    exited,
  };
}

/** Starts the built counter beside Chromium and waits until a person could use it. */
export async function startCounter(run: CounterRun): Promise<CounterProcess> {
  const counter = spawnCounter(run);
  const { child } = counter;
  const line = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => fail('was not ready in time'), run.timeoutMs ?? 30_000);
    function fail(why: string) {
      clearTimeout(timer);
      reject(new Error(`The counter ${why}.\n${counter.stderr()}${counter.stdout()}`));
    }
    function look() {
      const ready = /^READY (.*)$/m.exec(counter.stdout())?.[1];
      if (ready === undefined) return;
      clearTimeout(timer);
      resolve(ready);
    }
    child.stdout?.on('data', look);
    void counter.exited.then((code) => fail(`ended with ${code}`));
  }).catch(async (error: unknown) => {
    await counter.kill();
    throw error;
  });
  const { devtools, webhook } = JSON.parse(line) as { devtools: string | null; webhook: string | null };
  return { ...counter, devtools, webhook };
}
