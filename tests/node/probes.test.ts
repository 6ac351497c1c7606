import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createNetwork } from '../../electron/node/network.ts';
import { createProbes } from '../../electron/node/probes.ts';
import { plainNetwork } from '../../shared/network.ts';
import { selfSigned } from './self-signed.ts';
import { httpServer, httpsServer, tcpServer } from './servers.ts';
import { tempFolder } from './temp-folder.ts';

function probes(folder = tempFolder(), caFile = '') {
  return createProbes({ folder, network: createNetwork({ ...plainNetwork, caFile }, {}) });
}

it('looks names up', async () => {
  expect(await probes().lookUp('localhost')).toBe('found');
  expect(await probes().lookUp('[::1]')).toBe('found');
  expect(await probes().lookUp('counter.invalid')).not.toBe('found');
});

it('sees whose certificate a server shows, and for how long, and sends it nothing', async () => {
  const own = selfSigned();
  let requests = 0;
  const server = await httpsServer(own, (_, response) => {
    requests += 1;
    response.end();
  });
  const url = `https://localhost:${server.port}/`;
  expect(await probes().reach(url)).toEqual({ ok: false, why: 'tls' });
  const caFile = join(tempFolder(), 'ca.pem');
  writeFileSync(caFile, own.cert);
  const seen = await probes(undefined, caFile).reach(url);
  expect(seen).toEqual({ ok: true, certificate: { daysLeft: expect.any(Number), issuer: 'localhost' } });
  const { daysLeft } = (seen as { certificate: { daysLeft: number } }).certificate;
  expect(daysLeft).toBeGreaterThan(0.9);
  expect(daysLeft).toBeLessThan(1.1);
  expect(requests).toBe(0);
  await expect.poll(server.open).toBe(0);
});

it('tells a plain server, one that is not there and one that speaks something else', async () => {
  const plain = await httpServer((_, response) => response.end());
  expect(await probes().reach(`http://127.0.0.1:${plain.port}/`)).toEqual({ ok: true, certificate: null });
  expect(await probes().reach(`https://127.0.0.1:${plain.port}/`)).toEqual({ ok: false, why: 'tls' });
  expect(await probes().reach('not an address')).toEqual({ ok: false, why: 'unreachable' });
  const gone = await tcpServer((socket) => socket.destroy());
  expect(await probes().reach(`https://127.0.0.1:${gone.port}/`)).toEqual({ ok: false, why: 'tls' });
});

it('measures the journal and the disk it is on', async () => {
  const folder = tempFolder();
  expect(await probes(folder).journalFile()).toEqual({ bytes: 0, checkedSeq: 0 });
  writeFileSync(join(folder, 'journal.db'), 'x'.repeat(3000));
  writeFileSync(join(folder, 'journal.db-wal'), 'x'.repeat(500));
  writeFileSync(join(folder, 'journal.checked.json'), JSON.stringify({ seq: 7, hash: 'a', atMs: 1 }));
  expect(await probes(folder).journalFile()).toEqual({ bytes: 3500, checkedSeq: 7 });
  expect(await probes(folder).freeBytes()).toBeGreaterThan(0);
  expect(await probes(join(folder, 'gone')).freeBytes()).toBe(null);
});
