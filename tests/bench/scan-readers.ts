import { readFileSync } from 'node:fs';
import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  InvertedLuminanceSource,
  type LuminanceSource,
  QRCodeReader,
  RGBLuminanceSource,
} from '@zxing/library';
import { BarcodeDetector, prepareZXingModule as prepareDetector } from 'barcode-detector/ponyfill';
import jsQR from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Grey } from '../../renderer/scan/code-reader.ts';

/** What others read, each as its makers would have it used: the yardsticks of the counter's own reader. */
export type ReadPicture = (seen: Seen) => Promise<string | null>;

/** A picture in both forms: none of them has to make its own. */
export interface Seen {
  grey: Grey;
  rgba: ImageData;
}

const file = (path: string) =>
  Uint8Array.from(readFileSync(new URL(`../../node_modules/${path}`, import.meta.url))).buffer;
export const wasmBytes = () => file('zxing-wasm/dist/reader/zxing_reader.wasm');

function rgbaOf({ data, width, height }: Grey): ImageData {
  const pixels = new Uint8ClampedArray(width * height * 4);
  const words = new Uint32Array(pixels.buffer);
  for (const [at, value] of data.entries()) words[at] = 0xff000000 | (value * 0x010101);
  return new ImageData(pixels, width, height);
}

export function seen(grey: Grey): Seen {
  return { grey, rgba: rgbaOf(grey) };
}

export async function openYardsticks(): Promise<Readonly<Record<string, ReadPicture>>> {
  // Node has none, and the ponyfill asks by name.
  globalThis.ImageData ??= class {
    readonly colorSpace = 'srgb';
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  } as unknown as typeof ImageData;
  // Where a code is is not asked for.
  globalThis.DOMRectReadOnly ??= class {} as unknown as typeof DOMRectReadOnly;
  await prepareZXingModule({ overrides: { wasmBinary: wasmBytes() }, fireImmediately: true });
  await prepareDetector({
    overrides: { wasmBinary: file('barcode-detector/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm') },
    fireImmediately: true,
  });
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  const plain = new QRCodeReader();
  const tuned = new Map([[DecodeHintType.TRY_HARDER, true]]);
  const decode = (source: LuminanceSource, hints?: Map<DecodeHintType, unknown>) => {
    try {
      return plain.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
    } catch {
      return null;
    }
  };
  const sourceOf = ({ data, width, height }: Grey) =>
    new RGBLuminanceSource(new Uint8ClampedArray(data), width, height);
  return {
    'zxing-wasm': async ({ rgba }) => {
      const options = { tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true };
      const [found] = await readBarcodes(rgba, {
        ...options,
        formats: ['QRCode'],
        maxNumberOfSymbols: 1,
        textMode: 'Plain',
      });
      return found?.text ?? null;
    },
    '@zxing default': async ({ grey }) => decode(sourceOf(grey)),
    '@zxing tuned': async ({ grey }) => {
      const source = sourceOf(grey);
      return decode(source, tuned) ?? decode(new InvertedLuminanceSource(source), tuned);
    },
    'barcode-detector': async ({ rgba }) => (await detector.detect(rgba))[0]?.rawValue ?? null,
    jsQR: async ({ rgba }) => jsQR(new Uint8ClampedArray(rgba.data), rgba.width, rgba.height)?.data || null,
  };
}
