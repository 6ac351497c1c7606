import { useTranslation } from 'react-i18next';
import type { PairingQuestion, pairingChoices } from '../../shared/pairing.ts';
import { Checks } from './checks.tsx';
import { askPairing, usePairing } from './pairing-store.ts';
import { Foot, Step, Trouble, useInSight } from './parts.tsx';

type Choice = (typeof pairingChoices)[number];

/** The answers to each question; the safer one first. */
const answers: Record<PairingQuestion, readonly Choice[]> = {
  'lost-answer': ['take-over', 'another'],
  'no-counter-keys': ['merchant-key', 'stop'],
  'no-webhook-secret': ['rotate', 'stop'],
  'sold-elsewhere': ['stop', 'go-on'],
  scan: ['qr-only', 'merchant-key'],
};

/** A payment of a cent that nobody pays, and whether wallet codes can be scanned. */
export function ProofStep() {
  const { t } = useTranslation();
  const { question, trouble, busy } = usePairing();
  const place = useInSight<HTMLElement>(question);
  return (
    <Step
      title={t('pairing.proof.title')}
      hint={t('pairing.proof.hint')}
      foot={
        question === null ? (
          <Foot
            words={t(trouble === null ? 'pairing.busy' : 'pairing.again')}
            disabled={trouble === null}
            onPress={() => void askPairing('pairing.again', null)}
          />
        ) : null
      }
    >
      <Checks />
      <Trouble />
      {question === null ? null : (
        <section ref={place} className="pairing-question" role="alert" data-question={question}>
          <h3>{t(`pairing.question.${question}.title`)}</h3>
          <p>{t(`pairing.question.${question}.text`)}</p>
          <div className="pairing-answers">
            {answers[question].map((choice) => (
              <button
                key={choice}
                type="button"
                className="button"
                data-choice={choice}
                disabled={busy}
                onClick={() => void askPairing('pairing.choose', { choice })}
              >
                {t(`pairing.choice.${choice}`)}
              </button>
            ))}
          </div>
        </section>
      )}
    </Step>
  );
}
