import type { Protocol } from 'puppeteer-core';
import type { BundleReader } from '../node/bundle-reader.ts';
import { type DevtoolsSession, gone } from './devtools-session.ts';

/**
 * Answers every request of every page from the bundle's folder, over the pipe: nothing listens, and what is
 * not the bundle fails. Enabled on the whole browser, so it also holds for targets we have not seen yet.
 */
export async function serveBundle(
  browser: DevtoolsSession,
  options: {
    origin: string;
    bundle: BundleReader;
    /** A dev server whose requests go through to the network; null in every build. */
    devOrigin: string | null;
  },
): Promise<void> {
  const { origin, bundle, devOrigin } = options;

  async function answer(paused: Protocol.Fetch.RequestPausedEvent): Promise<void> {
    const { requestId, request, resourceType } = paused;
    const from = originOf(request.url);
    if (devOrigin !== null && from === devOrigin) {
      await browser.send('Fetch.continueRequest', { requestId });
      return;
    }
    if (from !== origin) {
      // A refused document as "aborted" leaves the page that is there; any other reason would replace it by
      // an error page.
      const errorReason = resourceType === 'Document' ? 'Aborted' : 'BlockedByClient';
      await browser.send('Fetch.failRequest', { requestId, errorReason });
      return;
    }
    const found = await bundle.answer(request.method, request.url);
    await browser.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: found.status,
      responseHeaders: Object.entries(found.headers).map(([name, value]) => ({ name, value })),
      body: Buffer.from(found.body).toString('base64'),
    });
  }

  browser.on('Fetch.requestPaused', (paused) => {
    answer(paused).catch(gone);
  });
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

function originOf(url: string): string | null {
  try {
    return new URL(url).origin;
  } catch {
    return null;
  }
}
