import { useEffect, useState } from 'react';
import type { NewsView } from '../../shared/news.ts';
import { counter } from '../stores/counter-link.ts';

/** How news arrive, as the counter tells it while this is open; null until it did. */
export function useNews(): NewsView | null {
  const [news, setNews] = useState<NewsView | null>(null);
  useEffect(() => {
    let heard = false;
    const stop = counter().listen('news.changed', (body) => {
      heard = true;
      setNews(body.news);
    });
    counter()
      .call('news.read', null)
      .then((read) => {
        // An event that came meanwhile is newer.
        if (!heard) setNews(read);
      }, console.error);
    return stop;
  }, []);
  return news;
}
