import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { ConfirmActions } from '../components/confirm-actions.tsx';
import { EmptyRing } from '../components/countdown.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Pulse } from '../components/pulse.tsx';
import { Seal } from '../components/seal.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { clockTextSeconds } from '../logic/clock-text.ts';
import { ask, nextSale } from '../stores/requests.ts';
import { isHeldUp } from './field-of.ts';

type View = PaymentViewOf<'refunding'>;

/** The money goes back, and FEX does not say yet that it did. Nobody has to wait here: it goes on by itself. */
export function RefundingScreen({ view }: { view: View }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [confirming, setConfirming] = useState(false);
  const { attemptId, amountMinor, currency, looking } = view;
  const heldUp = isHeldUp(view);
  const withdrawing = confirming && view.canWithdraw;
  return (
    <FieldScreen
      screen="refunding"
      role={heldUp ? 'alert' : 'status'}
      stage={
        heldUp ? (
          <Seal kind="mismatch" drawn />
        ) : (
          <div className="ring-stage">
            <EmptyRing />
            <Undo2 className="stage-icon" aria-hidden="true" />
          </div>
        )
      }
      head={<h1 className="word">{t(view.stage === 'waiting' ? 'refunding.notYet' : 'refunding.word')}</h1>}
      amount={<AmountLine minor={amountMinor} currency={currency} />}
      body={
        <p className="reason strong">
          <MoneySentence
            words={withdrawing ? 'refunding.confirm' : `refunding.${wordsOf(view)}`}
            minor={amountMinor}
            currency={currency}
            values={{ time: clockTextSeconds(view.sinceMs, language) }}
          />
        </p>
      }
      foot={
        <>
          <NoticeLine />
          {withdrawing ? (
            <ConfirmActions
              yes={t('refunding.confirmYes')}
              onYes={() => ask('refund.withdraw', { attemptId, confirmed: true })}
              onBack={() => setConfirming(false)}
            />
          ) : (
            <>
              {!view.watched ? null : heldUp ? (
                <p className="hint">{t('refunding.goesOn')}</p>
              ) : (
                <Pulse>{t('refunding.goesOn')}</Pulse>
              )}
              <Actions>
                {view.canWithdraw ? (
                  <FieldButton kind="secondary" onPress={() => setConfirming(true)}>
                    {t('refunding.withdraw')}
                  </FieldButton>
                ) : !view.watched ? null : (
                  <FieldButton
                    kind="secondary"
                    disabled={looking || view.offline || view.stage === 'sending'}
                    onPress={() => ask('refund.look', { attemptId })}
                  >
                    {t(looking ? 'refunding.looking' : 'refunding.look')}
                  </FieldButton>
                )}
                <FieldButton kind="primary" onPress={() => nextSale(view)}>
                  {t('refunding.next')}
                </FieldButton>
              </Actions>
            </>
          )}
        </>
      }
    />
  );
}

function wordsOf({ stage, offline, stuck, watched }: View) {
  if (!watched) return 'neverFinished';
  if (stage === 'waiting') return offline ? 'offline' : 'waiting';
  if (!stuck) return stage;
  return stage === 'on-its-way' ? 'stuckOnItsWay' : 'stuckAsking';
}
