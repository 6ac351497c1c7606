import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewsView } from '../../shared/news.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { clockTextSeconds } from '../logic/clock-text.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { DeliveryList } from './delivery-list.tsx';
import { NewsForm } from './news-form.tsx';
import { useNews } from './use-news.ts';

/** How webhooks reach this counter, whether that is proved, and what arrived; a manager sets it up. */
export function NewsSheet() {
  const { t } = useTranslation();
  const news = useNews();
  const [changing, setChanging] = useState(false);
  if (news !== null && changing) return <NewsForm setup={news.setup} onLeave={() => setChanging(false)} />;
  return (
    <Sheet title={t('news.title')}>
      {news === null ? null : <Standing news={news} />}
      {news === null ? null : <DeliveryList deliveries={news.deliveries} />}
      <NoticeLine />
      <div className="sheet-actions">
        <button type="button" className="button" onClick={() => till.openSheet('none')}>
          {t('news.close')}
        </button>
        {news === null || news.fexUrl === null ? null : (
          <button
            type="button"
            className="button"
            disabled={news.test.state === 'running' || news.listensAt === null}
            onClick={() => {
              till.hush();
              void ask('news.test', null);
            }}
          >
            {t('news.test')}
          </button>
        )}
        {news?.canChange ? (
          <button type="button" className="button" data-kind="primary" onClick={() => setChanging(true)}>
            {t('news.change')}
          </button>
        ) : null}
      </div>
    </Sheet>
  );
}

function Standing({ news }: { news: NewsView }) {
  const { t } = useTranslation();
  const { connection } = useSnapshot();
  const live = connection.state === 'live';
  return (
    <div className="news" role="status">
      <p className="news-standing" data-good={live}>
        {t(live ? 'news.live' : 'news.polling')}
      </p>
      {live ? null : <p>{t('news.charges')}</p>}
      {news.trouble === null ? null : <p className="news-bad">{t(`news.trouble.${news.trouble}`)}</p>}
      <Test news={news} />
      {news.missed ? <p className="news-bad">{t('news.missed')}</p> : null}
      {news.canChange ? null : <p>{t('news.training')}</p>}
      <dl className="news-facts">
        {news.listensAt === null ? null : (
          <>
            <dt>{t('news.listens')}</dt>
            <dd>
              <bdi dir="ltr">{news.listensAt}</bdi>
            </dd>
          </>
        )}
        {news.fexUrl === null ? null : (
          <>
            <dt>{t('news.fexUrl')}</dt>
            <dd>
              <bdi dir="ltr">{news.fexUrl}</bdi>
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}

function Test({ news: { test, setup, listensAt, fexUrl } }: { news: NewsView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (setup.mode === 'off') return <p>{t('news.off')}</p>;
  if (listensAt === null) return null;
  if (fexUrl === null) return <p>{t('news.never')}</p>;
  if (test.state === 'running') return <p>{t('news.running')}</p>;
  if (test.why !== null) return <p className="news-bad">{t(`news.why.${test.why}`)}</p>;
  if (test.atMs === null) return null;
  const time = clockTextSeconds(test.atMs, language);
  return <p className="news-good">{t('news.proved', { time, ms: test.roundTripMs ?? 0 })}</p>;
}
