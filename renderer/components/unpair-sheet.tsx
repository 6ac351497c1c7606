import { useTranslation } from 'react-i18next';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { NoticeLine } from './notice.tsx';
import { Sheet } from './sheet.tsx';

/** A manager gives the counter up: its keys leave the keychain. */
export function UnpairSheet() {
  const { t } = useTranslation();
  async function confirm(): Promise<void> {
    const done = await ask('counter.unpair', { confirmed: true });
    if (done?.ok) till.openSheet('none');
  }
  return (
    <Sheet title={t('unpair.title')}>
      <p>{t('unpair.text')}</p>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('unpair.back')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => void confirm()}>
          {t('unpair.yes')}
        </button>
      </div>
    </Sheet>
  );
}
