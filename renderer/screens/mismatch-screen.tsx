import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { FittedLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { ConfirmActions } from '../components/confirm-actions.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { chargedText } from '../logic/money-parts.ts';
import { ask, nextSale } from '../stores/requests.ts';

/**
 * FEX charged something else than was asked. No digit and no Enter leads away from here: it needs a person. Whoever
 * goes on to the next customer leaves it in the list until a manager has seen it.
 */
export function MismatchScreen({ view }: { view: PaymentViewOf<'mismatch'> }) {
  const { t } = useTranslation();
  const { attemptId, amountMinor } = view;
  const { amount, currency } = view.charged;
  const language = useLanguage();
  const [confirming, setConfirming] = useState(false);
  return (
    <FieldScreen
      screen="mismatch"
      role="alert"
      stage={<Seal kind="mismatch" drawn />}
      head={<h1 className="word">{t('mismatch.word')}</h1>}
      amount={
        <div className="charged">
          <p>{t('mismatch.charged')}</p>
          <FittedLine>
            {amount === null ? t('mismatch.unread') : chargedText(amount, currency, language)}
          </FittedLine>
          <p>
            <MoneySentence words="mismatch.asked" minor={amountMinor} currency={view.currency} />
          </p>
        </div>
      }
      body={<p className="reason strong">{t(confirming ? 'mismatch.confirm' : 'mismatch.call')}</p>}
      foot={
        <>
          <NoticeLine />
          {confirming ? (
            <ConfirmActions
              yes={t('mismatch.confirmYes')}
              onYes={() => ask('late.seen', { attemptId, confirmed: true })}
              onBack={() => setConfirming(false)}
            />
          ) : (
            <>
              <p className="hint">{t('mismatch.stays')}</p>
              <Actions>
                <FieldButton kind="secondary" onPress={() => nextSale(view)}>
                  {t('mismatch.next')}
                </FieldButton>
                <FieldButton kind="primary" onPress={() => setConfirming(true)}>
                  {t('mismatch.seen')}
                </FieldButton>
              </Actions>
            </>
          )}
        </>
      }
    />
  );
}
