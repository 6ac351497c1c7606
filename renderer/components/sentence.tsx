import { Trans } from 'react-i18next';
import type { RefundFailure } from '../../shared/payment-view.ts';
import { Money } from './money.tsx';

/** Sentences with an amount in them, drawn like every other amount. */
type MoneySentenceKey =
  | 'keypad.charge'
  | 'keypad.overCap'
  | 'paidLate.text'
  | 'paidLate.textTwice'
  | `paidLate.confirm.${'keep' | 'refund'}`
  | `refunding.${'waiting' | 'offline' | 'sending' | 'asking' | 'on-its-way' | 'stuckAsking' | 'stuckOnItsWay' | 'neverFinished' | 'confirm'}`
  | `refundFailed.reason.${RefundFailure}`
  | `refundFailed.confirm.${'withdraw' | 'again'}`
  | 'mismatch.asked'
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
