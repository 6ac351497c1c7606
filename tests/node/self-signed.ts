import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const day = 86_400_000;

/** A certificate that nobody signed but itself, made anew so that it never expires. For 127.0.0.1, too. */
export function selfSigned(
  fromMs = Date.now() - day,
  untilMs = Date.now() + day,
  host = 'localhost',
): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = seq(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const name = seq(tag(0x31, seq(oid(0x55, 0x04, 0x03), tag(0x0c, Buffer.from(host)))));
  const validity = seq(time(fromMs), time(untilMs));
  const names = seq(tag(0x82, Buffer.from(host)), tag(0x87, Buffer.from([127, 0, 0, 1])));
  const authority = seq(oid(0x55, 0x1d, 0x13), tag(0x04, seq(tag(0x01, Buffer.from([0xff])))));
  const extensions = tag(0xa3, seq(seq(oid(0x55, 0x1d, 0x11), tag(0x04, names)), authority));
  const body = seq(
    tag(0xa0, integer(2)),
    integer(1),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const der = seq(body, algorithm, tag(0x03, Buffer.concat([Buffer.from([0]), signature(body, privateKey)])));
  const base64 = der.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

function signature(body: Buffer, key: KeyObject): Buffer {
  return sign('sha256', body, key);
}

function tag(kind: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

function seq(...parts: Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts));
}

function oid(...bytes: number[]): Buffer {
  return tag(0x06, Buffer.from(bytes));
}

function integer(value: number): Buffer {
  return tag(0x02, Buffer.from([value]));
}

function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return tag(0x17, Buffer.from(`${digits}Z`));
}
