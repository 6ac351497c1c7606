import { lookup } from 'node:dns/promises';
import { stat, statfs } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { version } from '../../shared/version.ts';
import type { Probes, Reach } from '../core/ports.ts';
import { openConnection, targetOf } from './http-connect.ts';
import { journalFileName } from './journal.ts';
import { readChecked } from './journal-checked.ts';
import type { OwnNetwork } from './network.ts';

const day = 86_400_000;
const connectBoundMs = 5000;

/** Looks at the machine for the diagnostics; it asks and changes nothing. */
export function createProbes(parts: { folder: string; network: Pick<OwnNetwork, 'way'> }): Probes {
  const { folder, network } = parts;
  const file = join(folder, journalFileName);

  return {
    async lookUp(host) {
      try {
        await lookup(host.replace(/^\[|\]$/g, ''));
        return 'found';
      } catch (error) {
        // EAI_AGAIN: the server for names does not answer, or there is none.
        return (error as NodeJS.ErrnoException).code === 'ENOTFOUND' ? 'unknown' : 'no-answer';
      }
    },
    reach: (url) =>
      new Promise((resolve) => {
        const parsed = URL.parse(url);
        const target = parsed && targetOf(parsed);
        if (!target) return resolve({ ok: false, why: 'unreachable' });
        openConnection(target, network.way(), connectBoundMs, (error, socket) => {
          if (error !== null || socket === null) {
            return resolve({ ok: false, why: error?.why ?? 'unreachable' });
          }
          socket.on('error', () => {});
          resolve({ ok: true, certificate: certificateOf(socket) });
          socket.destroy();
        });
      }),
    async journalFile() {
      const sizes = await Promise.all(
        [file, `${file}-wal`].map((path) =>
          stat(path).then(
            ({ size }) => size,
            () => 0,
          ),
        ),
      );
      return { bytes: sizes.reduce((sum, size) => sum + size, 0), checkedSeq: readChecked(file).seq };
    },
    freeBytes: () =>
      statfs(folder).then(
        ({ bavail, bsize }) => bavail * bsize,
        () => null,
      ),
    versions: {
      app: version,
      node: `${process.versions.node}${process.versions.electron ? `, Electron ${process.versions.electron}` : ''}`,
      system: `${process.platform} ${release()}, ${process.arch}`.slice(0, 200),
    },
  };
}

/** Whose word the other side's certificate is, and for how long. */
function certificateOf(socket: unknown): Extract<Reach, { ok: true }>['certificate'] {
  if (!(socket instanceof TLSSocket)) return null;
  const { valid_to, issuer } = socket.getPeerCertificate();
  const name = issuer?.O ?? issuer?.CN ?? '';
  return {
    daysLeft: (Date.parse(valid_to) - Date.now()) / day,
    issuer: String(Array.isArray(name) ? name[0] : name).slice(0, 100),
  };
}
