import { useEffect } from 'react';
import { charge } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';
import { isOnButton, isTyping, useKeys } from './use-keys.ts';

/** The keypad by keyboard: digits, Backspace, Escape clears, Enter charges, paste puts an amount in. What a scanner types is none of it. */
export function useKeypadKeys(): void {
  useKeys((event) => {
    const now = event.timeStamp;
    if (event.key === 'Enter' || event.key === 'Tab') {
      const meant = till.typeEnter(now);
      if (!meant || (event.key === 'Enter' && !isOnButton(event))) event.preventDefault();
      if (!meant || event.key === 'Tab' || event.repeat || isOnButton(event)) return;
      const { entry, note } = useTill.getState();
      void charge(entry.amountMinor, note);
      return;
    }
    till.type(event.key, now);
    if (event.key === 'Backspace') till.deleteLast();
    else if (event.key === 'Escape') till.clear();
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      till.paste(event.clipboardData?.getData('text') ?? '');
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
}
