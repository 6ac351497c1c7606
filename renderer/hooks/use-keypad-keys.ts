import { useEffect } from 'react';
import { endsScan } from '../logic/key-burst.ts';
import { digitOf } from '../logic/keyboard.ts';
import { charge } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';
import { isOnButton, isTyping, useKeys } from './use-keys.ts';

/** The keypad by keyboard: digits, Backspace, Escape clears, Enter charges, paste puts an amount in. */
export function useKeypadKeys(): void {
  useKeys((event) => {
    const now = performance.now();
    const { burst, entry, note } = useTill.getState();
    if (event.key === 'Enter') {
      if (endsScan(burst, now)) {
        event.preventDefault();
        till.undoBurst();
      } else if (!event.repeat && !isOnButton(event)) {
        event.preventDefault();
        void charge(entry.amountMinor, note);
      }
      return;
    }
    if (event.key === 'Backspace') till.deleteLast();
    else if (event.key === 'Escape') till.clear();
    if (event.key.length !== 1) return;
    till.countKey(now);
    const digit = digitOf(event.key);
    if (digit !== null) till.press(digit);
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
