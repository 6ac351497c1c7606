import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Deliver, DeliverResult, OutgoingWebhook } from './ports.ts';

/** Posts webhooks over real HTTP on a fresh connection; redirects are not followed, bodies of answers not read. */
export const deliverOverHttp: Deliver = (webhook) =>
  new Promise<DeliverResult>((resolve) => {
    const fail = (error: Error) => resolve({ failure: error.message || 'failed' });
    try {
      post(webhook, resolve, fail);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });

function post(
  { url, headers, body, signal }: OutgoingWebhook,
  done: (result: DeliverResult) => void,
  fail: (error: Error) => void,
): void {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const bytes = Buffer.from(body, 'utf8');
  const outgoing = send(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-length': bytes.length,
      'user-agent': 'fex-simulator',
      connection: 'close',
    },
    agent: false,
    signal,
  });
  outgoing.on('error', fail);
  outgoing.on('response', (response) => {
    response.resume();
    response.on('error', () => {});
    response.on('close', () => done({ status: response.statusCode ?? 0 }));
  });
  outgoing.end(bytes);
}
