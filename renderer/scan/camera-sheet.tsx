import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraChoice } from '../../shared/camera.ts';
import { Choice, Choices } from '../components/choice.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { findCamera, listCameras } from './camera.ts';

/** Which camera reads wallet codes, and whom it looks at. What is chosen is remembered by this till. */
export function CameraSheet() {
  const { t } = useTranslation();
  const { camera } = useSnapshot();
  const cameras = useCameras();
  const found = camera.device === null ? null : findCamera(cameras, camera);
  const choose = (change: Partial<CameraChoice>): void => void ask('camera.choose', { ...camera, ...change });
  return (
    <Sheet title={t('camera.title')}>
      <p>{t('camera.hint')}</p>
      <Choices label={t('camera.which')}>
        <Choice
          chosen={camera.on && camera.device === null}
          onPress={() => choose({ on: true, device: null })}
        >
          {t('camera.any')}
        </Choice>
        {cameras.map(({ deviceId, label }, index) => (
          <Choice
            key={deviceId}
            chosen={camera.on && found?.deviceId === deviceId}
            onPress={() => choose({ on: true, device: { id: deviceId, name: label } })}
          >
            <bdi>{nameOf(label, t('camera.numbered', { number: index + 1 }))}</bdi>
          </Choice>
        ))}
        {camera.device !== null && found === null ? (
          <Choice chosen={camera.on} disabled onPress={() => {}}>
            <bdi>{t('camera.absent', { name: nameOf(camera.device.name, t('camera.button')) })}</bdi>
          </Choice>
        ) : null}
        <Choice chosen={!camera.on} onPress={() => choose({ on: false })}>
          {t('camera.none')}
        </Choice>
      </Choices>
      <Choices label={t('camera.facing')}>
        {(['customer', 'cashier'] as const).map((facing) => (
          <Choice key={facing} chosen={camera.facing === facing} onPress={() => choose({ facing })}>
            {t(`camera.facings.${facing}`)}
          </Choice>
        ))}
      </Choices>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" data-kind="primary" onClick={() => till.openSheet('none')}>
          {t('settings.close')}
        </button>
      </div>
    </Sheet>
  );
}

/** A webcam's name, without the numbers of its maker and model that Chromium puts behind it. */
function nameOf(label: string, otherwise: string): string {
  return label.replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '') || otherwise;
}

/** The cameras that are connected, as they come and go. */
function useCameras(): readonly MediaDeviceInfo[] {
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (devices === undefined) return;
    const look = (): void => void listCameras(devices).then(setCameras, console.error);
    look();
    devices.addEventListener('devicechange', look);
    return () => devices.removeEventListener('devicechange', look);
  }, []);
  return cameras;
}
