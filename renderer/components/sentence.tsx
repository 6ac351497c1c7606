import { Trans } from 'react-i18next';
import { Money } from './money.tsx';

/** Sentences with an amount in them, drawn like every other amount. */
type MoneySentenceKey =
  | 'keypad.charge'
  | 'keypad.overCap'
  | 'paidLate.text'
  | 'paidLate.textTwice'
  | 'paidLate.confirm'
  | 'mismatch.text'
  | 'mismatch.textUnread'
  | 'notCharged.againStandard'
  | 'notCharged.againReverse'
  | 'notCharged.insteadHint';

export function MoneySentence(props: {
  words: MoneySentenceKey;
  minor: number;
  currency: string;
  values?: Record<string, string>;
}) {
  const { words, minor, currency, values } = props;
  return (
    <Trans
      i18nKey={words}
      {...(values ? { values } : {})}
      components={{ m: <Money minor={minor} currency={currency} /> }}
    />
  );
}
