import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountersView } from '../../shared/counters.ts';
import { NoticeLine } from '../components/notice.tsx';
import { Sheet } from '../components/sheet.tsx';
import { TextField } from '../components/text-field.tsx';
import { ask } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { CounterEnd } from './counter-end.tsx';
import { CounterRotate, RotationLine } from './counter-rotate.tsx';
import { CountersTroubleLine } from './parts.tsx';

/** One counter: what it is called, where it stands, where FEX posts its news; and its end. */
export function CounterForm(props: { view: CountersView; chosen: NonNullable<CountersView['chosen']> }) {
  const { view, chosen } = props;
  const { t } = useTranslation();
  const [step, setStep] = useState<'form' | 'end' | 'rotate'>('form');
  const [asked, setAsked] = useState(false);
  const { counter, webhookUrl } = chosen;
  const backToForm = () => setStep('form');
  if (step === 'end' && counter.active) return <CounterEnd view={view} chosen={chosen} leave={backToForm} />;
  if (step === 'rotate') return <CounterRotate view={view} leave={backToForm} />;

  async function save(typed: FormData): Promise<void> {
    till.hush();
    const text = (name: string) => String(typed.get(name) ?? '').trim();
    const [name, location, url] = [text('name'), text('location'), text('webhookUrl')];
    const about = { counterId: counter.id, name, location, webhookUrl: url };
    // Its view came before its answer.
    setAsked((await ask('counters.update', { ...about, confirmed: true }))?.ok === true);
  }
  const saved = asked && !view.busy && view.trouble === null;
  return (
    <Sheet title={counter.name} wide>
      <form
        className="counters"
        autoComplete="off"
        onInput={() => setAsked(false)}
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
        }}
      >
        <p className="counters-said">
          {counter.isThis ? <span className="counters-mark">{t('counters.thisTill')}</span> : null}
          {counter.active ? null : <strong className="counters-off">{t('counters.inactive')}</strong>}
          <bdi>{counter.id}</bdi>
        </p>
        <div className="counters-fields">
          <TextField name="name" label={t('counters.name')} first={counter.name} longest={200} />
          <TextField
            name="location"
            label={t('counters.location')}
            first={counter.location ?? ''}
            longest={200}
          />
        </div>
        <TextField
          name="webhookUrl"
          label={t('counters.webhookUrl')}
          first={webhookUrl ?? ''}
          longest={2000}
        />
        {counter.isThis && view.rotation !== null ? <RotationLine rotation={view.rotation} /> : null}
        <CountersTroubleLine view={view} />
        {saved ? (
          <p className="counters-saved" role="status">
            {t('counters.saved')}
          </p>
        ) : null}
        <NoticeLine />
        <div className="sheet-actions">
          <button
            type="button"
            className="button"
            onClick={() => void ask('counters.choose', { counterId: null })}
          >
            {t('counters.back')}
          </button>
          {counter.isThis && counter.active ? (
            <button type="button" className="button" disabled={view.busy} onClick={() => setStep('rotate')}>
              {t('counters.rotate')}
            </button>
          ) : null}
          {counter.active ? (
            <button type="button" className="button" disabled={view.busy} onClick={() => setStep('end')}>
              {t('counters.deactivate')}
            </button>
          ) : null}
          <button type="submit" className="button" data-kind="primary" disabled={view.busy}>
            {t('counters.save')}
          </button>
        </div>
      </form>
    </Sheet>
  );
}
