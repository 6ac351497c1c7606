import type { Advice } from './advice.ts';
import type { Point } from './code-reader.ts';
import type { ReadPath } from './frame-reading.ts';
import type { PictureState } from './picture-watch.ts';

/** Between the page and the worker that reads. `watch` numbers one look through a camera, from open to close. */
export type ToWorker =
  | { kind: 'watch'; watch: number; frames: ReadableStream<VideoFrame> | null }
  /** Where frames cannot be handed over as a stream: one picture, and the next when it is `done`. */
  | { kind: 'picture'; watch: number; picture: ImageBitmap }
  | { kind: 'stop'; watch: number };

/** Which engine reads: zxing-cpp, or where WebAssembly does not start the one in script. */
export type EngineName = 'wasm' | 'script';

/** A code in a frame. */
export interface ScanRead {
  text: string;
  corners: readonly Point[];
  width: number;
  height: number;
  path: ReadPath;
  /** Time the engine took for this frame. */
  ms: number;
}

export type FromWorker =
  | { kind: 'ready'; engine: EngineName }
  | { kind: 'read'; watch: number; read: ScanRead }
  | { kind: 'state'; watch: number; state: PictureState }
  | { kind: 'advice'; watch: number; advice: Advice }
  | { kind: 'done'; watch: number };
