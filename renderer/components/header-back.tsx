import { ArrowLeft } from 'lucide-react';
import { keepFocus } from '../logic/keep-focus.ts';

/** The way out at the header's start. */
export function HeaderBack({ label, onPress }: { label: string; onPress: () => unknown }) {
  return (
    <button type="button" {...keepFocus} className="header-button header-back" onClick={() => void onPress()}>
      <ArrowLeft aria-hidden="true" />
      <span>{label}</span>
    </button>
  );
}
