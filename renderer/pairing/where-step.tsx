import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice, Choices } from '../components/choice.tsx';
import { TextField } from '../components/text-field.tsx';
import { askPairing, usePairing } from './pairing-store.ts';
import { Foot, Step, Trouble } from './parts.tsx';

const environments = ['sandbox', 'live'] as const;

/** Which FEX: test or real money, and the two addresses its administrator gave. */
export function WhereStep() {
  const { t } = useTranslation();
  const { where, before, loopbackOnly } = usePairing();
  const [environment, setEnvironment] = useState(where.environment);
  const [plainHttp, setPlainHttp] = useState(where.plainHttp);
  return (
    <Step
      title={t('pairing.where.title')}
      hint={before === null ? t('pairing.where.hint') : t('pairing.where.before', { name: before.name })}
      foot={<Foot words={t('pairing.goOn')} back={false} />}
      onSubmit={(form) => {
        const apiUrl = String(form.get('apiUrl'));
        const tokenUrl = String(form.get('tokenUrl'));
        void askPairing('pairing.where', { environment, apiUrl, tokenUrl, plainHttp });
      }}
    >
      <Choices label={t('pairing.where.environment')}>
        {environments.map((one) => (
          <Choice
            key={one}
            chosen={environment === one}
            disabled={loopbackOnly && one === 'live'}
            onPress={() => setEnvironment(one)}
          >
            {t(`pairing.where.${one}`)}
          </Choice>
        ))}
      </Choices>
      <TextField
        name="apiUrl"
        label={t('pairing.where.api')}
        first={where.apiUrl}
        placeholder="https://api.fex.example"
      />
      <TextField
        name="tokenUrl"
        label={t('pairing.where.token')}
        first={where.tokenUrl}
        placeholder="https://auth.fex.example/realms/…/token"
      />
      {environment === 'sandbox' ? (
        <label className="pairing-switch">
          <input
            type="checkbox"
            checked={plainHttp}
            onChange={(event) => setPlainHttp(event.currentTarget.checked)}
          />
          <span>{t('pairing.where.plainHttp')}</span>
        </label>
      ) : null}
      <Trouble />
    </Step>
  );
}
