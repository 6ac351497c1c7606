import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { EndsIn, TimeBar } from '../components/countdown.tsx';
import { FieldScreen } from '../components/field.tsx';
import { BrandTile } from '../components/header.tsx';
import { HeaderBack } from '../components/header-back.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Pulse } from '../components/pulse.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { useSecondsLeft } from '../hooks/use-countdown.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';

/** The code for the customer. It goes the moment its time is up, whatever the main process does later. */
export function QrScreen({ view }: { view: PaymentViewOf<'showing-qr'> }) {
  const { t } = useTranslation();
  const { counter } = useSnapshot();
  const over = useSecondsLeft(view.expiresAtMs) === 0;
  return (
    <FieldScreen
      screen="showing-qr"
      headerStart={
        <HeaderBack
          label={t('qr.cancel')}
          onPress={() => ask('payment.cancel', { attemptId: view.attemptId })}
        />
      }
      stage={
        over ? (
          <div className="qr-card qr-over" role="alert">
            <p>
              <span>{t('qr.timeUp')}</span> <span>{t('qr.asking')}</span>
            </p>
          </div>
        ) : (
          <QrCode qr={view.qr} />
        )
      }
      head={
        <div className="column-brand">
          <BrandTile />
          <bdi className="column-merchant">{view.merchantName ?? counter.merchantName ?? counter.name}</bdi>
        </div>
      }
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<h1 className="instruction">{t('qr.instruction')}</h1>}
      foot={
        <>
          <NoticeLine />
          <Pulse>{over ? t('qr.asking') : t('qr.waiting')}</Pulse>
          <EndsIn untilMs={view.expiresAtMs} />
          <TimeBar fromMs={view.sentAtMs} untilMs={view.expiresAtMs} />
        </>
      }
    />
  );
}
