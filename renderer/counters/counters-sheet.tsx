import { useTranslation } from 'react-i18next';
import type { CountersView } from '../../shared/counters.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { KeysFields, takeKeys } from '../pairing/keys-fields.tsx';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { CounterForm } from './counter-form.tsx';
import { CountersList } from './counters-list.tsx';
import { useCountersLink } from './counters-store.ts';
import { Close, CountersTroubleLine } from './parts.tsx';

/** The merchant's counters: a manager's word, the merchant's keys, the list, and one of them. */
export function CountersSheet() {
  const view = useCountersLink();
  if (view === null) return null;
  if (view.step === 'closed') return <Entrance />;
  if (view.step === 'keys') return <Keys view={view} />;
  const { chosen } = view;
  if (chosen !== null) return <CounterForm key={chosen.counter.id} view={view} chosen={chosen} />;
  return <CountersList view={view} />;
}

function Entrance() {
  const { t } = useTranslation();
  return (
    <Sheet title={t('counters.title')}>
      <p>{t('counters.enterHint')}</p>
      <NoticeLine />
      <div className="sheet-actions">
        <Close />
        <button
          type="button"
          className="button"
          data-kind="primary"
          onClick={() => {
            till.hush();
            void ask('counters.enter', { confirmed: true });
          }}
        >
          {t('counters.open')}
        </button>
      </div>
    </Sheet>
  );
}

function Keys({ view }: { view: CountersView }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('pairing.keys.title')}>
      <form
        className="counters"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          const keys = takeKeys(event.currentTarget);
          if (keys !== null) void ask('counters.keys', keys);
        }}
      >
        <p>{t('counters.keysHint')}</p>
        <KeysFields />
        <CountersTroubleLine view={view} />
        <NoticeLine />
        <div className="sheet-actions">
          <Close />
          <button type="submit" className="button" data-kind="primary" disabled={view.busy}>
            {t(view.busy ? 'pairing.busy' : 'pairing.goOn')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
