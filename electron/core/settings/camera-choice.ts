import { anyCamera, type CameraChoice, cameraChoiceSchema } from '../../../shared/camera.ts';
import { type Done, done, failed } from '../../../shared/failures.ts';
import type { Log, Store } from '../ports.ts';
import type { Save } from './saved.ts';

/** This till's camera; apart from its looks, because it does not go to the next counter with them. */
export function keepCamera(options: {
  store: Store;
  save: Save;
  log: Log;
  onChange(camera: CameraChoice): void;
}): { view(): CameraChoice; choose(camera: CameraChoice): Done } {
  const { store, save, log, onChange } = options;
  let camera = readCamera(store, log);
  return {
    view: () => camera,
    choose(next) {
      if (!save('camera', next)) return failed('settings-not-saved');
      camera = next;
      onChange(camera);
      return done;
    },
  };
}

function readCamera(store: Store, log: Log): CameraChoice {
  const stored = store.read('camera');
  if (stored === null || stored === undefined) return anyCamera;
  const parsed = cameraChoiceSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  log.warn('settings.unreadable', { part: 'camera' });
  return anyCamera;
}
