import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { EmptyRing } from '../components/countdown.tsx';
import { FieldScreen } from '../components/field.tsx';
import { HeaderBack } from '../components/header-back.tsx';
import { PhoneDrawing } from '../components/phone-drawing.tsx';
import { Pulse } from '../components/pulse.tsx';
import { ask } from '../stores/requests.ts';

/** The request is on its way. What is awaited is said, and how long it may take at most. */
export function SendingScreen({ view }: { view: PaymentViewOf<'sending'> }) {
  const { t } = useTranslation();
  const { stage, flow } = view;
  const title =
    stage === 'sending'
      ? t(`sending.${flow}`)
      : stage === 'looking'
        ? t('sending.looking')
        : t('sending.again');
  const hint =
    stage === 'sending'
      ? t(flow === 'standard' ? 'sending.standardHint' : 'sending.reverseHint')
      : t(stage === 'looking' ? 'sending.lookingHint' : 'sending.againHint');
  return (
    <FieldScreen
      screen="sending"
      headerStart={
        view.cancelWanted ? undefined : (
          <HeaderBack
            label={t('sending.cancel')}
            onPress={() => ask('payment.cancel', { attemptId: view.attemptId })}
          />
        )
      }
      stage={
        flow === 'standard' ? (
          <div className="qr-place" />
        ) : (
          <div className="ring-stage">
            <EmptyRing />
            <PhoneDrawing />
          </div>
        )
      }
      head={<h1 className="instruction">{title}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<p className="reason">{hint}</p>}
      foot={<Pulse>{t(view.cancelWanted ? 'sending.cancelAsked' : 'sending.waiting')}</Pulse>}
    />
  );
}
