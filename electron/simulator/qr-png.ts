import { PNG } from 'pngjs';
import { create } from 'qrcode';

const pixelsPerModule = 4;
const quietModules = 4;

/** Draws `text` as a black-on-white QR code (error correction M) in a PNG data URI. */
export function drawQrPng(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const side = (modules.size + 2 * quietModules) * pixelsPerModule;
  const png = new PNG({ width: side, height: side });
  png.data.fill(255);
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) blacken(png, row + quietModules, column + quietModules);
    }
  }
  const bytes = PNG.sync.write(png, {
    colorType: 0,
    inputHasAlpha: true,
    filterType: 0,
    deflateLevel: 6,
    deflateStrategy: 0,
  });
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

function blacken(png: PNG, row: number, column: number): void {
  for (let y = 0; y < pixelsPerModule; y++) {
    const start = ((row * pixelsPerModule + y) * png.width + column * pixelsPerModule) * 4;
    for (let i = start; i < start + pixelsPerModule * 4; i += 4) png.data.fill(0, i, i + 3);
  }
}
