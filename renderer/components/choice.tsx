import type { ReactNode } from 'react';

/** One of a row of which one is pressed; in sheets and in the pairing, where no keypad waits for the keyboard. */
export function Choice(props: {
  chosen: boolean;
  lang?: string;
  disabled?: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  const { chosen, lang, disabled, onPress, children } = props;
  return (
    <button
      type="button"
      className="choice"
      lang={lang}
      aria-pressed={chosen}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

/** A row of them, under what is chosen. */
export function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="choices">
      <legend className="choices-label">{label}</legend>
      <div className="choices-row">{children}</div>
    </fieldset>
  );
}
