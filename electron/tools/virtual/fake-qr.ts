import type { QrCodec } from '../../core/ports.ts';

/** Codes without drawing: what was encoded is what is read. Set `broken` to play a code that cannot be read back. */
export interface FakeQr extends QrCodec {
  broken: boolean;
  /** What each PNG says; the simulator's pictures are `png:` and the text. */
  png: (dataUrl: string) => string | null;
}

export function createFakeQr(): FakeQr {
  const drawn = new Map<string, string>();
  const fake: FakeQr = {
    broken: false,
    png: (dataUrl) =>
      dataUrl.startsWith(picturePrefix) ? decodeURIComponent(dataUrl.slice(picturePrefix.length)) : null,
    encode(text) {
      const bits = `1${String(drawn.size)}`;
      drawn.set(bits, text);
      return { size: 21, bits };
    },
    read: (matrix) => (fake.broken ? null : (drawn.get(matrix.bits) ?? null)),
    readPng: (dataUrl) => fake.png(dataUrl),
  };
  return fake;
}

const picturePrefix = 'data:image/png;base64,';
/** The drawing half for the simulator's engine. */
export const drawFakePng = (text: string) => `${picturePrefix}${encodeURIComponent(text)}`;
