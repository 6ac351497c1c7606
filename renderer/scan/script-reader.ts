import { BrowserQRCodeReader } from '@zxing/browser';
import {
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  InvertedLuminanceSource,
  type LuminanceSource,
  RGBLuminanceSource,
} from '@zxing/library';
import type { CodeReader, Found } from './code-reader.ts';

/** It would guess, and guesses wrong where a code says nothing about it. */
const utf8: [DecodeHintType, unknown] = [DecodeHintType.CHARACTER_SET, 'UTF-8'];

/** The engine without WebAssembly: slower and reads less, and runs wherever script runs. */
export function createScriptReader(): CodeReader {
  const readers = {
    fast: new BrowserQRCodeReader(new Map([utf8])),
    hard: new BrowserQRCodeReader(new Map([utf8, [DecodeHintType.TRY_HARDER, true]])),
  };

  function look(source: LuminanceSource, reader: BrowserQRCodeReader): Found | null {
    try {
      const result = reader.decodeBitmap(new BinaryBitmap(new HybridBinarizer(source)));
      // Three finder patterns (bottom left, top left, top right), from which the fourth corner follows.
      const [bottomLeft, topLeft, topRight] = result
        .getResultPoints()
        .map((point) => ({ x: point.getX(), y: point.getY() }));
      if (bottomLeft === undefined || topLeft === undefined || topRight === undefined) return null;
      const bottomRight = {
        x: topRight.x + bottomLeft.x - topLeft.x,
        y: topRight.y + bottomLeft.y - topLeft.y,
      };
      return { text: result.getText(), corners: [topLeft, topRight, bottomRight, bottomLeft] };
    } catch {
      // "Not found" and "cannot be decoded" are exceptions there.
      return null;
    }
  }

  return {
    async read({ data, width, height }, effort) {
      if (width === 0 || height === 0) return null;
      const grey = new Uint8ClampedArray(data.buffer, data.byteOffset, width * height);
      const source = new RGBLuminanceSource(grey, width, height);
      // It does not say what it found and could not read.
      const reader = readers[effort === 'fast' ? 'fast' : 'hard'];
      return look(source, reader) ?? look(new InvertedLuminanceSource(source), reader);
    },
  };
}
