import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../components/text-field.tsx';
import { readMerchantKeys } from '../logic/merchant-keys.ts';
import { Checks } from './checks.tsx';
import { askPairing, usePairing } from './pairing-store.ts';
import { Foot, Step, Trouble } from './parts.tsx';

/** The merchant's keys: typed, pasted, or read as one code. They are in this page only while they are typed. */
export function KeysStep() {
  const { t } = useTranslation();
  const { merchant } = usePairing();
  const [foreign, setForeign] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  function field(name: string): HTMLInputElement | null {
    return place.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? null;
  }
  function hear(text: string, input: HTMLInputElement): void {
    const read = readMerchantKeys(text);
    setForeign(read.kind === 'foreign');
    if (read.kind === 'text') return;
    input.value = '';
    if (read.kind === 'foreign') return;
    const [clientId, clientSecret] = [field('clientId'), field('clientSecret')];
    if (clientId !== null) clientId.value = read.clientId;
    if (clientSecret !== null) clientSecret.value = read.clientSecret;
  }
  return (
    <Step
      title={t('pairing.keys.title')}
      hint={t('pairing.keys.hint')}
      foot={<Foot words={t('pairing.goOn')} />}
      onSubmit={(form) => {
        const clientId = String(form.get('clientId'));
        const clientSecret = String(form.get('clientSecret'));
        if (clientId.trim() === '' || clientSecret.trim() === '') return;
        const typed = field('clientSecret');
        if (typed !== null) typed.value = '';
        void askPairing('pairing.keys', { clientId, clientSecret });
      }}
    >
      <div ref={place} className="pairing-fields">
        <TextField
          name="clientId"
          label={t('pairing.keys.clientId')}
          {...(merchant === null ? {} : { first: merchant.clientId })}
          placeholder="merchant-…"
          longest={4096}
          onText={hear}
        />
        <TextField
          name="clientSecret"
          label={t('pairing.keys.clientSecret')}
          secret
          longest={4096}
          onText={hear}
        />
      </div>
      <p className="pairing-small">{t('pairing.keys.code')}</p>
      {foreign ? (
        <p className="pairing-foreign" role="alert">
          {t('pairing.keys.foreign')}
        </p>
      ) : null}
      <Checks />
      <Trouble />
    </Step>
  );
}
