import { useEffect } from 'react';
import { listCameras } from './camera.ts';
import { warmReader } from './scan-engine.ts';

/** Makes the reader ready while nobody waits for it; a till without a camera does without it. */
export function useWarmReader(wanted: boolean): void {
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!wanted || devices === undefined) return;
    const idle = requestIdleCallback(() => {
      listCameras(devices).then((cameras) => {
        if (cameras.length > 0) warmReader();
      }, console.error);
    });
    return () => cancelIdleCallback(idle);
  }, [wanted]);
}
