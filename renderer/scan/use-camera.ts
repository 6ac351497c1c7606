import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CameraChoice } from '../../shared/camera.ts';
import { counter } from '../stores/counter-link.ts';
import type { Advice } from './advice.ts';
import { type CameraState, openCamera } from './camera.ts';
import type { PictureState } from './picture-watch.ts';
import { watchTrack } from './scan-engine.ts';
import type { ScanRead } from './scan-messages.ts';

export interface CameraView {
  state: CameraState;
  picture: PictureState;
  /** What would help with a code that is seen and cannot be read. */
  advice: Advice | null;
  /** What was read last, while its outline is shown. */
  read: ScanRead | null;
}

/** How long an outline stays behind a code that moves. */
const outlineMs = 400;
/** How long advice stays: it is repeated twice as often while it holds, and is read before it goes. */
const adviceMs = 1800;

/** The camera, on for as long as what calls this is on the screen; `take` gets every code that is read. */
export function useCamera(
  choice: CameraChoice,
  video: RefObject<HTMLVideoElement | null>,
  take: (text: string) => void,
): CameraView {
  const { on, device } = choice;
  const [state, setState] = useState<CameraState>({ kind: on ? 'starting' : 'off' });
  const [picture, setPicture] = useState<PictureState>('fine');
  const [read, setRead] = useState<ScanRead | null>(null);
  const [advice, setAdvice] = useState<Advice | null>(null);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a device is its id and its name, not the object they came in
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!on || devices === undefined) {
      setState(on ? { kind: 'trouble', why: 'failed' } : { kind: 'off' });
      return;
    }
    return openCamera(devices, { ...choice, on, device }, setState);
  }, [on, device?.id, device?.name]);

  const stream = state.kind === 'on' ? state.stream : null;
  useEffect(() => {
    const [element, track] = [video.current, stream?.getVideoTracks()[0]];
    if (stream === null || element === null || track === undefined) return;
    element.srcObject = stream;
    setPicture('fine');
    counter().call('camera.seen', null).catch(console.error);
    let outline: ReturnType<typeof setTimeout> | undefined;
    let advised: ReturnType<typeof setTimeout> | undefined;
    const stop = watchTrack(track, element, {
      read(one) {
        clearTimeout(outline);
        outline = setTimeout(() => setRead(null), outlineMs);
        setRead(one);
        setAdvice(null);
        latest.current(one.text);
      },
      state: setPicture,
      advice(one) {
        clearTimeout(advised);
        advised = setTimeout(() => setAdvice(null), adviceMs);
        setAdvice(one);
      },
      failed: () => setState({ kind: 'trouble', why: 'no-reader' }),
    });
    return () => {
      stop();
      clearTimeout(outline);
      clearTimeout(advised);
      setRead(null);
      setAdvice(null);
      element.srcObject = null;
    };
  }, [stream, video]);
  return { state, picture, advice, read };
}
