import { Check } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../shared/snapshot.ts';
import { SandboxBand } from '../components/bands.tsx';
import { languageNames } from '../text/i18n.ts';
import { CounterStep } from './counter-step.tsx';
import { DoneStep } from './done-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { askPairing, usePairing, usePairingMirror } from './pairing-store.ts';
import { ProofStep } from './proof-step.tsx';
import { WhereStep } from './where-step.tsx';

const steps = ['where', 'keys', 'counter', 'proof'] as const;

/** The window in which a manager makes this till the merchant's own. */
export function PairingApp() {
  const view = usePairing();
  useEffect(() => {
    requestAnimationFrame(() => requestAnimationFrame(() => void askPairing('app.painted', null)));
  }, []);
  return (
    <div className="pairing" data-screen={`pairing-${view.step}`}>
      {/* Once somebody said where FEX is: no test money passes for real. */}
      <div className="pairing-band">
        {view.step !== 'where' && view.where.environment === 'sandbox' ? <SandboxBand /> : null}
      </div>
      <Steps />
      <main className="pairing-main">
        {view.step === 'where' ? <WhereStep /> : null}
        {view.step === 'keys' ? <KeysStep /> : null}
        {view.step === 'counter' ? <CounterStep /> : null}
        {view.step === 'proof' ? <ProofStep /> : null}
        {view.step === 'done' ? <DoneStep /> : null}
      </main>
    </div>
  );
}

/** Where in it we are, and what was settled on the way. */
function Steps() {
  const { t } = useTranslation();
  const { step, where, merchant, counter } = usePairing();
  const at = step === 'done' ? steps.length : steps.indexOf(step);
  const said = {
    where: at > 0 ? hostOf(where.apiUrl) : null,
    keys: at > 1 ? (merchant?.clientId ?? null) : null,
    counter: at > 2 ? (counter?.name ?? null) : null,
    proof: null,
  };
  return (
    <nav className="pairing-steps" aria-label={t('pairing.title')}>
      <h1>{t('pairing.title')}</h1>
      <p className="pairing-once">{t('pairing.once')}</p>
      <ol>
        {steps.map((name, index) => (
          <li
            key={name}
            data-state={index < at ? 'done' : index === at ? 'now' : 'later'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className="pairing-dot" aria-hidden="true">
              {index < at ? <Check /> : index + 1}
            </span>
            <span className="pairing-step-words">
              <span>{t(`pairing.steps.${name}`)}</span>
              {said[name] === null ? null : <bdi className="pairing-step-said">{said[name]}</bdi>}
            </span>
          </li>
        ))}
      </ol>
      <LanguageChoice />
    </nav>
  );
}

function LanguageChoice() {
  const { t } = useTranslation();
  const language = usePairingMirror((state) => state.preferences?.language);
  return (
    <label className="pairing-language">
      <span>{t('settings.language')}</span>
      <select
        value={language}
        onChange={(event) => {
          const chosen = languages.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) void askPairing('preferences.change', { language: chosen });
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {languageNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
