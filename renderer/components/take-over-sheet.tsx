import { useTranslation } from 'react-i18next';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { NoticeLine } from './notice.tsx';
import { Sheet } from './sheet.tsx';

/** A manager confirms that no other till sells as this counter. */
export function TakeOverSheet() {
  const { t } = useTranslation();
  async function confirm(): Promise<void> {
    const done = await ask('counter.take-over', { confirmed: true });
    if (done?.ok) till.openSheet('none');
  }
  return (
    <Sheet title={t('takeOver.title')}>
      <p>{t('takeOver.text')}</p>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('takeOver.back')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => void confirm()}>
          {t('takeOver.yes')}
        </button>
      </div>
    </Sheet>
  );
}
