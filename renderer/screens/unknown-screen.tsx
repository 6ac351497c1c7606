import { Trans, useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { TimeBar } from '../components/countdown.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { useSecondsLeft } from '../hooks/use-countdown.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockTextSeconds, minutesSeconds } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask, nextSale } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';

/** Nobody knows yet. What not to do, what was found, and until when it can still be charged. */
export function UnknownScreen({ view }: { view: PaymentViewOf<'unknown'> }) {
  const { t } = useTranslation();
  const { halt } = useSnapshot();
  const over = useSecondsLeft(view.chargeableUntilMs) === 0;
  // Both are rows first: the band says why there can be none.
  const records = halt?.reason !== 'journal-unwritable';
  return (
    <FieldScreen
      screen="unknown"
      role="alert"
      stage={<Seal kind="unknown" drawn />}
      head={<h1 className="word">{t('unknown.word')}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<p className="reason strong">{t(`unknown.${warning(view)}`)}</p>}
      foot={
        <>
          <NoticeLine />
          <Found view={view} />
          <TimeBar fromMs={view.sentAtMs} untilMs={view.chargeableUntilMs} />
          <Actions>
            {view.canRelease && records ? (
              <FieldButton kind="secondary" onPress={() => nextSale(view)}>
                {t(over ? 'unknown.next' : 'unknown.release')}
              </FieldButton>
            ) : null}
            {view.canSettle && records ? (
              <FieldButton kind="secondary" onPress={() => till.openSettle(view.attemptId)}>
                {t('unknown.settle')}
              </FieldButton>
            ) : null}
            <FieldButton
              kind="primary"
              disabled={view.checking}
              onPress={() => ask('payment.check', { attemptId: view.attemptId })}
            >
              {t(view.checking ? 'unknown.checking' : 'unknown.check')}
            </FieldButton>
          </Actions>
        </>
      }
    />
  );
}

function warning({ flow, cause, found }: PaymentViewOf<'unknown'>): 'doNotScan' | 'mayHavePaid' | 'noOther' {
  if (flow === 'reverse') return 'doNotScan';
  return cause === 'unreachable' || found === 'unrecorded' ? 'mayHavePaid' : 'noOther';
}

function Found({ view }: { view: PaymentViewOf<'unknown'> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const left = useSecondsLeft(view.chargeableUntilMs);
  const bold = { b: <strong /> };
  const time = clockTextSeconds(view.chargeableUntilMs, language);
  return (
    <p className="found" aria-live="off">
      {t(`unknown.found.${view.found}`)}{' '}
      {view.status === null ? null : `${t('unknown.status', { status: view.status })} `}
      {left > 0 && view.found === 'not-found-may-arrive' ? (
        <Trans i18nKey="unknown.mayArrive" values={{ time, left: minutesSeconds(left) }} components={bold} />
      ) : left > 0 ? (
        <Trans i18nKey="unknown.bound" values={{ time, left: minutesSeconds(left) }} components={bold} />
      ) : (
        <Trans i18nKey="unknown.boundPast" values={{ time }} components={bold} />
      )}{' '}
      {view.found === 'unrecorded' ? null : view.settledByMs === null ? (
        t('unknown.notPromised')
      ) : (
        <Trans
          i18nKey="unknown.settledBy"
          values={{ time: clockTextSeconds(view.settledByMs, language) }}
          components={bold}
        />
      )}
    </p>
  );
}
