import { useTranslation } from 'react-i18next';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { AmountLine } from '../components/amount-line.tsx';
import { FieldButton } from '../components/button.tsx';
import { Actions, FieldScreen } from '../components/field.tsx';
import { NoticeLine } from '../components/notice.tsx';
import { Seal } from '../components/seal.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { chargedText } from '../logic/money-parts.ts';
import { nextSale } from '../stores/requests.ts';

/** FEX charged something else than was asked. No digit and no Enter leads away from here: it needs a person. */
export function MismatchScreen({ view }: { view: PaymentViewOf<'mismatch'> }) {
  const { t } = useTranslation();
  const { amount, currency } = view.charged;
  const language = useLanguage();
  const charged = amount === null ? '' : chargedText(amount, currency, language);
  return (
    <FieldScreen
      screen="mismatch"
      role="alert"
      stage={<Seal kind="mismatch" drawn />}
      head={<h1 className="word">{t('mismatch.word')}</h1>}
      amount={<AmountLine minor={view.amountMinor} currency={view.currency} />}
      body={
        <p className="reason strong">
          <MoneySentence
            words={amount === null ? 'mismatch.textUnread' : 'mismatch.text'}
            minor={view.amountMinor}
            currency={view.currency}
            values={{ charged }}
          />
        </p>
      }
      foot={
        <>
          <NoticeLine />
          <Actions>
            <FieldButton kind="secondary" onPress={() => nextSale(view)}>
              {t('mismatch.next')}
            </FieldButton>
          </Actions>
        </>
      }
    />
  );
}
