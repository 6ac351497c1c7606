import type { CodeReader, Effort, Found, Grey } from './code-reader.ts';

/** What a frame held, and how it was read. */
export interface FrameRead extends Found {
  path: Effort;
}

/**
 * Reads frame after frame: each one fast, and every second miss again with all the engine can do, so that an
 * easy code never waits for a hard look at the frame before it.
 */
export function createFrameReading(reader: CodeReader): (frame: Grey) => Promise<FrameRead | null> {
  let misses = 0;
  return async (frame) => {
    const found = await reader.read(frame, 'fast');
    if (found !== null) {
      misses = 0;
      return { ...found, path: 'fast' };
    }
    misses++;
    if (misses % 2 === 0) return null;
    const hard = await reader.read(frame, 'hard');
    return hard === null ? null : { ...hard, path: 'hard' };
  };
}
