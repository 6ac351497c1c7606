import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface OwnDisplay {
  /** DISPLAY and XAUTHORITY of an X server of our own. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts Xvfb on a free display, locked with a cookie as a real desktop's is. The screen is one pixel larger than
 * `size`: Chromium makes a window that is exactly as large as its screen one pixel smaller both ways, so that no
 * window manager takes it for full-screen, and then a page of this size could not be had.
 */
export async function startDisplay(size = '1280x800'): Promise<OwnDisplay> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-display-'));
  const cookie = join(folder, 'Xauthority');
  await writeFile(cookie, cookieForAnyDisplay(), { mode: 0o600 });
  const [width = 1280, height = 800] = size.split('x').map(Number);
  const screen = `${width + 1}x${height + 1}x24`;
  const args = ['-displayfd', '3', '-auth', cookie, '-screen', '0', screen, '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    const answer = server.stdio[3] as Readable;
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.endsWith('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return {
    env: { DISPLAY: `:${number}`, XAUTHORITY: cookie },
    async stop() {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One entry in xauth's format whose family is "any", so that it needs no display number. */
function cookieForAnyDisplay(): Buffer {
  const field = (data: Buffer) => Buffer.concat([Buffer.from([data.length >> 8, data.length & 255]), data]);
  return Buffer.concat([
    Buffer.from([0xff, 0xff]),
    field(Buffer.alloc(0)),
    field(Buffer.alloc(0)),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(randomBytes(16)),
  ]);
}
