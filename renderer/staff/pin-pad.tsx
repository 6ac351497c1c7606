import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from '../logic/keep-focus.ts';

const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const;
const [shortest, longest] = [4, 8];

/** Ten digits, drawn as dots, the first four of them needed; the keyboard's digits work too, and Enter sends. */
export function PinPad(props: { label: string; words: string; onPin: (pin: string) => Promise<void> }) {
  const { label, words, onPin } = props;
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const ready = pin.length >= shortest;

  function type(digit: string): void {
    setPin((before) => (before.length < longest ? before + digit : before));
  }
  function send(): void {
    if (!ready) return;
    setPin('');
    void onPin(pin);
  }
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey) return;
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') setPin((before) => before.slice(0, -1));
      else if (event.key === 'Escape') setPin('');
      else if (event.key === 'Enter') send();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  });
  return (
    <div className="pin-pad">
      <div className="pin-said">
        <h2>{label}</h2>
        <p className="pin-dots" role="status" aria-label={String(pin.length)}>
          {Array.from({ length: longest }, (_, at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: dots have no identity but their place
              key={at}
              data-filled={at < pin.length ? '' : undefined}
              data-more={at >= shortest ? '' : undefined}
            />
          ))}
        </p>
      </div>
      <div className="pin-keys">
        {keys.map((digit) => (
          <button key={digit} type="button" {...keepFocus} onClick={() => type(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" {...keepFocus} className="pin-side" onClick={() => setPin('')}>
          {t('staff.clear')}
        </button>
        <button type="button" {...keepFocus} onClick={() => type('0')}>
          0
        </button>
        <button
          type="button"
          {...keepFocus}
          className="pin-side"
          onClick={() => setPin((before) => before.slice(0, -1))}
        >
          {t('keypad.deleteLast')}
        </button>
      </div>
      <button type="button" className="button" data-kind="primary" disabled={!ready} onClick={send}>
        {words}
      </button>
    </div>
  );
}
