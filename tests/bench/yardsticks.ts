import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const blankPage = fileURLToPath(new URL('./blank-page.ts', import.meta.url));

/** A process whose first line of output is awaited. */
export interface Yardstick {
  child: ChildProcess;
  line: string;
  stop(): Promise<void>;
}

async function start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Yardstick> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    child.once('exit', (code) => reject(new Error(`A yardstick ended with ${code}.`)));
  });
  return {
    child,
    line,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Blank Chromium; `paintedMs` from its spawn. */
export async function startBlankPage(
  env: Readonly<Record<string, string>>,
): Promise<Yardstick & { paintedMs: number }> {
  const yardstick = await start([blankPage], env);
  return { ...yardstick, paintedMs: Number(yardstick.line.replace('PAINTED ', '')) };
}

/** A Node process that does nothing. */
export function startBareNode(): Promise<Yardstick> {
  return start(['-e', 'setInterval(() => {}, 1e6); process.stdout.write("UP\\n")'], {});
}
