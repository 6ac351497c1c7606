import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BooksLineKind, BooksLineView, BooksResult, BooksView } from '../../shared/books.ts';
import { exponentOf, minorFromText } from '../../shared/money.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { dayAndClockText } from '../logic/clock-text.ts';
import { chargedText } from '../logic/money-parts.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { Money } from './money.tsx';
import { NoticeLine } from './notice.tsx';
import { Sheet } from './sheet.tsx';

/** The till’s record held against FEX’s lists: what the last check came to, and what a manager has to clear up. */
export function BooksSheet() {
  const { t } = useTranslation();
  const { books } = useSnapshot();
  const [asked, setAsked] = useState<string | null>(null);
  const line = books.result?.lines.find(({ key }) => key === asked);
  if (line !== undefined) return <SeenSheet line={line} leave={() => setAsked(null)} />;
  const busy = books.state !== 'idle';
  return (
    <Sheet title={t('books.title')}>
      <div className="books">
        {books.result === null ? (
          <p>{t('books.never')}</p>
        ) : (
          <Result result={books.result} onSeen={setAsked} />
        )}
        {busy ? <Progress books={books} /> : null}
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('books.close')}
        </button>
        {busy ? (
          <button type="button" className="button" onClick={() => void ask('books.stop', null)}>
            {t('books.stop')}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            data-kind="primary"
            onClick={() => void ask('books.check', null)}
          >
            {t('books.check')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

function Progress({ books: { state, progress } }: { books: BooksView }) {
  const { t } = useTranslation();
  if (state === 'waiting' || progress === null) return <p role="status">{t('books.waiting')}</p>;
  return <p role="status">{t(`books.step.${progress.step}`, { done: progress.done })}</p>;
}

/** Kinds that a manager reads of besides what is unexplained, in this order. */
const told: readonly BooksLineKind[] = ['matched', 'open', 'manual', 'test', 'other-format'];

function Result({ result, onSeen }: { result: BooksResult; onSeen: (key: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { outcome, unexplained, lines, counts, ledger } = result;
  const [time, from] = [result.checkedAtMs, result.fromMs].map((ms) => dayAndClockText(ms, language));
  const others = told.filter((kind) => (counts[kind] ?? 0) > 0);
  return (
    <>
      <p className="books-outcome" data-outcome={outcome}>
        {outcome === 'agrees' ? t('books.agrees') : null}
        {outcome === 'inconclusive' ? `${t('books.inconclusive')} ` : null}
        {unexplained > 0 ? t('books.differs', { count: unexplained }) : null}
      </p>
      <p className="books-when">
        {t('books.when', { time, from })} {ledger === 'refused' ? t('books.ledgerRefused') : null}
      </p>
      {others.length === 0 ? null : (
        <p className="books-when">
          {others.map((kind) => `${t(`books.kind.${kind}`)}: ${counts[kind]}`).join(' · ')}
        </p>
      )}
      {lines.length === 0 ? null : (
        <>
          <p>{t('books.safe')}</p>
          <ul className="books-lines">
            {lines.map((line) => (
              <li key={line.key} className="books-line">
                <Line line={line} />
                <button type="button" className="button" onClick={() => onSeen(line.key)}>
                  {t('books.seen')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Too much and too little are mended in different ways. */
function tookWords({ amountMinor, currency, thereAmount, thereCurrency }: BooksLineView) {
  const there =
    thereAmount === null || currency === null || thereCurrency?.toUpperCase() !== currency
      ? null
      : minorFromText(thereAmount, exponentOf(currency));
  if (there === null || amountMinor === null) return 'books.todo.different-amount' as const;
  return there > amountMinor ? ('books.tookMore' as const) : ('books.tookLess' as const);
}

/** What differs, both amounts, which sale, and what there is to do. */
function Line({ line }: { line: BooksLineView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { kind, amountMinor, currency, thereAmount, thereCurrency, tail, atMs } = line;
  return (
    <div>
      <strong>{t(`books.kind.${kind}`)}</strong>
      <p className="books-sale">
        {amountMinor === null || currency === null ? null : (
          <span>
            {t('books.here')}{' '}
            <strong>
              <Money minor={amountMinor} currency={currency} />
            </strong>
          </span>
        )}
        {thereAmount === null ? null : (
          <span>
            {t('books.there')} <strong>{chargedText(thereAmount, thereCurrency, language)}</strong>
          </span>
        )}
        {atMs === 0 ? null : <time>{dayAndClockText(atMs, language)}</time>}
        <bdi>…{tail}</bdi>
      </p>
      <p className="books-todo">{t(kind === 'different-amount' ? tookWords(line) : `books.todo.${kind}`)}</p>
    </div>
  );
}

/** A manager takes one line off the list; it is recorded who. */
function SeenSheet({ line, leave }: { line: BooksLineView; leave: () => void }) {
  const { t } = useTranslation();
  async function seen(): Promise<void> {
    const done = await ask('books.seen', { keys: [line.key], confirmed: true });
    if (done?.ok) leave();
  }
  return (
    <Sheet title={t('books.seenTitle')}>
      <div className="books">
        <Line line={line} />
        <p>{t('books.seenAsk')}</p>
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={leave}>
          {t('books.back')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => void seen()}>
          {t('books.seenYes')}
        </button>
      </div>
    </Sheet>
  );
}
