import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type CountersTrouble, type CountersView, countersOwnTroubles } from '../../shared/counters.ts';
import { useInSight } from '../pairing/parts.tsx';
import { till } from '../stores/till-store.ts';

export function Close() {
  const { t } = useTranslation();
  return (
    <button type="button" className="button" onClick={() => till.openSheet('none')}>
      {t('counters.close')}
    </button>
  );
}

/** Back, or the one thing that this sheet asks about. */
export function Confirm(props: { yes: string; busy: boolean; onYes: () => void; onBack: () => void }) {
  const { yes, busy, onYes, onBack } = props;
  const { t } = useTranslation();
  return (
    <div className="sheet-actions">
      <button type="button" className="button" onClick={onBack}>
        {t('counters.back')}
      </button>
      <button type="button" className="button" data-kind="primary" disabled={busy} onClick={onYes}>
        {yes}
      </button>
    </div>
  );
}

const isOwn = (code: CountersTrouble): code is (typeof countersOwnTroubles)[number] =>
  (countersOwnTroubles as readonly string[]).includes(code);

/** Why it did not happen, and what to do; FEX's own words where it gave some. */
export function CountersTroubleLine({ view: { trouble } }: { view: CountersView }) {
  const { t } = useTranslation();
  const place = useInSight<HTMLDivElement>(trouble?.code ?? null);
  if (trouble === null) return null;
  const { code, detail } = trouble;
  return (
    <div ref={place} className="pairing-trouble" role="alert">
      <CircleAlert aria-hidden="true" />
      <p>
        {isOwn(code) ? t(`counters.trouble.${code}`) : t(`pairing.trouble.${code}`)}
        {detail === null ? null : <bdi className="pairing-detail">{detail}</bdi>}
      </p>
    </div>
  );
}
