import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { adviceFor } from './advice.ts';
import type { Grey } from './code-reader.ts';
import { createFrameReading } from './frame-reading.ts';
import { createGreyFrames, greyOf } from './grey-frame.ts';
import { openReader } from './open-reader.ts';
import { createPictureWatch, type PictureState } from './picture-watch.ts';
import type { FromWorker, ToWorker } from './scan-messages.ts';

/** Reads codes out of a camera's frames, off the page's thread. No frame leaves it, only what was read. */

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};
const tell = (message: FromWorker): void => scope.postMessage(message);

const opened = openReader({ url: wasmUrl });
void opened.then(({ engine }) => tell({ kind: 'ready', engine }));

interface Watch {
  number: number;
  see(frame: Grey): Promise<void>;
  stop(): void;
}

let watching: Watch | null = null;

function startWatch(number: number): Watch {
  const pictures = createPictureWatch(performance.now());
  const reading = opened.then(({ reader }) =>
    createFrameReading(reader, (frame, corners) =>
      tell({ kind: 'advice', watch: number, advice: adviceFor(frame, corners) }),
    ),
  );
  let said: PictureState = 'fine';
  const look = setInterval(() => {
    const state = pictures.state(performance.now());
    if (state !== said) tell({ kind: 'state', watch: number, state });
    said = state;
  }, 500);
  return {
    number,
    async see(frame) {
      const startMs = performance.now();
      pictures.see(frame, startMs);
      const found = await (await reading)(frame);
      if (found === null || watching?.number !== number) return;
      const { width, height } = frame;
      tell({
        kind: 'read',
        watch: number,
        read: { ...found, width, height, ms: performance.now() - startMs },
      });
    },
    stop: () => clearInterval(look),
  };
}

/** The stream keeps one frame, the newest: while one is read, those in between are let go. */
async function readFrames(watch: Watch, frames: ReadableStream<VideoFrame>): Promise<void> {
  const toGrey = createGreyFrames();
  const stream = frames.getReader();
  while (watching === watch) {
    const { done, value: frame } = await stream.read();
    if (done) return;
    let grey: Grey | null;
    try {
      grey = await toGrey(frame);
    } finally {
      // The camera has only so many to give.
      frame.close();
    }
    if (grey !== null) await watch.see(grey);
  }
  await stream.cancel();
}

function greyOfPicture(picture: ImageBitmap): Grey | null {
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  picture.close();
  const pixels = context?.getImageData(0, 0, width, height);
  return pixels === undefined ? null : greyOf(pixels.data, width, height);
}

scope.onmessage = ({ data: message }) => {
  if (message.kind === 'watch') {
    watching?.stop();
    watching = startWatch(message.watch);
    if (message.frames !== null) readFrames(watching, message.frames).catch(console.error);
    return;
  }
  if (watching?.number !== message.watch) return;
  if (message.kind === 'stop') {
    watching.stop();
    watching = null;
    return;
  }
  const grey = greyOfPicture(message.picture);
  const done = (): void => tell({ kind: 'done', watch: message.watch });
  if (grey === null) done();
  else watching.see(grey).then(done, console.error);
};
