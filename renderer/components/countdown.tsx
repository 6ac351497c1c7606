import { useTranslation } from 'react-i18next';
import { useSecondsLeft } from '../hooks/use-countdown.ts';
import { minutesSeconds, shareLeft } from '../logic/clock-text.ts';
import { nowAtFex } from '../stores/counter-store.ts';

/** "Ends in 4:42": the number a person reads. It is a clock, not an announcement, so it is not read out. */
export function EndsIn({ untilMs }: { untilMs: number }) {
  const { t } = useTranslation();
  const seconds = useSecondsLeft(untilMs);
  return (
    <p className="ends-in" role="timer" aria-live="off">
      <span className="ends-in-label">{t('qr.endsIn')}</span> <time dir="ltr">{minutesSeconds(seconds)}</time>
    </p>
  );
}

/** What is left of the time, emptying towards the start, once a second. */
export function TimeBar({ fromMs, untilMs }: { fromMs: number; untilMs: number }) {
  useSecondsLeft(untilMs);
  const share = shareLeft(fromMs, untilMs, nowAtFex());
  return (
    <div className="time-bar" aria-hidden="true">
      <div className="time-bar-left" style={{ inlineSize: `${(share * 100).toFixed(2)}%` }} />
    </div>
  );
}

const radius = 264;
const round = 2 * Math.PI * radius;

/** The open ring that runs down: what is left, from the top, against the clock's turn as it empties. */
export function TimeRing({ fromMs, untilMs }: { fromMs: number; untilMs: number }) {
  useSecondsLeft(untilMs);
  const share = shareLeft(fromMs, untilMs, nowAtFex());
  return (
    <svg className="time-ring" viewBox="0 0 544 544" aria-hidden="true">
      <circle className="time-ring-track" cx="272" cy="272" r={radius} />
      {share > 0 ? (
        <circle
          className="time-ring-left"
          cx="272"
          cy="272"
          r={radius}
          strokeDasharray={`${share * round} ${round}`}
          transform="rotate(-90 272 272)"
        />
      ) : null}
    </svg>
  );
}

/** The same ring without a time: something is awaited, and no end can be promised. */
export function EmptyRing() {
  return (
    <svg className="time-ring" viewBox="0 0 544 544" aria-hidden="true">
      <circle className="time-ring-track" cx="272" cy="272" r={radius} />
    </svg>
  );
}
