import { BellRing, BookOpenCheck, CircleHelp, NotebookPen, ReceiptText, ScanQrCode } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Header } from '../components/header.tsx';
import { KeypadEntry } from '../components/keypad-entry.tsx';
import { Keys } from '../components/keys.tsx';
import { LastSaleLine } from '../components/last-sale-line.tsx';
import { MoneySentence } from '../components/sentence.tsx';
import { useKeypadKeys } from '../hooks/use-keypad-keys.ts';
import { isMeant } from '../logic/amount-entry.ts';
import { keepFocus } from '../logic/keep-focus.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask, charge } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';

/** The amount, the keys, the last sale and the two ways to be paid. */
export function KeypadScreen() {
  const { t } = useTranslation();
  const { books, currency, connection, halt, lastSale, lateCount, unsettled, settledSlips, canScan } =
    useSnapshot();
  const unexplained = books.result?.unexplained ?? 0;
  const amountMinor = useTill((state) => state.entry.amountMinor);
  const canCharge = useTill((state) => state.entry.amountMinor !== 0 && isMeant(state.entry));
  const note = useTill((state) => state.note);
  const resting =
    halt !== null ? t('keypad.stopped') : connection.state === 'offline' ? t('keypad.waits') : null;
  const [ended] = settledSlips;
  const endedWords =
    ended === undefined
      ? ''
      : t('unsettled.endedShort', { slip: ended.slip, outcome: t(`outcome.${ended.outcome}`) });
  useKeypadKeys();
  return (
    <main className="screen keypad" data-screen="keypad">
      <Header withSettings />
      <div className="till-side">
        <KeypadEntry
          noteButton={
            <button
              type="button"
              className="note-button"
              {...keepFocus}
              onClick={() => till.openSheet('note')}
            >
              <NotebookPen aria-hidden="true" />
              <span className="note-word">{t('keypad.note')}</span>
            </button>
          }
        />
        <div className="till-lines">
          {lateCount + unsettled.length + settledSlips.length + unexplained === 0 ? null : (
            <div className="waiting-lines">
              <WaitingLine
                count={lateCount}
                short={t('keypad.lateShort', { count: lateCount })}
                words={t('keypad.late', { count: lateCount })}
                onPress={() => void ask('late.show', null)}
              >
                <BellRing aria-hidden="true" />
              </WaitingLine>
              <WaitingLine
                count={unsettled.length}
                short={t('keypad.unsettledShort', { count: unsettled.length })}
                words={t('keypad.unsettled', { count: unsettled.length })}
                onPress={() => till.openSheet('unsettled')}
              >
                <CircleHelp aria-hidden="true" />
              </WaitingLine>
              <WaitingLine
                count={unexplained}
                short={t('keypad.booksShort', { count: unexplained })}
                words={t('keypad.books', { count: unexplained })}
                onPress={() => till.openSheet('books')}
              >
                <BookOpenCheck aria-hidden="true" />
              </WaitingLine>
              {/* Nothing waits any more; the customer with the last number can still be answered. */}
              <WaitingLine
                count={unsettled.length === 0 ? settledSlips.length : 0}
                quiet
                short={endedWords}
                words={endedWords}
                onPress={() => till.openSheet('unsettled')}
              >
                <ReceiptText aria-hidden="true" />
              </WaitingLine>
            </div>
          )}
          {lastSale === null ? null : <LastSaleLine sale={lastSale} />}
        </div>
      </div>
      <Keys />
      {canScan ? (
        <ActionButton kind="scan" resting={resting} empty={!canCharge} onPress={() => till.openScan()}>
          <ScanQrCode aria-hidden="true" />
          <span>{t('keypad.scan')}</span>
        </ActionButton>
      ) : null}
      <ActionButton
        kind="charge"
        resting={resting}
        empty={!canCharge}
        onPress={() => void charge(amountMinor, note)}
      >
        <span>
          <MoneySentence words="keypad.charge" minor={amountMinor} currency={currency} />
        </span>
      </ActionButton>
    </main>
  );
}

/** What waits for a manager; where there is little room in one word. */
function WaitingLine(props: {
  count: number;
  words: string;
  short: string;
  quiet?: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  const { count, words, short, quiet = false, onPress, children } = props;
  if (count === 0) return null;
  return (
    <button
      type="button"
      className="late-line"
      data-quiet={quiet ? '' : undefined}
      {...keepFocus}
      onClick={onPress}
    >
      {children}
      <span className="late-words">{words}</span>
      <span className="late-short">{short}</span>
    </button>
  );
}

/** One of the two actions; at rest it says why. Without an amount to charge it only looks at rest: a tap is answered. */
function ActionButton(props: {
  kind: 'scan' | 'charge';
  resting: string | null;
  empty: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  const { kind, resting, empty, onPress, children } = props;
  return (
    <button
      type="button"
      className="action"
      data-kind={kind}
      data-resting={resting === null ? undefined : ''}
      data-empty={empty ? '' : undefined}
      disabled={resting !== null}
      {...keepFocus}
      onClick={onPress}
    >
      <span className="action-words">{children}</span>
      {resting === null ? null : <span className="action-why">{resting}</span>}
    </button>
  );
}
