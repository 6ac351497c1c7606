import { useTranslation } from 'react-i18next';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { Money } from './money.tsx';

/** What a person knows a sale by: its number where it has one, its amount, when it was sent. */
export function SaleNamed(props: {
  sale: { slip?: number | null; amountMinor: number; currency: string; sentAtMs: number; reference?: string };
}) {
  const { slip = null, amountMinor, currency, sentAtMs, reference } = props.sale;
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      {slip === null ? null : (
        <>
          <strong>{t('slip.number', { slip })}</strong>{' '}
        </>
      )}
      <strong>
        <Money minor={amountMinor} currency={currency} />
      </strong>{' '}
      <time>{clockText(sentAtMs, language)}</time>
      {reference === undefined ? null : (
        <>
          {' '}
          <bdi>…{reference.slice(-4)}</bdi>
        </>
      )}
    </>
  );
}
