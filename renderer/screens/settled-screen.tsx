import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { nextSale } from '../stores/requests.ts';

/** A manager's word, not FEX's: it reads neither *Paid* nor *Not charged*. */
export function SettledScreen({ view }: { view: PaymentViewOf<'settled-by-hand'> }) {
  const { t } = useTranslation();
  return (
    <FieldScreen
      screen="settled-by-hand"
      role="alert"
      stage={<Seal kind="unknown" drawn />}
      head={<h1 className="word">{t('settled.word')}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<p className="reason strong">{t(view.paid ? 'settled.paid' : 'settled.notPaid')}</p>}
      foot={
        <>
          <NoticeLine />
          <p className="hint">{t('settled.by', { who: view.who })}</p>
          <Actions>
            <FieldButton kind="primary" onPress={() => nextSale(view)}>
              {t('settled.next')}
            </FieldButton>
          </Actions>
        </>
      }
    />
  );
}
