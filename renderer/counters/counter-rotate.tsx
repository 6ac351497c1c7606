import { useTranslation } from 'react-i18next';
import type { CountersView, RotationView } from '../../shared/counters.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText, dayAndClockText } from '../logic/clock-text.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { Confirm } from './parts.tsx';

/** A new webhook secret for this till is confirmed on a screen of its own; the secret itself is never seen. */
export function CounterRotate({ view, leave }: { view: CountersView; leave: () => void }) {
  const { t } = useTranslation();
  async function rotate(): Promise<void> {
    till.hush();
    // Whatever came of it stands on the counter's own screen.
    if ((await ask('counters.rotate', { confirmed: true }))?.ok) leave();
  }
  return (
    <Sheet title={t('counters.rotateTitle')}>
      <div className="counters">
        <p>{t('counters.rotateText')}</p>
      </div>
      <NoticeLine />
      <Confirm yes={t('counters.rotateYes')} busy={view.busy} onBack={leave} onYes={() => void rotate()} />
    </Sheet>
  );
}

/** How far the last one is. */
export function RotationLine({ rotation: { state, atMs, oldUntilMs } }: { rotation: RotationView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className="counters-rotation" data-state={state} role="status">
      {t(`counters.rotation.${state}`, { time: dayAndClockText(atMs, language) })}{' '}
      {oldUntilMs === null ? null : t('counters.oldUntil', { time: clockText(oldUntilMs, language) })}
    </p>
  );
}
