import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { nextSale } from '../stores/requests.ts';

/** The money went back: by a refund of this till's, by one made elsewhere, or before its sale was seen as paid. */
export function RefundedScreen({ view }: { view: PaymentViewOf<'refunded'> }) {
  const { t } = useTranslation();
  return (
    <FieldScreen
      screen="refunded"
      role="alert"
      stage={<Seal kind="refunded" drawn />}
      head={<h1 className="word">{t(`refunded.word.${view.how}`)}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<p className="reason">{t(`refunded.text.${view.how}`)}</p>}
      foot={
        <>
          <NoticeLine />
          <Actions>
            <FieldButton kind="primary" onPress={() => nextSale(view)}>
              {t('refunded.next')}
            </FieldButton>
          </Actions>
        </>
      }
    />
  );
}
