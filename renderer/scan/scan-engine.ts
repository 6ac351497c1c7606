import type { Advice } from './advice.ts';
import type { PictureState } from './picture-watch.ts';
import type { FromWorker, ScanRead, ToWorker } from './scan-messages.ts';
import workerUrl from './scan-worker.ts?worker&url';

/** What somebody who opened a camera hears. */
export interface ScanHearer {
  read(read: ScanRead): void;
  state(state: PictureState): void;
  advice(advice: Advice): void;
  /** The reader does not run on this computer, or fell over. */
  failed(): void;
}

type FrameStream = new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<VideoFrame> };

let worker: Worker | null = null;
let watches = 0;
let hearer: { watch: number; hear: ScanHearer; next(): void } | null = null;

/** Starts the reader before the first customer holds up a phone: its WebAssembly is compiled by then. */
export function warmReader(): void {
  open();
}

function open(): Worker {
  if (worker !== null) return worker;
  const opened = new Worker(trusted(workerUrl), { type: 'module' });
  opened.onmessage = ({ data: message }: MessageEvent<FromWorker>) => {
    if (message.kind === 'ready' || message.watch !== hearer?.watch) return;
    if (message.kind === 'read') hearer.hear.read(message.read);
    else if (message.kind === 'state') hearer.hear.state(message.state);
    else if (message.kind === 'advice') hearer.hear.advice(message.advice);
    else hearer.next();
  };
  opened.onerror = (event) => {
    console.error(event.message);
    opened.terminate();
    if (worker === opened) worker = null;
    hearer?.hear.failed();
  };
  worker = opened;
  return opened;
}

/** Has the frames of a camera read until it is told to stop; one camera at a time. */
export function watchTrack(track: MediaStreamTrack, video: HTMLVideoElement, hear: ScanHearer): () => void {
  const watch = ++watches;
  const reader = open();
  const post = (message: ToWorker, moved: Transferable[] = []): void => reader.postMessage(message, moved);
  const Stream = (globalThis as { MediaStreamTrackProcessor?: FrameStream }).MediaStreamTrackProcessor;
  if (Stream !== undefined) {
    hearer = { watch, hear, next: () => {} };
    const frames = new Stream({ track }).readable;
    post({ kind: 'watch', watch, frames }, [frames]);
  } else {
    hearer = { watch, hear, next: () => void show().catch(console.error) };
    post({ kind: 'watch', watch, frames: null });
    void show().catch(console.error);
  }

  /** Without a stream of frames: the next picture of the video, once the one before was read. */
  async function show(): Promise<void> {
    await new Promise((shown) => video.requestVideoFrameCallback(shown));
    const picture = await createImageBitmap(video);
    post({ kind: 'picture', watch, picture }, [picture]);
  }

  return () => {
    if (hearer?.watch === watch) hearer = null;
    post({ kind: 'stop', watch });
  };
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

/** The page's policy lets no string become an address of script; this one address it does. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('counter', {
    createScriptURL(wanted) {
      if (wanted !== workerUrl) throw new TypeError('not the address of the worker');
      return wanted;
    },
  });
  return policy?.createScriptURL(url) ?? url;
}
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
