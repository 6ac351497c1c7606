import { useTranslation } from 'react-i18next';
import type { SettledSlip, UnsettledSale } from '../../shared/payment-view.ts';
import { useSecondsLeft } from '../hooks/use-countdown.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText, clockTextSeconds } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { NoticeLine } from './notice.tsx';
import { SaleNamed } from './sale-named.tsx';
import { Sheet } from './sheet.tsx';

/** Every released sale that nothing has settled: its number, what is known, and the manager's way to end it. */
export function UnsettledSheet() {
  const { t } = useTranslation();
  const { unsettled, settledSlips } = useSnapshot();
  return (
    <Sheet title={t('unsettled.title')} wide>
      <p>{t(unsettled.length === 0 ? 'unsettled.none' : 'unsettled.hint')}</p>
      <ul className="unsettled">
        {unsettled.map((sale) => (
          <Sale key={sale.attemptId} sale={sale} />
        ))}
        {settledSlips.map((sale) => (
          <Ended key={sale.attemptId} sale={sale} />
        ))}
      </ul>
      <NoticeLine />
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
          <SaleNamed sale={{ ...sale, slip: null }} />
        </p>
        <p className="unsettled-state">
          {sale.rebuilt ? `${t('unsettled.rebuilt')} ` : ''}
          {t(over ? 'unsettled.over' : 'unsettled.until', { time })}
        </p>
      </div>
      <div className="unsettled-acts">
        <button
          type="button"
          className="button"
          disabled={sale.checking}
          onClick={() => {
            till.hush();
            void ask('payment.check', { attemptId: sale.attemptId });
          }}
        >
          {t(sale.checking ? 'unknown.checking' : 'unknown.check')}
        </button>
        <button
          type="button"
          className="button"
          disabled={!over}
          onClick={() => till.openSettle(sale.attemptId)}
        >
          {t('unknown.settle')}
        </button>
      </div>
    </li>
  );
}

/** One that has an end by now, for the customer who comes back with its number. */
function Ended({ sale }: { sale: SettledSlip }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li>
      <div className="unsettled-slip">{t('slip.number', { slip: sale.slip })}</div>
      <div className="unsettled-words">
        <p>
          <SaleNamed sale={{ ...sale, slip: null }} />
        </p>
        <p className="unsettled-state">
          <time>{t('unsettled.ended', { time: clockText(sale.atMs, language) })}</time>
        </p>
      </div>
      <strong className="unsettled-end" data-outcome={sale.outcome}>
        {t(`outcome.${sale.outcome}`)}
      </strong>
    </li>
  );
}
