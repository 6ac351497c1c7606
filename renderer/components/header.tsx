import { Lock, Settings, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from '../logic/keep-focus.ts';
import { counter } from '../stores/counter-link.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { till } from '../stores/till-store.ts';
import { PlaceName } from './place-name.tsx';

/** The top line. `start` replaces the brand where a screen has its way out there. */
export function Header({ start, withSettings = false }: { start?: ReactNode; withSettings?: boolean }) {
  const { t } = useTranslation();
  const { preferences, staff } = useSnapshot();
  const { muted } = preferences;
  return (
    <header className="header">
      {start ?? <Brand />}
      <div className="header-end">
        <ConnectionBadge />
        {muted ? (
          <span className="header-sign">
            <VolumeX aria-hidden="true" />
            <span className="header-word">{t('header.muted')}</span>
          </span>
        ) : null}
        {withSettings && staff.signedIn !== null ? (
          <button
            type="button"
            {...keepFocus}
            className="header-button header-person"
            onClick={() => void counter().call('staff.lock', null)}
          >
            <Lock aria-hidden="true" />
            <span className="header-word">
              <bdi>{staff.signedIn.name}</bdi> <span className="header-lock">{t('staff.lock')}</span>
            </span>
          </button>
        ) : null}
        {withSettings ? (
          <button
            type="button"
            {...keepFocus}
            className="header-button"
            onClick={() => till.openSheet('settings')}
          >
            <Settings aria-hidden="true" />
            <span className="header-word">{t('header.settings')}</span>
          </button>
        ) : null}
      </div>
    </header>
  );
}

/** Merchant, counter and place. */
function Brand() {
  const { counter } = useSnapshot();
  const place = counter.location === '' ? null : counter.location;
  return (
    <div className="brand">
      <BrandTile />
      <div className="brand-words">
        <bdi className="brand-name">{counter.merchantName ?? counter.name}</bdi>
        <span className="brand-place">
          {counter.merchantName === null ? null : <PlaceName className="brand-counter" name={counter.name} />}
          {place === null ? null : (
            <span className="brand-location">
              {counter.merchantName === null ? '' : '·\u00a0'}
              <bdi>{place}</bdi>
            </span>
          )}
        </span>
      </div>
    </div>
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function BrandTile() {
  const { counter } = useSnapshot();
  const name = (counter.merchantName ?? counter.name).trim();
  const first = graphemes.segment(name)[Symbol.iterator]().next().value?.segment ?? '';
  return (
    <span className="brand-tile" aria-hidden="true">
      {first.toLocaleUpperCase()}
    </span>
  );
}

/** Absent where a band says the same: two signs for one fact drift apart. */
function ConnectionBadge() {
  const { t } = useTranslation();
  const { environment, connection } = useSnapshot();
  // With a halt shown, the band is about that: what stopped charging is not the connection.
  if (connection.state === 'offline') return null;
  if (environment === 'training' && (connection.state === 'live' || connection.state === 'polling'))
    return null;
  return (
    <span className="connection" data-state={connection.state}>
      {t(`connection.${connection.state}`)}
    </span>
  );
}
