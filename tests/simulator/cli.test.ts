import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { readCliOptions, UsageError } from '../../electron/simulator/cli-options.ts';

const main = join(import.meta.dirname, '../../electron/simulator/main.ts');

test('settings come from the file, then from --set', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sim-'));
  const file = join(folder, 's.json');
  writeFileSync(file, JSON.stringify({ qrData: 'uri', refundSettleMs: 5 }));
  const options = readCliOptions([
    '--settings',
    file,
    '--set',
    'refundSettleMs=7',
    '--set',
    'scanByCounterToken=403',
    '--set',
    'cancelledWebhook=true',
    '--set',
    'wrongStatusCode=422',
  ]);
  expect(options.settings).toEqual({
    qrData: 'uri',
    refundSettleMs: 7,
    scanByCounterToken: '403',
    cancelledWebhook: true,
    wrongStatusCode: 422,
  });
  await rm(folder, { recursive: true });
});

test.each([
  [['--port', '99999'], '--port'],
  [['--bogus'], '--bogus'],
  [['--set', 'nothing=1'], 'nothing'],
  [['--set', 'qrData'], 'name=value'],
  [['--set', 'qrData=xml'], 'qrData'],
  [['--settings', '/no/such/file'], '/no/such/file'],
  [['--webhook-url', 'ftp://x'], '--webhook-url'],
  [['--tls-key', 'x'], '--tls-cert'],
])('%j is refused in one sentence', (args, word) => {
  const attempt = () => readCliOptions(args);
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(word);
});

test('runs by itself, says where it is in its first line, and stops on SIGTERM', async () => {
  const child = spawn(
    process.execPath,
    [main, '--set', 'currency=EUR', '--webhook-url', 'http://127.0.0.1:9/'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = String((await lines.next()).value);
  expect(first.startsWith('SIMULATOR ')).toBe(true);
  const { origin } = JSON.parse(first.slice('SIMULATOR '.length));
  expect((await fetch(`${origin}/health`)).status).toBe(200);
  let config = '';
  while (!config.includes('"apiUrl"')) config = String((await lines.next()).value);
  expect(JSON.parse(config)).toMatchObject({
    apiUrl: origin,
    currency: 'EUR',
    counterId: expect.any(String),
  });
  // An expiry and a webhook retry under way must not keep it alive.
  const planted = { method: 'POST', body: JSON.stringify({ amountMinor: 100 }) };
  const intent = (await (await fetch(`${origin}/__sim/intents`, planted)).json()) as { id: string };
  const order = { event: 'payment.completed', intentId: intent.id };
  await fetch(`${origin}/__sim/webhooks/send`, { method: 'POST', body: JSON.stringify(order) });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('a bad command line exits with 2', async () => {
  const result = await new Promise<{ code: unknown; text: string }>((resolve) => {
    execFile(process.execPath, [main, '--port', 'x'], (error, _out, text) =>
      resolve({ code: error?.code, text }),
    );
  });
  expect(result).toEqual({ code: 2, text: '--port must be a number from 0 to 65535, not "x".\n' });
});
