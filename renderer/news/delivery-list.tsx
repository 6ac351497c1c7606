import { useTranslation } from 'react-i18next';
import type { DeliveryView } from '../../shared/news.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockTextSeconds } from '../logic/clock-text.ts';

/** What was posted to this counter, the newest first: when, what, and whether FEX had signed it. */
export function DeliveryList({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <section className="news-deliveries">
      <h3>{t('news.deliveries')}</h3>
      {deliveries.length === 0 ? (
        <p>{t('news.none')}</p>
      ) : (
        <ul>
          {deliveries.map(({ atMs, outcome, event, tail, count }) => (
            <li key={`${atMs} ${outcome} ${tail}`} data-outcome={outcome}>
              <time>{clockTextSeconds(atMs, language)}</time>
              <strong>{t(`news.outcome.${outcome}`)}</strong>
              <span>
                {event === null ? null : <bdi dir="ltr">{event}</bdi>}{' '}
                {tail === null ? null : <bdi dir="ltr">…{tail}</bdi>}
                {count > 1 ? t('news.times', { count }) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
