import { useTranslation } from 'react-i18next';
import type { CountersView, OpenPayment } from '../../shared/counters.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { dayAndClockText } from '../logic/clock-text.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { Confirm, CountersTroubleLine } from './parts.tsx';

/** A counter's end is confirmed on a screen of its own, which names what is still open there. */
export function CounterEnd(props: {
  view: CountersView;
  chosen: NonNullable<CountersView['chosen']>;
  leave: () => void;
}) {
  const { view, chosen, leave } = props;
  const { counter, open, openCount } = chosen;
  const { t } = useTranslation();
  const reading = open === null && view.busy;
  return (
    <Sheet title={t('counters.endTitle', { name: counter.name })}>
      <div className="counters">
        <p>{t('counters.endText')}</p>
        {counter.isThis ? <p>{t('counters.endThis')}</p> : null}
        <p className="counters-open" role="status">
          {reading ? t('counters.endReading') : null}
          {open === null && !reading ? t('counters.endUnread') : null}
          {open !== null && openCount === 0 ? t('counters.endNone') : null}
          {openCount > 0 ? t('counters.endOpen', { count: openCount }) : null}
        </p>
        {openCount === 0 ? null : (
          <ul className="counters-payments">
            {open?.map((one) => (
              <Payment key={`${one.tail} ${one.atMs}`} one={one} />
            ))}
          </ul>
        )}
        <CountersTroubleLine view={view} />
      </div>
      <NoticeLine />
      <Confirm
        yes={t('counters.endYes')}
        busy={view.busy}
        onBack={leave}
        onYes={() => {
          till.hush();
          void ask('counters.deactivate', { counterId: counter.id, confirmed: true });
        }}
      />
    </Sheet>
  );
}

function Payment({ one: { amount, currency, atMs, tail } }: { one: OpenPayment }) {
  const language = useLanguage();
  return (
    <li>
      <bdi dir="ltr">
        {amount ?? '?'} {currency ?? ''}
      </bdi>
      {atMs === null ? <span /> : <time>{dayAndClockText(atMs, language)}</time>}
      <bdi>…{tail}</bdi>
    </li>
  );
}
