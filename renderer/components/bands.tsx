import { FlaskConical, GraduationCap, OctagonAlert, Smartphone, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HaltView, Snapshot } from '../../shared/snapshot.ts';
import { useLanguage } from '../hooks/use-money.ts';
import { clockText, clockTextSeconds } from '../logic/clock-text.ts';
import { keepFocus } from '../logic/keep-focus.ts';
import { useSnapshot } from '../stores/counter-store.ts';
import { ask } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';

/** What is true on every screen and never leaves: the environment; and what stops charging while it does. */
export function Bands() {
  const snapshot = useSnapshot();
  const { environment, halt } = snapshot;
  return (
    <div className="bands">
      {environment === 'training' ? <TrainingBand /> : null}
      {environment === 'sandbox' ? <SandboxBand /> : null}
      {!isTroubleTold(snapshot) ? null : halt !== null ? <HaltBand /> : <OfflineBand />}
    </div>
  );
}

/** A code keeps the room that its modules need: what stops the next sale is told when it is over. */
export function isTroubleTold({ halt, connection, payment }: Snapshot): boolean {
  return payment.kind !== 'showing-qr' && (halt !== null || connection.state === 'offline');
}

function TrainingBand() {
  const { t } = useTranslation();
  const { hasPhone } = useSnapshot();
  const open = useTill((state) => state.phoneOpen);
  return (
    <div className="band" data-band="training">
      <GraduationCap aria-hidden="true" />
      <strong>{t('band.training')}</strong>
      {hasPhone ? (
        <button
          type="button"
          {...keepFocus}
          className="band-button"
          aria-expanded={open}
          onClick={() => till.setPhoneOpen(!open)}
        >
          <Smartphone aria-hidden="true" />
          <span>{t('band.phone')}</span>
        </button>
      ) : null}
      <span className="band-end">{t('band.trainingText')}</span>
    </div>
  );
}

export function SandboxBand() {
  const { t } = useTranslation();
  return (
    <div className="band" data-band="sandbox">
      <span className="band-plate">
        <FlaskConical aria-hidden="true" />
        <strong>{t('band.sandbox')}</strong>
      </span>
      <span className="band-end band-plate">{t('band.sandboxText')}</span>
    </div>
  );
}

function OfflineBand() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { sinceMs, lastGoodAtMs } = useSnapshot().connection;
  return (
    <div className="band" data-band="offline" role="status">
      <WifiOff aria-hidden="true" />
      <strong>{t('band.offlineSince', { time: clockText(sinceMs, language) })}</strong>
      <span className="band-end">
        {lastGoodAtMs === null
          ? t('band.offlineNever')
          : t('band.offlineLast', { time: clockTextSeconds(lastGoodAtMs, language) })}
      </span>
    </div>
  );
}

/** What a person at this computer may have mended by now. */
const canTryAgain: readonly HaltView['reason'][] = [
  'keychain-locked',
  'keychain-missing',
  'keychain-plain',
  'keys-gone',
  'unpaired',
  'credentials-refused',
];
function waitsForManager(reason: HaltView['reason']): boolean {
  return reason === 'copied-or-restored' || reason === 'journal-damaged' || reason === 'journal-set-aside';
}

function HaltBand() {
  const { t } = useTranslation();
  const { halt, recovery, paired, environment } = useSnapshot();
  if (halt === null) return null;
  // A record that was damaged looks older than it was: what is wrong is the damage.
  const damage = halt.reason === 'copied-or-restored' ? recovery?.journal : null;
  const reason =
    damage == null ? halt.reason : damage.kind === 'set-aside' ? 'journal-set-aside' : 'journal-damaged';
  const inFile = reason === 'credentials-refused' && !paired && environment !== 'training';
  return (
    <div className="band" data-band="halt" role="alert">
      <OctagonAlert aria-hidden="true" />
      <strong>{t('band.halt')}</strong>
      <span className="band-end">{inFile ? t('band.keysInFile') : t(`halt.${reason}`)}</span>
      {canTryAgain.includes(halt.reason) && !inFile ? (
        <button
          type="button"
          {...keepFocus}
          className="band-button"
          onClick={() => void ask('counter.try-again', null)}
        >
          <span>{t(halt.reason === 'unpaired' ? 'pairing.title' : 'band.tryAgain')}</span>
        </button>
      ) : null}
      {recovery !== null && waitsForManager(halt.reason) ? (
        <button
          type="button"
          {...keepFocus}
          className="band-button"
          onClick={() => till.openSheet('recovery')}
        >
          <span>{t('recovery.button')}</span>
        </button>
      ) : null}
    </div>
  );
}
