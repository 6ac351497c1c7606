import jsQR from 'jsqr';
import { PNG } from 'pngjs';

/** What a customer's camera reads in a picture of the screen: the code's text, or null. */
export function readCode(png: Uint8Array): string | null {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  const found = jsQR(new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height);
  return found === null ? null : new TextDecoder().decode(Uint8Array.from(found.binaryData));
}
