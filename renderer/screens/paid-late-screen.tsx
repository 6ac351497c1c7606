import { BellRing } from 'lucide-react';
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
import { useLanguage } from '../hooks/use-money.ts';
import { clockText } from '../logic/clock-text.ts';
import { ask, nextSale } from '../stores/requests.ts';

type Choice = 'keep' | 'refund';

/** Money came for a sale that was closed. No digit and no Enter leads away from here: it needs a manager. */
export function PaidLateScreen({ view }: { view: PaymentViewOf<'paid-late'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [choice, setChoice] = useState<Choice | null>(null);
  const { attemptId, amountMinor, currency } = view;
  const asked = view.twice ? 'paidLate.textTwice' : 'paidLate.text';
  return (
    <FieldScreen
      screen="paid-late"
      role="alert"
      headerStart={<HeaderBack label={t('paidLate.later')} onPress={() => nextSale(view)} />}
      stage={
        <div className="late-seal">
          <Seal kind="paid" drawn />
          <span className="late-bell">
            <BellRing aria-hidden="true" />
          </span>
        </div>
      }
      head={<h1 className="word">{t('paidLate.word')}</h1>}
      amount={<AmountLine minor={amountMinor} currency={currency} />}
      body={
        <p className="reason strong">
          {view.slip === null ? null : `${t('slip.number', { slip: view.slip })}. `}
          <MoneySentence
            words={choice === null ? asked : `paidLate.confirm.${choice}`}
            minor={amountMinor}
            currency={currency}
            values={{ time: clockText(view.closedAtMs, language) }}
          />
        </p>
      }
      foot={
        <>
          <NoticeLine />
          {choice === null ? (
            <>
              <p className="hint">{t('paidLate.hint')}</p>
              <Actions>
                <FieldButton kind="secondary" onPress={() => setChoice('keep')}>
                  {t('paidLate.keep')}
                </FieldButton>
                <FieldButton kind="primary" onPress={() => setChoice('refund')}>
                  {t('paidLate.refund')}
                </FieldButton>
              </Actions>
            </>
          ) : (
            <ConfirmActions
              yes={t(`paidLate.yes.${choice}`)}
              onYes={() =>
                ask(choice === 'keep' ? 'late.keep' : 'refund.decide', { attemptId, confirmed: true })
              }
              onBack={() => setChoice(null)}
            />
          )}
        </>
      }
    />
  );
}
