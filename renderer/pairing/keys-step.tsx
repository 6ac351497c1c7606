import { useTranslation } from 'react-i18next';
import { Checks } from './checks.tsx';
import { KeysFields, takeKeys } from './keys-fields.tsx';
import { askPairing, usePairing } from './pairing-store.ts';
import { Foot, Step, Trouble } from './parts.tsx';

/** The merchant's keys: typed, pasted, or read as one code. */
export function KeysStep() {
  const { t } = useTranslation();
  const { merchant } = usePairing();
  return (
    <Step
      title={t('pairing.keys.title')}
      hint={t('pairing.keys.hint')}
      foot={<Foot words={t('pairing.goOn')} />}
      onSubmit={(_, form) => {
        const keys = takeKeys(form);
        if (keys !== null) void askPairing('pairing.keys', keys);
      }}
    >
      <KeysFields {...(merchant === null ? {} : { clientId: merchant.clientId })} />
      <Checks />
      <Trouble />
    </Step>
  );
}
