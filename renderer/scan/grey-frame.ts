import type { Grey } from './code-reader.ts';

/** Formats whose first plane is the brightness of each pixel: nothing has to be computed. */
const withBrightness = ['I420', 'I420A', 'I422', 'I444', 'NV12'];

/** The grey of a camera's frame. The memory is used again for the next frame of the same size. */
export function createGreyFrames(): (frame: VideoFrame) => Promise<Grey | null> {
  let memory = new Uint8Array(0);
  return async (frame) => {
    const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
    if (width === 0 || height === 0) return null;
    const isBright = frame.format !== null && withBrightness.includes(frame.format);
    const options: VideoFrameCopyToOptions = isBright ? {} : { format: 'RGBA' };
    const size = frame.allocationSize(options);
    if (memory.length < size) memory = new Uint8Array(size);
    const [plane] = await frame.copyTo(memory, options);
    if (!isBright) return greyOf(memory, width, height);
    if (plane === undefined) return null;
    if (plane.stride === width && plane.offset === 0)
      return { data: memory.subarray(0, width * height), width, height };
    const data = new Uint8Array(width * height);
    for (let row = 0; row < height; row++) {
      const from = plane.offset + row * plane.stride;
      data.set(memory.subarray(from, from + width), row * width);
    }
    return { data, width, height };
  };
}

/** Four bytes a pixel to one, in the weights of the eye. */
export function greyOf(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Grey {
  const data = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < data.length; pixel++, at += 4)
    data[pixel] = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29 + 128) >> 8;
  return { data, width, height };
}
