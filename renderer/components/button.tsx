import type { ReactNode } from 'react';
import { keepFocus } from '../logic/keep-focus.ts';

/** A button of a field: filled with the field's ink, or outlined with it. */
export function FieldButton(props: {
  kind: 'primary' | 'secondary';
  onPress?: () => unknown;
  /** Sends the form it stands in. */
  submit?: boolean;
  disabled?: boolean;
  children: ReactNode;
}) {
  const { kind, onPress, submit = false, disabled = false, children } = props;
  return (
    <button
      type={submit ? 'submit' : 'button'}
      {...keepFocus}
      className="field-button"
      data-kind={kind}
      disabled={disabled}
      onClick={() => void onPress?.()}
    >
      {children}
    </button>
  );
}
