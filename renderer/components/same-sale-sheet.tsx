import { useTranslation } from 'react-i18next';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { chargeAnother } from '../stores/requests.ts';
import { type DoubtfulSale, till, useTill } from '../stores/till-store.ts';
import { Money } from './money.tsx';
import { SaleNamed } from './sale-named.tsx';
import { Sheet } from './sheet.tsx';

/** The amount or the wallet is that of a sale that was released: is it the same sale? */
export function SameSaleSheet() {
  const sale = useTill((state) => state.doubtful);
  return sale === null ? null : <Question sale={sale} />;
}

function Question({ sale }: { sale: DoubtfulSale }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { unsettled, settledSlips, currency } = useSnapshot();
  const isIt = ({ sentAtMs }: { sentAtMs: number }) => sentAtMs === sale.sentAtMs;
  // It may have been settled since, or be asked about because it was paid.
  const settled = settledSlips.find(isIt);
  const alike = unsettled.find(isIt) ?? settled;
  const isPaid = settled?.outcome === 'paid';
  const walletOnly = alike !== undefined && alike.amountMinor !== sale.amountMinor;
  const time = clockText(sale.sentAtMs, language);
  return (
    <Sheet title={t(isPaid ? 'same.titlePaid' : walletOnly ? 'same.titleWallet' : 'same.title', { time })}>
      <dl className="same-sales">
        <dt>{t(settled === undefined ? 'same.unsettled' : `outcome.${settled.outcome}`)}</dt>
        <dd>{alike === undefined ? <time>{time}</time> : <SaleNamed sale={alike} />}</dd>
        <dt>{t('same.now')}</dt>
        <dd>
          <strong>
            <Money minor={sale.amountMinor} currency={currency} />
          </strong>
        </dd>
      </dl>
      <p>{t(isPaid ? 'same.textPaid' : 'same.text')}</p>
      <div className="sheet-actions">
        <button type="button" className="button" data-kind="primary" onClick={() => till.openSheet('none')}>
          {t('same.back')}
        </button>
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
      </div>
    </Sheet>
  );
}
