import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../components/text-field.tsx';
import { readMerchantKeys } from '../logic/merchant-keys.ts';

/** Where the merchant's keys are typed, pasted or read as one code. They are in this page only while they are typed. */
export function KeysFields({ clientId }: { clientId?: string }) {
  const { t } = useTranslation();
  const [foreign, setForeign] = useState(false);
  const place = useRef<HTMLDivElement>(null);

  function hear(text: string, input: HTMLInputElement): void {
    const read = readMerchantKeys(text);
    setForeign(read.kind === 'foreign');
    if (read.kind === 'text') return;
    input.value = '';
    if (read.kind === 'foreign') return;
    for (const name of ['clientId', 'clientSecret'] as const) {
      const field = place.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (field) field.value = read[name];
    }
  }
  return (
    <>
      <div ref={place} className="pairing-fields">
        <TextField
          name="clientId"
          label={t('pairing.keys.clientId')}
          {...(clientId === undefined ? {} : { first: clientId })}
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
    </>
  );
}

/** What was typed, or null where something is missing; the secret leaves the field with it. */
export function takeKeys(form: HTMLFormElement): { clientId: string; clientSecret: string } | null {
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement;
  const [id, secret] = [field('clientId'), field('clientSecret')];
  const keys = { clientId: id.value.trim(), clientSecret: secret.value.trim() };
  if (keys.clientId === '' || keys.clientSecret === '') return null;
  secret.value = '';
  return keys;
}
