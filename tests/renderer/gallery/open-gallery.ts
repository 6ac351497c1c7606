import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { build } from 'vite';
import { findChromium, thisComputer } from '../../../electron/shell-chromium/find-chromium.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** A built gallery on loopback and a browser to look at it with. */
export interface OpenGallery {
  origin: string;
  browser: Browser;
  close(): Promise<void>;
}

export async function openGallery(builtInto: string): Promise<OpenGallery> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const file = join(builtInto, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(await readFile(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  try {
    const browser = await chromium.launch({
      executablePath: findChromium(thisComputer(process.env)) ?? 'chromium',
      // Its only page is ours, and root may not sandbox.
      args: ['--no-sandbox', '--headless'],
    });
    return {
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      browser,
      async close() {
        await browser.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same, built anew from the sources as they are. */
export async function buildGallery(): Promise<OpenGallery> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-gallery-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await build({
      configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
      build: { outDir: folder, minify: false },
      logLevel: 'error',
    });
    const opened = await openGallery(folder);
    return { ...opened, close: () => opened.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
