import { PNG } from 'pngjs';
import { toDataURL } from 'qrcode';
import { describe, expect, it } from 'vitest';
import { createQrCodec, warmUpQrCodec } from '../../electron/node/qr-codec.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';

const codec = createQrCodec();
const png = (buffer: Buffer) => `data:image/png;base64,${buffer.toString('base64')}`;

describe('drawing a code and reading it back', () => {
  it.each([
    ['an address', 'https://pay.fex.example/i/pi_01J9Z?amount=12.50'],
    ['one character', '1'],
    ['three scripts and a smile', 'Grüße العربية 漢字 🙂'],
    ['a byte order mark and a zero', '\ufeffa\u0000b'],
  ])('keeps %s', (_, text) => {
    for (const level of ['L', 'M'] as const) {
      const matrix = codec.encode(text, level);
      expect(matrix?.bits).toHaveLength((matrix?.size ?? 0) ** 2);
      expect(matrix && codec.read(matrix)).toBe(text);
    }
  });

  it('keeps payloads of every size up to and beyond 350 bytes', () => {
    const random = createFakeRandom(7);
    for (let length = 10; length <= 450; length += 11) {
      const text = Array.from({ length }, () =>
        String.fromCharCode(33 + Math.floor(random.next() * 90)),
      ).join('');
      const matrix = codec.encode(text, length % 2 ? 'L' : 'M');
      expect(matrix && codec.read(matrix)).toBe(text);
    }
  });

  it('says null for what does not fit or is no code', () => {
    expect(codec.encode('x'.repeat(2953), 'L')?.size).toBe(177);
    expect(codec.encode('x'.repeat(2954), 'L')).toBeNull();
    expect(codec.encode('', 'M')).toBeNull();
    expect(codec.read({ size: 21, bits: '0'.repeat(441) })).toBeNull();
    expect(codec.read({ size: 21, bits: '01' })).toBeNull();
    expect(codec.read({ size: 5000, bits: '1'.repeat(25_000_000) })).toBeNull();
  });

  it('reads what the matrix says, not what was meant', () => {
    const one = codec.encode('amount=1', 'M');
    const two = codec.encode('amount=2', 'M');
    expect(one?.bits).not.toBe(two?.bits);
    expect(two && codec.read(two)).toBe('amount=2');
  });

  it('is warm after it was warmed', () => {
    expect(warmUpQrCodec(codec)).toBe(true);
  });
});

describe('reading a picture', () => {
  const text = `https://pay.fex.example/${'a1'.repeat(150)}?n=ü`;

  it.each([
    ['as FEX draws it', {}],
    ['with one pixel a module', { scale: 1 }],
    ['without a margin', { margin: 0, scale: 4 }],
    ['on nothing', { color: { light: '#0000', dark: '#000f' }, scale: 3 }],
    ['large', { scale: 20 }],
  ])('reads a code %s', async (_, options) => {
    expect(codec.readPng(await toDataURL(text, options))).toBe(text);
  });

  it('reads short codes with one pixel a module, which the reader alone misses', async () => {
    for (const short of ['a1b2c', 'pi_01J9ZK3', 'https://fex.example/i/1']) {
      expect(codec.readPng(await toDataURL(short, { scale: 1, margin: 0 }))).toBe(short);
    }
  });

  it('says null, and throws nothing, for anything else', async () => {
    const whole = await toDataURL(text);
    const bytes = Buffer.from(whole.slice(whole.indexOf(',') + 1), 'base64');
    const flipped = Buffer.from(bytes);
    for (let at = 60; at < flipped.length; at += 7) flipped[at] = (flipped[at] ?? 0) ^ 0xff;
    const blank = new PNG({ width: 200, height: 200 });
    blank.data.fill(255);
    const huge = Buffer.from(bytes);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    const bad = [
      '',
      'data:image/png;base64,',
      'data:image/png;base64,####',
      'data:image/jpeg;base64,AAAA',
      'https://pay.fex.example/qr.png',
      png(Buffer.from('<html>not found</html>'.repeat(20))),
      png(bytes.subarray(0, 40)),
      png(bytes.subarray(0, bytes.length / 2)),
      png(flipped),
      png(huge),
      png(PNG.sync.write(blank)),
      png(PNG.sync.write(new PNG({ width: 1, height: 1 }))),
    ];
    for (const url of bad) expect(codec.readPng(url)).toBeNull();
  });

  it('does not even look at one that is too long or too wide', async () => {
    const whole = await toDataURL(text);
    expect(codec.readPng(whole + 'A'.repeat(200_000 - whole.length + 1))).toBeNull();
    const wide = await toDataURL(text, { width: 2400 });
    expect(wide.length).toBeLessThan(200_000);
    expect(codec.readPng(wide)).toBeNull();
  });
});
