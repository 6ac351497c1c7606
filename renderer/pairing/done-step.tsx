import { useTranslation } from 'react-i18next';
import { Checks } from './checks.tsx';
import { askPairing, usePairing } from './pairing-store.ts';
import { Foot, Step, Trouble } from './parts.tsx';

/** Only now is it said that it worked: the keychain has the keys, and both ways to sell were tried. */
export function DoneStep() {
  const { t } = useTranslation();
  const { counter, scanWith, where } = usePairing();
  return (
    <Step
      title={t('pairing.done.title', { name: counter?.name ?? '' })}
      hint={t(`pairing.done.${where.environment}`)}
      foot={
        <Foot
          words={t('pairing.done.start')}
          back={false}
          onPress={() => void askPairing('pairing.finish', null)}
        />
      }
    >
      <Checks />
      {scanWith === null ? null : <p>{t(`pairing.done.scan.${scanWith}`)}</p>}
      <Trouble />
    </Step>
  );
}
