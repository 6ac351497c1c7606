import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedCounter } from '../../shared/pairing.ts';

/** More than a person reads; the search finds the rest. */
const mostRows = 60;

/** All counters of the merchant, found by name, place or the end of their id. */
export function CounterList(props: {
  counters: readonly ListedCounter[];
  chosen: ListedCounter | null;
  onChoose: (counter: ListedCounter) => void;
}) {
  const { counters, chosen, onChoose } = props;
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const found = counters.filter((one) => matches(one, wanted));
  return (
    <>
      {counters.length > 6 ? (
        <label className="pairing-search">
          <Search aria-hidden="true" />
          <input
            type="search"
            dir="auto"
            aria-label={t('pairing.counter.search')}
            placeholder={t('pairing.counter.search')}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        </label>
      ) : null}
      <ul className="pairing-counters">
        {found.slice(0, mostRows).map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={chosen?.id === one.id}
              disabled={!one.active}
              onClick={() => onChoose(one)}
            >
              <bdi className="pairing-counter-name">{one.name}</bdi>
              <bdi className="pairing-counter-place">{one.location ?? `…${one.id.slice(-6)}`}</bdi>
              {one.active ? null : <span className="pairing-off">{t('pairing.counter.inactive')}</span>}
            </button>
          </li>
        ))}
      </ul>
      {found.length > mostRows ? (
        <p className="pairing-small">{t('pairing.counter.more', { count: found.length - mostRows })}</p>
      ) : null}
      {found.length === 0 ? <p className="pairing-small">{t('pairing.counter.none')}</p> : null}
    </>
  );
}

function matches(counter: ListedCounter, wanted: string): boolean {
  const text = `${counter.name} ${counter.location ?? ''} ${counter.id}`.toLocaleLowerCase();
  return text.includes(wanted.trim().toLocaleLowerCase());
}
