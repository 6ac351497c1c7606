import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine, useNotice } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { useFinishedKeys } from '../hooks/use-finished-keys.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { nextSale, showCode, tryAgain } from '../stores/requests.ts';

export function NotChargedScreen({ view }: { view: PaymentViewOf<'not-charged'> }) {
  const { t } = useTranslation();
  const { connection, halt } = useSnapshot();
  const noticed = useNotice() !== null;
  const resting = connection.state === 'offline' || halt !== null;
  useFinishedKeys(view);
  // With these keys every other scan would be refused too.
  const instead = view.reason === 'refused-scan';
  const again = view.flow === 'standard' ? 'notCharged.againStandard' : 'notCharged.againReverse';
  return (
    <FieldScreen
      screen="not-charged"
      role="alert"
      stage={<Seal kind="not" drawn />}
      head={<h1 className="word">{t('notCharged.word')}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={<p className="reason">{t(`notCharged.reason.${view.reason}`)}</p>}
      foot={
        <>
          <NoticeLine />
          {noticed ? null : (
            <p className="hint">
              {resting ? (
                t(halt === null ? 'keypad.waits' : 'keypad.stopped')
              ) : (
                <MoneySentence
                  words={instead ? 'notCharged.insteadHint' : again}
                  minor={view.amountMinor}
                  currency={view.currency}
                />
              )}
            </p>
          )}
          {/* Enter means the filled button, and a stray Enter must never ask for money again. */}
          <Actions>
            <FieldButton
              kind="secondary"
              disabled={resting}
              onPress={() => (instead ? showCode(view) : tryAgain(view))}
            >
              {t(instead ? 'notCharged.instead' : 'notCharged.again')}
            </FieldButton>
            <FieldButton kind="primary" onPress={() => nextSale(view)}>
              {t('notCharged.next')}
            </FieldButton>
          </Actions>
        </>
      }
    />
  );
}
