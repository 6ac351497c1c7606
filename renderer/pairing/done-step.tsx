import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../components/text-field.tsx';
import { Checks } from './checks.tsx';
import { askPairing, usePairing } from './pairing-store.ts';
import { Foot, Step, Trouble } from './parts.tsx';

/** Only now is it said that it worked: the keychain has the keys, and both ways to sell were tried. */
export function DoneStep() {
  const { t } = useTranslation();
  const { counter, scanWith, where } = usePairing();
  const [said, setSaid] = useState<string | null>(null);

  async function finish(form: FormData): Promise<void> {
    const name = String(form.get('managerName') ?? '').trim();
    const pin = String(form.get('managerPin') ?? '').trim();
    if (name === '' && pin === '') return void (await askPairing('pairing.finish', { manager: null }));
    if (name === '') return setSaid(t('failure.name-missing'));
    if (!/^\d{4,8}$/.test(pin)) return setSaid(t('failure.pin-weak'));
    const done = await askPairing('pairing.finish', { manager: { name, pin } });
    if (done !== null && !done.ok) setSaid(t(`failure.${done.failure}`));
  }
  return (
    <Step
      title={t('pairing.done.title', { name: counter?.name ?? '' })}
      hint={t(`pairing.done.${where.environment}`)}
      foot={<Foot words={t('pairing.done.start')} back={false} />}
      onSubmit={(form) => void finish(form)}
    >
      {/* What is still to be done comes before what was done. */}
      <fieldset className="pairing-manager">
        <legend>{t('staff.first')}</legend>
        <TextField name="managerName" label={t('staff.name')} longest={60} />
        <TextField name="managerPin" label={t('staff.newPin')} secret digits longest={8} />
        {said === null ? (
          <p className="pairing-small">{t('staff.firstHint')}</p>
        ) : (
          <p className="notice" role="alert">
            {said}
          </p>
        )}
      </fieldset>
      {scanWith === null ? null : <p>{t(`pairing.done.scan.${scanWith}`)}</p>}
      <Checks />
      <Trouble />
    </Step>
  );
}
