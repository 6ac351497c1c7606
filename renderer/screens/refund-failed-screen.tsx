import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { ConfirmActions } from '../components/confirm-actions.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { HeaderBack } from '../components/header-back.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { ask, nextSale } from '../stores/requests.ts';

type Choice = 'withdraw' | 'again';

/** The money was not given back. What FEX said, what to do, and a manager's choice. */
export function RefundFailedScreen({ view }: { view: PaymentViewOf<'refund-failed'> }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice | null>(null);
  const { attemptId, amountMinor, currency, reason } = view;
  return (
    <FieldScreen
      screen="refund-failed"
      role="alert"
      headerStart={<HeaderBack label={t('refundFailed.later')} onPress={() => nextSale(view)} />}
      stage={<Seal kind="mismatch" drawn />}
      head={<h1 className="word">{t('refundFailed.word')}</h1>}
      amount={<AmountLine minor={amountMinor} currency={currency} />}
      body={
        <p className="reason strong">
          <MoneySentence
            words={choice === null ? `refundFailed.reason.${reason}` : `refundFailed.confirm.${choice}`}
            minor={amountMinor}
            currency={currency}
          />
        </p>
      }
      foot={
        <>
          <NoticeLine />
          {choice === null ? (
            <Actions>
              {view.canWithdraw ? (
                <FieldButton kind="secondary" onPress={() => setChoice('withdraw')}>
                  {t('refundFailed.withdraw')}
                </FieldButton>
              ) : null}
              {view.canSendAgain ? (
                <FieldButton kind="primary" onPress={() => setChoice('again')}>
                  {t('refundFailed.again')}
                </FieldButton>
              ) : (
                <FieldButton
                  kind="primary"
                  disabled={view.looking}
                  onPress={() => ask('refund.look', { attemptId })}
                >
                  {t(view.looking ? 'refunding.looking' : 'refunding.look')}
                </FieldButton>
              )}
            </Actions>
          ) : (
            <ConfirmActions
              yes={t(`refundFailed.yes.${choice}`)}
              onYes={() => ask(`refund.${choice}`, { attemptId, confirmed: true })}
              onBack={() => setChoice(null)}
            />
          )}
        </>
      }
    />
  );
}
