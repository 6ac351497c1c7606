import type { Grey } from './code-reader.ts';

/** Pictures of pictures, for looks that the engine itself does not take. */

/** Half as wide and as high: what is finer than the code's modules (a screen's grid, noise) is averaged away. */
export function halved({ data, width, height }: Grey): Grey {
  const [w, h] = [width >> 1, height >> 1];
  const small = new Uint8Array(w * h);
  for (let y = 0, to = 0; y < h; y++)
    for (let x = 0, at = 2 * y * width; x < w; x++, at += 2, to++)
      small[to] =
        ((data[at] as number) +
          (data[at + 1] as number) +
          (data[at + width] as number) +
          (data[at + width + 1] as number) +
          2) >>
        2;
  return { data: small, width: w, height: h };
}

/** A part of it, cut to what there is. */
export function cropped(
  { data, width, height }: Grey,
  area: { left: number; top: number; right: number; bottom: number },
): Grey & { left: number; top: number } {
  const left = Math.max(0, Math.floor(area.left));
  const top = Math.max(0, Math.floor(area.top));
  const w = Math.max(0, Math.min(width, Math.ceil(area.right)) - left);
  const h = Math.max(0, Math.min(height, Math.ceil(area.bottom)) - top);
  const part = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    const from = (top + y) * width + left;
    part.set(data.subarray(from, from + w), y * w);
  }
  return { data: part, width: w, height: h, left, top };
}

/** The mean of the square of so many pixels each way round each pixel. */
function boxMean(data: Uint8Array, width: number, height: number, reach: number): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array(data.length);
  const mean = new Uint8Array(data.length);
  const scale = 65536 / (2 * reach + 1);
  for (let y = 0; y < height; y++) {
    const line = y * width;
    let sum = (data[line] as number) * (reach + 1);
    for (let x = 1; x <= reach; x++) sum += data[line + Math.min(x, width - 1)] as number;
    for (let x = 0; x < width; x++) {
      rows[line + x] = (sum * scale) >> 16;
      sum +=
        (data[line + Math.min(x + reach + 1, width - 1)] as number) -
        (data[line + Math.max(x - reach, 0)] as number);
    }
  }
  // Row by row with a sum for each column: memory is read in the order it lies in.
  const sums = new Int32Array(width);
  for (let x = 0; x < width; x++) sums[x] = (rows[x] as number) * (reach + 1);
  for (let y = 1; y <= reach; y++) {
    const line = Math.min(y, height - 1) * width;
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (rows[line + x] as number);
  }
  for (let y = 0; y < height; y++) {
    const [line, next, last] = [
      y * width,
      Math.min(y + reach + 1, height - 1) * width,
      Math.max(y - reach, 0) * width,
    ];
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number;
      mean[line + x] = (sum * scale) >> 16;
      sums[x] = sum + (rows[next + x] as number) - (rows[last + x] as number);
    }
  }
  return mean;
}

/** A little blurred: noise and grids go, modules stay. */
export function softened({ data, width, height }: Grey, reach: number): Grey {
  return { data: boxMean(data, width, height, reach), width, height };
}

/**
 * Each place as bright and as rich in contrast as any other: under a reflection or in the dark there is still ink and
 * ground, only close together.
 */
export function levelled(grey: Grey, reach: number): Grey {
  const { data, width, height } = grey;
  const mean = boxMean(data, width, height, reach);
  const level = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) level[at] = Math.abs((data[at] as number) - (mean[at] as number));
  const spread = boxMean(level, width, height, reach);
  for (let at = 0; at < data.length; at++) {
    const value = 128 + (((data[at] as number) - (mean[at] as number)) * 50) / ((spread[at] as number) + 4);
    level[at] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  return { data: level, width, height };
}

/** So many times as large, with what lies between two pixels between them. */
export function enlarged({ data, width, height }: Grey, times: number): Grey {
  const [w, h] = [Math.round(width * times), Math.round(height * times)];
  const large = new Uint8Array(w * h);
  if (width < 2 || height < 2) return { data: large, width: w, height: h };
  for (let y = 0; y < h; y++) {
    const fromY = Math.max(0, Math.min(height - 1.001, (y + 0.5) / times - 0.5));
    const [row, below] = [Math.floor(fromY), fromY % 1];
    for (let x = 0; x < w; x++) {
      const fromX = Math.max(0, Math.min(width - 1.001, (x + 0.5) / times - 0.5));
      const [column, right] = [Math.floor(fromX), fromX % 1];
      const at = row * width + column;
      large[y * w + x] =
        ((data[at] as number) * (1 - right) + (data[at + 1] as number) * right) * (1 - below) +
        ((data[at + width] as number) * (1 - right) + (data[at + width + 1] as number) * right) * below;
    }
  }
  return { data: large, width: w, height: h };
}

/** Edges steeper: the mean of what is round a pixel is taken away from it, so many times over. */
export function sharpened(grey: Grey, reach: number, amount: number): Grey {
  const { data, width, height } = grey;
  const mean = boxMean(data, width, height, reach);
  const sharp = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const value = (data[at] as number) + amount * ((data[at] as number) - (mean[at] as number));
    sharp[at] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  return { data: sharp, width, height };
}
