import { Check, Info, X } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoLiveView } from '../../shared/go-live.ts';
import { Sheet } from '../components/sheet.tsx';
import { useLanguage } from '../hooks/use-money.ts';
import { dayAndClockText } from '../logic/clock-text.ts';
import { counter } from '../stores/counter-link.ts';
import { till } from '../stores/till-store.ts';

const icons = { good: Check, missing: X, noted: Info } as const;

/** FEX's checklist before going live: what was seen, and for each point that was not what is missing. */
export function GoLiveSheet() {
  const { t } = useTranslation();
  const [view, setView] = useState<GoLiveView | null>(null);
  const read = useCallback(() => {
    counter().call('go-live.read', null).then(setView, console.error);
  }, []);
  useEffect(read, [read]);
  const missing = view?.points.filter(({ state }) => state === 'missing').length ?? 0;
  return (
    <Sheet title={t('goLive.title')} wide>
      <div className="go-live">
        <p role="status">
          {view === null
            ? t('goLive.reading')
            : missing === 0
              ? t('goLive.ready')
              : t('goLive.missing', { count: missing })}
        </p>
        <ol className="go-live-points">
          {view?.points.map((point) => (
            <Point key={point.name} point={point} />
          ))}
        </ol>
      </div>
      <div className="sheet-actions">
        <button type="button" className="button" onClick={read}>
          {t('goLive.again')}
        </button>
        <button type="button" className="button" data-kind="primary" onClick={() => till.openSheet('none')}>
          {t('goLive.close')}
        </button>
      </div>
    </Sheet>
  );
}

function Point({ point: { name, state, atMs } }: { point: GoLiveView['points'][number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const Icon = icons[state];
  return (
    <li data-point={name} data-state={state}>
      <span className="go-live-seal" aria-hidden="true">
        <Icon />
      </span>
      <span>
        <strong>{t(`goLive.point.${name}.title`)}</strong>
        <span className="go-live-said">
          {state === 'good' && atMs !== null
            ? t('goLive.seen', { time: dayAndClockText(atMs, language) })
            : null}
          {state === 'good' && atMs === null ? t('goLive.now') : null}
          {state === 'missing' ? t(`goLive.point.${name}.missing`) : null}
          {state === 'noted' ? t('goLive.notNeeded') : null}
        </span>
      </span>
    </li>
  );
}
