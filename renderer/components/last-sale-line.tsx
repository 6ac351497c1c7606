import { useTranslation } from 'react-i18next';
import type { LastSale } from '../../shared/payment-view.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { Money } from './money.tsx';
import { Seal, type SealKind } from './seal.tsx';

const seals: Readonly<Record<LastSale['outcome'], SealKind>> = {
  paid: 'paid',
  'not-charged': 'not',
  mismatch: 'mismatch',
  refunded: 'refunded',
  released: 'unknown',
  settled: 'unknown',
  'paid-late': 'mismatch',
};

/** What became of the sale before: seal, amount, word, time. */
export function LastSaleLine({ sale }: { sale: LastSale }) {
  const { t } = useTranslation();
  const language = useLanguage();
  // Money that came late and waits for nobody any more was kept: it reads like any other that was paid.
  const { lateCount } = useSnapshot();
  const isKept = sale.outcome === 'paid-late' && lateCount === 0;
  return (
    <p className="last-sale" data-outcome={isKept ? 'paid' : sale.outcome} data-slip={sale.slip ?? undefined}>
      <Seal kind={isKept ? 'paid' : seals[sale.outcome]} />
      <span className="last-sale-label">
        {sale.slip === null ? t('keypad.lastSale') : t('slip.number', { slip: sale.slip })}
      </span>{' '}
      <strong>
        <Money minor={sale.amountMinor} currency={sale.currency} />
      </strong>{' '}
      <span className="last-sale-word">{t(`outcome.${sale.outcome}`)}</span>{' '}
      <time>{clockText(sale.atMs, language)}</time>
    </p>
  );
}
