import { Delete } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../hooks/use-money.ts';
import { dateText, minutesText } from '../logic/clock-text.ts';
import { keepFocus } from '../logic/keep-focus.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { till, useTill } from '../stores/till-store.ts';
import { AmountLine } from './amount-line.tsx';
import { NoticeLine } from './notice.tsx';
import { MoneySentence } from './sentence.tsx';

/** Label, amount, backspace, and under them the one thing that has to be said. */
export function KeypadEntry({ noteButton }: { noteButton: ReactNode }) {
  const { t } = useTranslation();
  const { currency } = useSnapshot();
  const amountMinor = useTill((state) => state.entry.amountMinor);
  return (
    <div className="entry">
      <div className="entry-label">{t('keypad.amount')}</div>
      {noteButton}
      <div className="entry-amount" aria-live="polite">
        <AmountLine minor={amountMinor} currency={currency} caret />
      </div>
      <button type="button" className="entry-delete" {...keepFocus} onClick={() => till.deleteLast()}>
        <Delete aria-hidden="true" />
        <span>{t('keypad.deleteLast')}</span>
      </button>
      <div className="entry-said">
        <Said />
      </div>
    </div>
  );
}

const dayMs = 86_400_000;

const problemWords = {
  scanner: 'keypad.scanner',
  'scanner-run': 'keypad.scannerRun',
  'not-amount': 'keypad.notAmount',
  'too-fast': 'keypad.tooFast',
} as const;

/**
 * The most urgent sentence wins: what was just done wrong, then the number that is to be written down, then what
 * stops charging, then the rest.
 */
function Said() {
  const { t } = useTranslation();
  const { currency, capMinor, connection, halt, lastSale } = useSnapshot();
  const { entry, notice, note } = useTill();
  const language = useLanguage();
  if (entry.problem !== null)
    return (
      <p className="notice" role="alert">
        {entry.problem === 'over-cap' ? (
          <MoneySentence words="keypad.overCap" minor={capMinor} currency={currency} />
        ) : entry.problem === 'too-fine' ? (
          t('keypad.tooFine', { currency })
        ) : entry.problem === 'other-currency' ? (
          t('keypad.otherCurrency', { currency })
        ) : (
          t(problemWords[entry.problem])
        )}
      </p>
    );
  if (notice !== null) return <NoticeLine />;
  // The customer waits for the number now; why nothing can be charged is said by the band and the buttons too.
  if (lastSale?.outcome === 'released' && lastSale.slip !== null && entry.amountMinor === 0)
    return (
      <p className="entry-reason" role="status">
        <strong>{t('slip.number', { slip: lastSale.slip })}</strong> {t('slip.give')}
      </p>
    );
  // The band says what stopped it.
  if (halt !== null) return <p className="entry-reason">{t('keypad.haltSafe')}</p>;
  // It may be why FEX cannot be reached.
  if (connection.skewMs !== null && Math.abs(connection.skewMs) >= dayMs)
    return <p className="entry-reason">{t('keypad.skewFar', { date: dateText(Date.now(), language) })}</p>;
  if (connection.state === 'offline')
    return (
      <p className="entry-reason">
        <strong>{t('keypad.offlineStrong')}</strong>{' '}
        <span className="entry-more">{t('keypad.offlineText')}</span>
      </p>
    );
  if (note !== null) return <bdi className="entry-note">{note}</bdi>;
  if (connection.skewMs !== null)
    return (
      <p className="entry-reason">
        {t('keypad.skew', {
          off: minutesText(Math.max(1, Math.round(Math.abs(connection.skewMs) / 60_000)), language),
        })}
      </p>
    );
  return null;
}
