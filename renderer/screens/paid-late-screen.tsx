import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { ask, nextSale } from '../stores/requests.ts';

/** Money came for a sale that was closed. No digit and no Enter leads away from here: it needs a manager. */
export function PaidLateScreen({ view }: { view: PaymentViewOf<'paid-late'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [confirming, setConfirming] = useState(false);
  const { attemptId, amountMinor, currency } = view;
  const words = confirming ? 'paidLate.confirm' : view.twice ? 'paidLate.textTwice' : 'paidLate.text';
  return (
    <FieldScreen
      screen="paid-late"
      role="alert"
      stage={<Seal kind="mismatch" drawn />}
      head={<h1 className="word">{t('paidLate.word')}</h1>}
      amount={<AmountLine minor={amountMinor} currency={currency} />}
      body={
        <p className="reason strong">
          <MoneySentence
            words={words}
            minor={amountMinor}
            currency={currency}
            values={{ time: clockText(view.closedAtMs, language) }}
          />
        </p>
      }
      foot={
        <>
          <NoticeLine />
          <p className="hint">{t('paidLate.refundHint')}</p>
          {confirming ? (
            <Actions>
              <FieldButton kind="secondary" onPress={() => setConfirming(false)}>
                {t('paidLate.back')}
              </FieldButton>
              <FieldButton kind="primary" onPress={() => ask('late.keep', { attemptId, confirmed: true })}>
                {t('paidLate.confirmYes')}
              </FieldButton>
            </Actions>
          ) : (
            <Actions>
              <FieldButton kind="secondary" onPress={() => nextSale(view)}>
                {t('paidLate.later')}
              </FieldButton>
              <FieldButton kind="primary" onPress={() => setConfirming(true)}>
                {t('paidLate.keep')}
              </FieldButton>
            </Actions>
          )}
        </>
      }
    />
  );
}
