import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const longestMs = 15_000;

/**
 * The WebSocket address of the browser's DevTools. A port it chose itself it writes into its folder; on a port it
 * was given it has to be asked. Null where nothing listens in time.
 */
export async function devtoolsAddress(
  folder: string,
  port: number,
  running: () => boolean,
): Promise<string | null> {
  const startedAt = performance.now();
  while (running() && performance.now() - startedAt < longestMs) {
    const address = port === 0 ? await written(folder) : await answered(port);
    if (address !== null) return address;
    await pause(20);
  }
  return null;
}

async function written(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'DevToolsActivePort'), 'utf8').catch(() => '');
  const [port, path] = text.split('\n');
  return port && path ? `ws://127.0.0.1:${port}${path}` : null;
}

async function answered(port: number): Promise<string | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
    const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl?: unknown };
    return typeof webSocketDebuggerUrl === 'string' ? webSocketDebuggerUrl : null;
  } catch {
    return null;
  }
}
