import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedCounter } from '../../shared/pairing.ts';
import { Choice } from '../components/choice.tsx';
import { TextField } from '../components/text-field.tsx';
import { dayAndClockText } from '../logic/clock-text.ts';
import { CounterList } from './counter-list.tsx';
import { askPairing, useLanguageNow, usePairing, usePairingMirror } from './pairing-store.ts';
import { Foot, Step, Trouble } from './parts.tsx';

const usual = ['USD', 'EUR', 'GBP', 'CHF', 'AED', 'SAR', 'EGP', 'TRY', 'INR', 'CAD', 'AUD'];
const currencies = [...usual, ...Intl.supportedValuesOf('currency').filter((one) => !usual.includes(one))];

/** The first of these names that no counter has. */
function freeName(counters: readonly ListedCounter[], nameOf: (number: number) => string): string {
  const taken = new Set(counters.map(({ name }) => name.trim().toLocaleLowerCase()));
  let number = 1;
  while (taken.has(nameOf(number).toLocaleLowerCase())) number++;
  return nameOf(number);
}

/** A new counter, or one the merchant has already. */
export function CounterStep() {
  const { t } = useTranslation();
  const { before, begun } = usePairing();
  const language = useLanguageNow();
  const counters = usePairingMirror((state) => state.counters);
  const own = counters.find(({ id }) => id === begun?.id) ?? null;
  const [existing, setExisting] = useState(
    own !== null || (before !== null && counters.some(({ id }) => id === before.id)),
  );
  const [currency, setCurrency] = useState('USD');
  const [chosen, setChosen] = useState<ListedCounter | null>(own);
  const [name] = useState(() => freeName(counters, (number) => t('pairing.counter.first', { number })));

  function submit(form: FormData): void {
    if (!existing) {
      const [name, location] = [String(form.get('name')), String(form.get('location'))];
      return void askPairing('pairing.create', { name, location, currency });
    }
    if (chosen === null) return;
    const typed = String(form.get('counterSecret') ?? '');
    const clientSecret = typed.trim() === '' ? null : typed;
    void askPairing('pairing.take-over', { counterId: chosen.id, clientSecret, currency });
  }
  return (
    <Step
      title={t('pairing.counter.title')}
      foot={
        <Foot
          words={t(existing ? 'pairing.counter.takeOver' : 'pairing.counter.create')}
          disabled={existing && chosen === null}
        />
      }
      onSubmit={submit}
    >
      {begun === null ? null : (
        <p className="pairing-begun" role="status">
          {t('pairing.counter.begun', { name: begun.name, time: dayAndClockText(begun.atMs, language) })}
        </p>
      )}
      <div className="choices-row">
        {[false, true].map((one) => (
          <Choice key={String(one)} chosen={existing === one} onPress={() => setExisting(one)}>
            {one ? t('pairing.counter.existing', { count: counters.length }) : t('pairing.counter.new')}
          </Choice>
        ))}
      </div>
      {existing ? (
        <CounterList counters={counters} chosen={chosen} onChoose={setChosen} />
      ) : (
        <>
          <TextField name="name" label={t('pairing.counter.name')} first={name} longest={200} />
          <TextField name="location" label={t('pairing.counter.location')} longest={200} />
        </>
      )}
      {existing && chosen !== null ? (
        <>
          <TextField name="counterSecret" label={t('pairing.counter.oldSecret')} secret longest={4096} />
          <p className="pairing-small">{t('pairing.counter.oldSecretHint')}</p>
        </>
      ) : null}
      <label className="pairing-currency">
        <span>{t('pairing.counter.currency')}</span>
        <select value={currency} onChange={(event) => setCurrency(event.currentTarget.value)}>
          {currencies.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <Trouble />
    </Step>
  );
}
