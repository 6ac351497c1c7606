import type { CameraChoice } from '../../shared/camera.ts';

/** Why there is no picture; each says on the screen what to do. */
export type CameraTrouble =
  | 'missing' // none is connected
  | 'chosen-missing' // others may be, but not the one that was chosen
  | 'denied' // the system does not let us
  | 'busy' // another program has it
  | 'failed'
  | 'no-reader'; // there is a picture, and nothing to read codes with

export type CameraState =
  | { kind: 'off' }
  | { kind: 'starting' }
  | { kind: 'on'; stream: MediaStream }
  | { kind: 'trouble'; why: CameraTrouble };

export type CameraDevices = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

/** A camera that another program has may be free again soon. */
const againAfterMs = 2000;

/** The camera that was chosen, by its id, or after the browser forgot its ids by its name; null if it is not there. */
export function findCamera(
  cameras: readonly MediaDeviceInfo[],
  { device }: CameraChoice,
): MediaDeviceInfo | null {
  if (device === null) return cameras[0] ?? null;
  return (
    cameras.find(({ deviceId }) => deviceId === device.id) ??
    cameras.find(({ label }) => label !== '' && label === device.name) ??
    null
  );
}

export async function listCameras(devices: CameraDevices): Promise<MediaDeviceInfo[]> {
  return (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
}

/**
 * Holds one camera open from now until it is told to stop, and says how that goes. A camera that is pulled out is
 * waited for; one that another program has is asked for again.
 */
export function openCamera(
  devices: CameraDevices,
  choice: CameraChoice,
  hear: (state: CameraState) => void,
): () => void {
  let open = true;
  let state: CameraState = { kind: 'starting' };
  let asking = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  function say(next: CameraState): void {
    if (!open) return;
    state = next;
    hear(next);
  }

  async function ask(): Promise<void> {
    if (asking || !open || state.kind === 'on') return;
    asking = true;
    clearTimeout(again);
    const next = await takeOne(devices, choice);
    asking = false;
    if (!open) {
      if (next.kind === 'on') release(next.stream);
      return;
    }
    if (next.kind === 'on') {
      for (const track of next.stream.getVideoTracks())
        track.addEventListener('ended', () => {
          say({ kind: 'starting' });
          void ask();
        });
    } else if (next.kind === 'trouble' && (next.why === 'busy' || next.why === 'failed'))
      again = setTimeout(() => void ask(), againAfterMs);
    say(next);
  }

  const onChange = (): void => void ask();
  devices.addEventListener('devicechange', onChange);
  say(state);
  void ask();
  return () => {
    open = false;
    clearTimeout(again);
    devices.removeEventListener('devicechange', onChange);
    if (state.kind === 'on') release(state.stream);
  };
}

async function takeOne(devices: CameraDevices, choice: CameraChoice): Promise<CameraState> {
  try {
    const camera = findCamera(await listCameras(devices), choice);
    if (camera === null)
      return { kind: 'trouble', why: choice.device === null ? 'missing' : 'chosen-missing' };
    const stream = await devices.getUserMedia({
      audio: false,
      video: {
        ...(camera.deviceId === '' ? {} : { deviceId: { exact: camera.deviceId } }),
        width: { ideal: 1280 },
        height: { ideal: 720 },
        frameRate: { ideal: 30 },
      },
    });
    return { kind: 'on', stream };
  } catch (error) {
    return { kind: 'trouble', why: troubleOf(error) };
  }
}

function troubleOf(error: unknown): CameraTrouble {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  console.error(error);
  return 'failed';
}

/** The lamp beside the lens goes out. */
function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
