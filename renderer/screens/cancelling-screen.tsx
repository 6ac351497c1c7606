import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { EmptyRing } from '../components/countdown.tsx';
import { FieldScreen } from '../components/field.tsx';
import { PhoneDrawing } from '../components/phone-drawing.tsx';
import { Pulse } from '../components/pulse.tsx';
import { useSecondsSince } from '../hooks/use-countdown.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockTextSeconds, minutesSeconds } from '../logic/clock-text.ts';

/** The code is gone from every screen; FEX is asked whether the customer was faster. */
export function CancellingScreen({ view }: { view: PaymentViewOf<'cancelling'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ago = useSecondsSince(view.sinceMs);
  const hint =
    view.reason === 'no-code' || view.reason === 'bad-answer'
      ? t(`cancelling.${view.reason}-hint`)
      : t('cancelling.asking');
  return (
    <FieldScreen
      screen="cancelling"
      stage={
        <div className="ring-stage">
          <EmptyRing />
          {view.flow === 'reverse' ? <PhoneDrawing /> : <Search className="stage-icon" aria-hidden="true" />}
        </div>
      }
      head={<h1 className="instruction">{t(`cancelling.${view.reason}`)}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<p className="reason">{hint}</p>}
      foot={
        <>
          <Pulse>{t('cancelling.noOther')}</Pulse>
          <p className="detail" aria-live="off">
            {t('cancelling.forSince', {
              ago: minutesSeconds(ago),
              time: clockTextSeconds(view.sinceMs, language),
            })}
          </p>
        </>
      }
    />
  );
}
