import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { tempFolder } from './temp-folder.ts';

const script = fileURLToPath(new URL('child-append-connect.ts', import.meta.url));

/** Why this system cannot show what the kernel was asked, or null. */
function whyNot(): string | null {
  if (process.platform !== 'linux') return 'strace is Linux’s';
  const tried = spawnSync('strace', ['-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (tried.error) return process.getuid?.() === 0 ? null : 'strace is not installed, and this user may not';
  return tried.status === 0 ? null : `ptrace is not permitted here (${tried.stderr.trim()})`;
}

/** Calls in the order in which they ended; one that was interrupted in the log counts where it is resumed. */
function callsIn(log: string): string[] {
  const begun = new Map<string, string>();
  return log.split('\n').flatMap((line) => {
    const [, pid = '', call = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const unfinished = /^(.*) <unfinished \.\.\.>$/.exec(call);
    if (unfinished) {
      begun.set(pid, unfinished[1] ?? '');
      // A connection counts from where it begins.
      return call.startsWith('connect(') ? [call] : [];
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(call);
    if (!resumed) return [call];
    const whole = `${begun.get(pid) ?? ''}${resumed[1]}`;
    return whole.startsWith('connect(') ? [] : [whole];
  });
}

it('has the row on the disk before the first byte goes out, by the kernel’s own account', async (context) => {
  const reason = whyNot();
  if (reason !== null) {
    console.log(`Skipped: ${reason}.`);
    return context.skip(reason);
  }
  const server = createServer((_request, response) => void response.end('{}')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = tempFolder();
  const log = join(tempFolder(), 'strace');
  const reference = 'REFERENCE-THAT-IS-LOOKED-FOR';
  const calls = 'trace=pwrite64,pwritev,write,writev,sendto,sendmsg,fdatasync,fsync,connect';
  const child = spawn(
    'strace',
    [
      ...['-f', '-y', '-s', '8192', '-e', calls, '-o', log],
      ...[process.execPath, script, folder, `http://127.0.0.1:${port}/`, reference],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child, 'close');
  expect(said).toBe('answer\n');

  const order = callsIn(readFileSync(log, 'utf8'));
  const wal = 'journal.db-wal>';
  const written = order.findIndex(
    (call) => call.startsWith('pwrite') && call.includes(wal) && call.includes(reference),
  );
  const synced = order.findIndex(
    (call, at) => at > written && /^f(data)?sync\(/.test(call) && call.includes(wal) && / = 0$/.test(call),
  );
  const connected = order.findIndex((call) => call.startsWith('connect(') && call.includes(`htons(${port})`));
  const sent = order.findIndex(
    (call) => /^(write|writev|sendto|sendmsg)\(/.test(call) && call.includes('POST / HTTP'),
  );
  expect(written).toBeGreaterThanOrEqual(0);
  expect(synced).toBeGreaterThan(written);
  expect(connected).toBeGreaterThan(synced);
  expect(sent).toBeGreaterThan(connected);
}, 30_000);
