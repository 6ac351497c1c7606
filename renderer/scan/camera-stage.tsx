import { Camera, ScanBarcode } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ScannerDrawing } from '../components/scanner-drawing.tsx';
import { keepFocus } from '../logic/keep-focus.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { till } from '../stores/till-store.ts';
import type { ScanRead } from './scan-messages.ts';
import { type CameraView, useCamera } from './use-camera.ts';

/** What the camera sees, lit as being on, and one line under it: what to do. Without a camera, a scanner is drawn. */
export function CameraStage({ take }: { take: (text: string) => void }) {
  const { t } = useTranslation();
  const { camera } = useSnapshot();
  const video = useRef<HTMLVideoElement>(null);
  const view = useCamera(camera, video, take);
  const isOn = view.state.kind === 'on';
  return (
    <div className="scan-stage">
      <div className="scan-picture" data-camera={view.state.kind}>
        {isOn ? (
          <div className="camera-view" data-mirrored={camera.facing === 'cashier' ? '' : undefined}>
            <video ref={video} autoPlay muted playsInline disablePictureInPicture />
            <Outline read={view.read} />
          </div>
        ) : (
          <ScannerDrawing />
        )}
        {isOn ? (
          <p className="camera-lamp">
            <span aria-hidden="true" />
            {t('camera.on')}
          </p>
        ) : null}
        <button
          type="button"
          className="camera-button"
          {...keepFocus}
          onClick={() => till.openSheet('camera')}
        >
          <Camera aria-hidden="true" />
          <span>{t('camera.button')}</span>
        </button>
      </div>
      <p className="scan-coaching" role="status">
        {isOn ? <Camera aria-hidden="true" /> : <ScanBarcode aria-hidden="true" />}
        <span>{t(coachingOf(view))}</span>
      </p>
    </div>
  );
}

function coachingOf({ state, picture, advice }: CameraView) {
  if (state.kind === 'trouble') return `camera.trouble.${state.why}` as const;
  if (state.kind === 'on')
    return advice !== null && picture === 'fine'
      ? (`camera.advice.${advice}` as const)
      : (`camera.picture.${picture}` as const);
  return state.kind === 'off' ? 'scan.coaching' : 'camera.starting';
}

/** Snaps round the code that was read. The picture fills its place, so that its edges may be cut off. */
function Outline({ read }: { read: ScanRead | null }) {
  if (read === null) return null;
  const { width, height, corners } = read;
  return (
    <svg
      className="camera-outline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <polygon points={corners.map(({ x, y }) => `${x},${y}`).join(' ')} />
    </svg>
  );
}
