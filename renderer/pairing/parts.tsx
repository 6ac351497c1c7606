import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { askPairing, usePairing, usePairingMirror } from './pairing-store.ts';

/** One step: its title, a sentence, what is typed, and the way on at the foot. */
export function Step(props: {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
  foot: ReactNode;
  onSubmit?: (typed: FormData, form: HTMLFormElement) => void;
}) {
  const { title, hint, children, foot, onSubmit } = props;
  return (
    <form
      className="pairing-step"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.(new FormData(event.currentTarget), event.currentTarget);
      }}
    >
      <header>
        <h2>{title}</h2>
        {hint === undefined ? null : <p>{hint}</p>}
      </header>
      <div className="pairing-body">{children}</div>
      <div className="pairing-foot">{foot}</div>
    </form>
  );
}

/** The way back and the way on. */
export function Foot(props: { words: string; back?: boolean; disabled?: boolean; onPress?: () => void }) {
  const { words, back = true, disabled = false, onPress } = props;
  const { t } = useTranslation();
  const { busy } = usePairing();
  return (
    <>
      {back ? (
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void askPairing('pairing.back', null)}
        >
          {t('pairing.back')}
        </button>
      ) : null}
      <button
        type={onPress === undefined ? 'submit' : 'button'}
        className="button"
        data-kind="primary"
        disabled={busy || disabled}
        onClick={onPress}
      >
        {busy ? t('pairing.busy') : words}
      </button>
    </>
  );
}

/** Scrolls to what has to be read now, where a low window hides it. */
export function useInSight<E extends HTMLElement>(what: string | null) {
  const place = useRef<E>(null);
  useEffect(() => {
    if (what !== null) place.current?.scrollIntoView({ block: 'nearest' });
  }, [what]);
  return place;
}

/** Why it does not go on, and what to do. */
export function Trouble() {
  const { t } = useTranslation();
  const { trouble } = usePairing();
  const refused = usePairingMirror((state) => state.refused);
  const place = useInSight<HTMLDivElement>(trouble?.code ?? null);
  if (trouble === null && !refused) return null;
  return (
    <div ref={place} className="pairing-trouble" role="alert">
      <CircleAlert aria-hidden="true" />
      <p>
        {trouble === null ? t('refused') : t(`pairing.trouble.${trouble.code}`)}
        {trouble?.detail ? <bdi className="pairing-detail">{trouble.detail}</bdi> : null}
      </p>
    </div>
  );
}
