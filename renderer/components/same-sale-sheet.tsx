import { useTranslation } from 'react-i18next';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { chargeAnother } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';
import { Sheet } from './sheet.tsx';

/** The amount or the wallet is that of a sale which nobody knows the end of: is it the same sale? */
export function SameSaleSheet() {
  const { t } = useTranslation();
  const language = useLanguage();
  const sale = useTill((state) => state.doubtful);
  if (sale === null) return null;
  return (
    <Sheet title={t('same.title', { time: clockText(sale.sentAtMs, language) })}>
      <p>{t('same.text')}</p>
      <div className="sheet-actions">
        <button
          type="button"
          className="button"
          onClick={() => {
            till.openSheet('none');
            void chargeAnother(sale);
          }}
        >
          {t('same.yes')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => till.openSheet('none')}>
          {t('same.back')}
        </button>
      </div>
    </Sheet>
  );
}
