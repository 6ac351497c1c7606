import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isIP } from 'node:net';
import { WebhookDoorError } from '../core/ports.ts';

/** Far more than a chain of certificates needs. */
const maxBytes = 256 * 1024;

/**
 * Reads the certificate and the key a manager named and says in one word what is wrong with them, before anything
 * listens: a listener that no sender trusts would be taken for one. Both stay in memory only.
 */
export function readCertificate(
  files: { certFile: string; keyFile: string; publicHost: string | null },
  nowMs = Date.now(),
): { cert: string; key: string } {
  const cert = readBounded(files.certFile, 'certificate-unreadable').text;
  const first = parse(cert);
  if (first === null)
    throw new WebhookDoorError('certificate-unreadable', 'The file holds no PEM certificate.');
  const { text: key, mode } = readBounded(files.keyFile, 'key-unreadable');
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new WebhookDoorError(
      'key-open-to-others',
      'Others on this computer can read the private key: chmod 600.',
    );
  const trouble = troubleWith(first, keyOf(key), files.publicHost, nowMs);
  if (trouble !== null) throw trouble;
  return { cert, key };
}

function troubleWith(
  cert: X509Certificate,
  key: KeyObject,
  host: string | null,
  nowMs: number,
): WebhookDoorError | null {
  if (!cert.checkPrivateKey(key))
    return new WebhookDoorError('key-not-matching', 'The private key is not the one of this certificate.');
  if (cert.validToDate.getTime() <= nowMs)
    return new WebhookDoorError('certificate-expired', `The certificate was valid until ${cert.validTo}.`);
  if (cert.validFromDate.getTime() > nowMs)
    return new WebhookDoorError('certificate-not-yet', `The certificate is valid from ${cert.validFrom} on.`);
  if (host !== null && !isFor(cert, host.replace(/^\[|\]$/g, '')))
    return new WebhookDoorError('certificate-other-name', 'The certificate is not for the public address.');
  return null;
}

function isFor(cert: X509Certificate, host: string): boolean {
  return (isIP(host) ? cert.checkIP(host) : cert.checkHost(host)) !== undefined;
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function keyOf(pem: string): KeyObject {
  // Its text is not looked at any further: an error must not quote it.
  if (/ENCRYPTED/.test(pem))
    throw new WebhookDoorError('key-password', 'The private key is locked with a password.');
  try {
    return createPrivateKey(pem);
  } catch {
    throw new WebhookDoorError('key-unreadable', 'The file holds no PEM private key.');
  }
}

/** One open file for the look at its mode and for its text: it cannot be another one in between. */
function readBounded(
  path: string,
  reason: 'certificate-unreadable' | 'key-unreadable',
): { text: string; mode: number } {
  try {
    const file = openSync(path, 'r');
    try {
      const { mode, size } = fstatSync(file);
      if (size > maxBytes) throw new Error('too large');
      const bytes = Buffer.alloc(maxBytes);
      const read = readSync(file, bytes, 0, maxBytes, 0);
      return { text: bytes.toString('utf8', 0, read), mode };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'too large';
    throw new WebhookDoorError(reason, `${path} cannot be read (${code}).`);
  }
}
