import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { useFinishedKeys } from '../hooks/use-finished-keys.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { nextSale } from '../stores/requests.ts';

export function PaidScreen({ view }: { view: PaymentViewOf<'paid'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { environment } = useSnapshot();
  useFinishedKeys(view);
  return (
    <FieldScreen
      screen="paid"
      role="alert"
      stage={<Seal kind="paid" drawn />}
      head={<h1 className="word">{t('paid.word')}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={
        <>
          <p className="reason">
            {t('paid.timeAndReference', {
              time: clockText(view.atMs, language),
              tail: view.reference.slice(-4),
            })}
          </p>
          {view.afterCancel ? <p className="reason">{t('paid.afterCancel')}</p> : null}
          {environment === 'training' ? <p className="reason">{t('paid.training')}</p> : null}
        </>
      }
      foot={
        <>
          <NoticeLine />
          {/* What to do with the goods comes first, and needs the room. */}
          {view.afterCancel ? null : <p className="hint">{t('paid.orType')}</p>}
          <Actions>
            <FieldButton kind="primary" onPress={() => nextSale(view)}>
              {t('paid.next')}
            </FieldButton>
          </Actions>
        </>
      }
    />
  );
}
