import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { EndsIn, TimeRing } from '../components/countdown.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { PhoneDrawing } from '../components/phone-drawing.tsx';
import { useSecondsLeft, useSecondsSince } from '../hooks/use-countdown.ts';
import { minutesSeconds } from '../logic/clock-text.ts';
import { ask } from '../stores/requests.ts';

/** The request is on the customer's phone and ends by itself. */
export function ApprovalScreen({ view }: { view: PaymentViewOf<'waiting-for-approval'> }) {
  const { t } = useTranslation();
  const left = useSecondsLeft(view.expiresAtMs);
  const ago = useSecondsSince(view.sentAtMs);
  const refused = view.cancel === 'refused';
  const second =
    left === 0
      ? t('approval.timeUp')
      : refused
        ? t('approval.refused', { left: minutesSeconds(left) })
        : t('approval.endsByItself');
  return (
    <FieldScreen
      screen="waiting-for-approval"
      stage={
        <div className="ring-stage">
          <TimeRing fromMs={view.sentAtMs} untilMs={view.expiresAtMs} />
          <PhoneDrawing />
        </div>
      }
      head={<h1 className="instruction">{t('approval.instruction')}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={
        <p className="detail" aria-live="off">
          {t('approval.sentAgo', { ago: minutesSeconds(ago) })} {second}
        </p>
      }
      foot={
        <>
          <NoticeLine />
          <EndsIn untilMs={view.expiresAtMs} />
          {refused ? null : (
            <Actions>
              <FieldButton
                kind="secondary"
                onPress={() => ask('payment.cancel', { attemptId: view.attemptId })}
              >
                {t('approval.cancel')}
              </FieldButton>
            </Actions>
          )}
        </>
      }
    />
  );
}
