import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill | undefined;
let proxy: Server | undefined;
afterEach(async () => {
  await till?.close();
  till = undefined;
  proxy?.closeAllConnections();
  proxy?.close();
});

const sheet = (open: OpenTill) => open.page.locator('dialog.sheet');
const badge = (open: OpenTill) => open.page.locator('.connection');

/** What a reverse proxy or a tunnel does: passes everything on to the counter's port. */
async function startProxy(port: () => number): Promise<number> {
  proxy = createServer((incoming: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port: port(), method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy?.listen(0, '127.0.0.1', resolve));
  return (proxy.address() as AddressInfo).port;
}

/** A port that nobody had a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a manager sets up the listener, the self-test proves it, and the badge tells the truth', async () => {
  const port = await freePort();
  const publicPort = await startProxy(() => port);
  till = await openTill({ webhooks: true });
  await till.until('keypad');
  await badge(till).getByText('Polling').waitFor();

  await till.press('Settings');
  await till.press('News from FEX');
  await sheet(till).getByText('With a public address').waitFor();
  await till.press('Change');
  await till.press('This computer only');
  await till.page.getByLabel('Port').fill(String(port));
  await till.page.getByLabel('Public address').fill('http://till.example');
  await till.press('Save');
  await sheet(till).getByText('has to begin with https://').waitFor();
  await till.page.getByLabel('Public address').fill(`http://127.0.0.1:${publicPort}`);
  await till.press('Save');
  await sheet(till).getByText('The self-test arrived').waitFor();
  await sheet(till).getByText('Live: news arrive by themselves.').waitFor();
  await sheet(till).getByText(`http://127.0.0.1:${publicPort}/webhooks/`).waitFor();
  await till.press('Close');
  await badge(till).getByText('Live').waitFor();

  // A sale's webhook comes the same way, and is told by name.
  const { control } = till.fex.engine;
  await till.ringUp('500');
  await till.press(/^Charge/);
  await till.until('showing-qr');
  control.pay(till.ada, { intentId: control.intents()[0]?.id ?? '' });
  await till.until('paid');
  await till.press('Next sale');

  // The tunnel ends: the next test finds out.
  proxy?.closeAllConnections();
  await new Promise((resolve) => proxy?.close(resolve));
  await till.press('Settings');
  await till.press('News from FEX');
  await expect
    .poll(async () => {
      const again = till?.page.getByRole('button', { name: 'Test now' });
      if (await again?.isEnabled()) await again?.click();
      return sheet(till as OpenTill).innerText();
    })
    .toContain('nothing takes calls at the public address');
  await sheet(till).getByText('Polling: FEX is asked').waitFor();
  await till.press('Close');
  await badge(till).getByText('Polling').waitFor();

  // The next start knows where to listen, and that nothing is proved.
  await till.restart();
  await till.until('keypad');
  expect(till.counter.webhook).toBe(`http://127.0.0.1:${port}`);
});

test('a port that is taken is said in words, and the till charges on', async () => {
  const port = await startProxy(() => 0);
  till = await openTill({ webhooks: true });
  await till.press('Settings');
  await till.press('News from FEX');
  await till.press('Change');
  await till.page.getByLabel('Port').fill(String(port));
  await till.press('Save');
  await sheet(till).getByText('Another program on this computer uses this port').waitFor();
  await till.press('Close');
  const { control } = till.fex.engine;
  await till.ringUp('700');
  await till.press(/^Charge/);
  await till.until('showing-qr');
  control.pay(till.ada, { intentId: control.intents()[0]?.id ?? '' });
  await till.until('paid');
});
