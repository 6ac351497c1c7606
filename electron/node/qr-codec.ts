import jsqr, { type QRCode } from 'jsqr';
import { PNG } from 'pngjs';
import { create } from 'qrcode';
import type { QrCodec, QrMatrix } from '../core/ports.ts';

/**
 * Pixels a module is drawn with for reading back. With one the reader misses small codes; with two it read every
 * code that was tried. The larger picture is the second look before a code counts as unreadable.
 */
const readScales = [2, 4];
const quietZone = 4;
const maxPngLength = 200_000;
const maxPngSide = 2000;
const pngStart = 'data:image/png;base64,';

interface Picture {
  width: number;
  height: number;
  /** Four bytes a pixel. */
  data: Uint8ClampedArray;
}

/** QR codes through `qrcode`, `jsqr` and `pngjs`. Nothing here throws. */
export function createQrCodec(): QrCodec {
  return { encode, read, readPng };
}

/** Draws and reads one code, so that the first sale does not wait for the libraries to be compiled. */
export function warmUpQrCodec(codec: QrCodec): boolean {
  const text = `warm-up ${'x'.repeat(300)}`;
  const matrix = codec.encode(text, 'M');
  return matrix !== null && codec.read(matrix) === text;
}

function encode(text: string, level: 'L' | 'M'): QrMatrix | null {
  // A code of nothing can be drawn, and nothing can be done with it.
  if (text === '') return null;
  try {
    const bytes = new TextEncoder().encode(text);
    const { modules } = create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: level });
    let bits = '';
    for (const module of modules.data) bits += module ? '1' : '0';
    return { size: modules.size, bits };
  } catch {
    return null;
  }
}

function read(matrix: QrMatrix): string | null {
  for (const scale of readScales) {
    const text = decode(draw(matrix, scale));
    if (text !== null) return text;
  }
  return null;
}

function draw(matrix: QrMatrix, scale: number): Picture | null {
  const { size, bits } = matrix;
  // 21 to 177 are the sizes a code can have; anything else would only cost memory.
  if (size < 21 || size > 177 || bits.length !== size * size) return null;
  const width = (size + 2 * quietZone) * scale;
  const pixels = new Uint32Array(width * width).fill(0xffffffff);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (bits[row * size + column] !== '1') continue;
      const left = (column + quietZone) * scale;
      for (let line = 0; line < scale; line += 1) {
        const start = ((row + quietZone) * scale + line) * width + left;
        pixels.fill(0xff000000, start, start + scale);
      }
    }
  }
  return { width, height: width, data: new Uint8ClampedArray(pixels.buffer) };
}

function readPng(dataUrl: string): string | null {
  if (!dataUrl.startsWith(pngStart) || dataUrl.length > maxPngLength) return null;
  try {
    const bytes = Buffer.from(dataUrl.slice(pngStart.length), 'base64');
    // The size is said in the header: a picture that unpacks to gigabytes is refused before it does.
    const width = bytes.readUInt32BE(16);
    const height = bytes.readUInt32BE(20);
    if (width < 21 || height < 21 || width > maxPngSide || height > maxPngSide) return null;
    const { data } = PNG.sync.read(bytes);
    const picture = onWhite({ width, height, data: new Uint8ClampedArray(data) });
    return decode(picture) ?? decode(framed(picture));
  } catch {
    return null;
  }
}

/** Many codes are drawn on nothing at all, and nothing is black to the reader. */
function onWhite(picture: Picture): Picture {
  const { data } = picture;
  for (let at = 0; at < data.length; at += 4) {
    const cover = (data[at + 3] ?? 255) / 255;
    if (cover === 1) continue;
    for (let color = at; color < at + 3; color += 1)
      data[color] = (data[color] ?? 0) * cover + 255 * (1 - cover);
    data[at + 3] = 255;
  }
  return picture;
}

/** The same picture larger and with a white margin: small modules and a missing quiet zone stop the reader. */
function framed(picture: Picture): Picture | null {
  const scale = picture.width * picture.height < 300 * 300 ? 3 : 1;
  const margin = 24;
  const width = picture.width * scale + 2 * margin;
  const height = picture.height * scale + 2 * margin;
  const from = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height);
  const to = new Uint32Array(width * height).fill(0xffffffff);
  for (let y = 0; y < picture.height * scale; y += 1) {
    const source = Math.floor(y / scale) * picture.width;
    const target = (y + margin) * width + margin;
    for (let x = 0; x < picture.width * scale; x += 1) {
      to[target + x] = from[source + Math.floor(x / scale)] ?? 0xffffffff;
    }
  }
  return { width, height, data: new Uint8ClampedArray(to.buffer) };
}

function decode(picture: Picture | null): string | null {
  if (!picture) return null;
  try {
    const found = jsqr(picture.data, picture.width, picture.height, { inversionAttempts: 'dontInvert' });
    return found && textOf(found);
  } catch {
    return null;
  }
}

/** The bytes read as UTF-8, as they were written; the reader's own text only where they are not. */
function textOf(code: QRCode): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(code.binaryData),
    );
  } catch {
    return code.data === '' ? null : code.data;
  }
}
