import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import type { CodeReader, Effort, Grey, Sight } from './code-reader.ts';

const common = {
  formats: ['QRCode'],
  // What stands in the code, not what a person would want to see of it.
  textMode: 'Plain',
  maxNumberOfSymbols: 1,
} as const satisfies ReaderOptions;

const hard = {
  ...common,
  tryHarder: true,
  tryRotate: true,
  tryDownscale: true,
  tryInvert: true,
  tryDenoise: true,
} as const satisfies ReaderOptions;

const options: Readonly<Record<Effort, ReaderOptions>> = {
  // Dark mode is not rare: inverted codes are looked for on every frame.
  fast: { ...common, tryHarder: false, tryRotate: false, tryDownscale: false, tryInvert: true },
  hard,
  // By itself: what is found and unread would end the search for what can be read.
  find: { ...hard, returnErrors: true },
};

/** Where the engine's WebAssembly is: its address, or in a test its bytes. The library's own default is a CDN. */
export type WasmPlace = { url: string } | { bytes: ArrayBuffer };

/** zxing-cpp as WebAssembly. Rejects where it will not start. */
export async function createWasmReader(place: WasmPlace): Promise<CodeReader> {
  const overrides = 'url' in place ? { locateFile: () => place.url } : { wasmBinary: place.bytes };
  await prepareZXingModule({ overrides, fireImmediately: true });
  return {
    async read(picture, effort) {
      if (picture.width === 0 || picture.height === 0) return null;
      try {
        const [first] = await readBarcodes(asPgm(picture), options[effort]);
        return first === undefined ? null : sightOf(first);
      } catch (error) {
        // Out of memory in a huge picture, say: the next one is smaller, or none was readable.
        console.error(error);
        return null;
      }
    },
  };
}

function sightOf({ text, isValid, position }: Awaited<ReturnType<typeof readBarcodes>>[number]): Sight {
  const { topLeft, topRight, bottomRight, bottomLeft } = position;
  return { text: isValid ? text : null, corners: [topLeft, topRight, bottomRight, bottomLeft] };
}

/**
 * The engine takes four bytes a pixel, or a picture file. A file of grey bytes (PGM) has the grey bytes in it as they
 * are, which is a quarter of the work and saves several milliseconds a frame.
 */
function asPgm({ data, width, height }: Grey): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}
