import { useTranslation } from 'react-i18next';
import type { CountersView, ManagedCounter } from '../../shared/counters.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { dayAndClockText } from '../logic/clock-text.ts';
import { ask } from '../stores/requests.ts';
import { search, showMore, useCountersMirror } from './counters-store.ts';
import { Close, CountersTroubleLine } from './parts.tsx';

/** All of them, found by name, place or id; usable while the rest is still read. */
export function CountersList({ view }: { view: CountersView }) {
  const { t } = useTranslation();
  const { rows, found, search: text } = useCountersMirror();
  const { reading, count, whole } = view;
  const more = found - rows.length;
  return (
    <Sheet title={t('counters.title')} wide>
      <div className="counters">
        <label className="text-field">
          <span>{t('counters.search')}</span>
          <input
            type="search"
            dir="auto"
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            defaultValue={text}
            onInput={(event) => search(event.currentTarget.value)}
          />
        </label>
        <p className="counters-said" role="status">
          {reading === null ? null : <Progress reading={reading} />}
          <span>{t('counters.total', { count })}</span>
          {reading === null && !whole ? <span>{t('counters.partly')}</span> : null}
        </p>
        <CountersTroubleLine view={view} />
        <ul className="counters-rows">
          {rows.map((one) => (
            <Row key={one.id} one={one} backToMs={view.activityBackToMs} busy={view.busy} />
          ))}
        </ul>
        {found === 0 && count > 0 ? <p>{t('counters.none')}</p> : null}
        {more > 0 ? (
          <button type="button" className="button" onClick={showMore}>
            {t('counters.more', { count: Math.min(more, 50) })}
          </button>
        ) : null}
      </div>
      <NoticeLine />
      <div className="sheet-actions">
        {reading === null ? (
          <button type="button" className="button" onClick={() => void ask('counters.again', null)}>
            {t('counters.again')}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => void ask('counters.stop', null)}>
            {t('counters.stop')}
          </button>
        )}
        <Close />
      </div>
    </Sheet>
  );
}

function Progress({ reading }: { reading: NonNullable<CountersView['reading']> }) {
  const { t } = useTranslation();
  const { step, pages, waiting } = reading;
  if (waiting) return <span>{t('counters.waiting')}</span>;
  const key = step === 'counters' ? 'counters.readingCounters' : 'counters.readingActivity';
  return <span>{t(key, { pages: pages + 1 })}</span>;
}

function Row(props: { one: ManagedCounter; backToMs: number | null; busy: boolean }) {
  const { one, backToMs, busy } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const time = one.lastPaymentAtMs ?? backToMs;
  const said = one.lastPaymentAtMs === null ? 'counters.noneSince' : 'counters.lastPayment';
  return (
    <li>
      <button
        type="button"
        disabled={busy}
        onClick={() => void ask('counters.choose', { counterId: one.id })}
      >
        <span className="counters-name">
          <bdi>{one.name}</bdi>
          {one.isThis ? <span className="counters-mark">{t('counters.thisTill')}</span> : null}
        </span>
        <span className="counters-place">
          <bdi>{one.location ?? `…${one.id.slice(-6)}`}</bdi>
        </span>
        <span className="counters-when">
          {one.active ? null : <strong>{t('counters.inactive')}</strong>}
          {time === 0 ? <span>{t('counters.never')}</span> : null}
          {time === null || time === 0 ? null : (
            <span>{t(said, { time: dayAndClockText(time, language) })}</span>
          )}
        </span>
      </button>
    </li>
  );
}
