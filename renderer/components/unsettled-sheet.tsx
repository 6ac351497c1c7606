import { useTranslation } from 'react-i18next';
import type { UnsettledSale } from '../../shared/payment-view.ts';
import { useSecondsLeft } from '../hooks/use-countdown.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText, clockTextSeconds } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { till } from '../stores/till-store.ts';
import { Money } from './money.tsx';
import { Sheet } from './sheet.tsx';

/** Every released sale that nothing has settled: its number, what is known, and the manager's way to end it. */
export function UnsettledSheet() {
  const { t } = useTranslation();
  const { unsettled } = useSnapshot();
  return (
    <Sheet title={t('unsettled.title')}>
      <p>{t(unsettled.length === 0 ? 'unsettled.none' : 'unsettled.hint')}</p>
      <ul className="unsettled">
        {unsettled.map((sale) => (
          <Sale key={sale.attemptId} sale={sale} />
        ))}
      </ul>
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('unsettled.close')}
        </button>
      </div>
    </Sheet>
  );
}

function Sale({ sale }: { sale: UnsettledSale }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const over = useSecondsLeft(sale.chargeableUntilMs) === 0;
  const time = clockTextSeconds(sale.chargeableUntilMs, language);
  return (
    <li>
      <div className="unsettled-slip">
        {sale.slip === null ? t('unsettled.noSlip') : t('slip.number', { slip: sale.slip })}
      </div>
      <div className="unsettled-words">
        <p>
          <strong>
            <Money minor={sale.amountMinor} currency={sale.currency} />
          </strong>{' '}
          <time>{clockText(sale.sentAtMs, language)}</time> <bdi>…{sale.reference.slice(-4)}</bdi>
        </p>
        <p className="unsettled-state">
          {sale.rebuilt ? `${t('unsettled.rebuilt')} ` : ''}
          {t(over ? 'unsettled.over' : 'unsettled.until', { time })}
        </p>
      </div>
      <button
        type="button"
        className="button"
        disabled={!over}
        onClick={() => till.openSettle(sale.attemptId)}
      >
        {t('unknown.settle')}
      </button>
    </li>
  );
}
