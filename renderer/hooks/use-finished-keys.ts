import { useRef } from 'react';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { isHastyEnter } from '../logic/key-burst.ts';
import { digitOf } from '../logic/keyboard.ts';
import { nextSale } from '../stores/requests.ts';
import { till, useTill } from '../stores/till-store.ts';
import { isOnButton, useKeys } from './use-keys.ts';

/**
 * Keys on a finished screen: the first digit already belongs to the next sale, Enter means Next sale. An
 * Enter right behind another key is a scanner's and is not heard.
 */
export function useFinishedKeys(view: PaymentViewOf<'paid' | 'not-charged'>): void {
  const left = useRef<string | null>(null);
  useKeys((event) => {
    const now = performance.now();
    if (event.key === 'Enter') {
      if (event.repeat || isHastyEnter(useTill.getState().burst, now) || isOnButton(event)) return;
      event.preventDefault();
      void nextSale(view);
      return;
    }
    if (event.key.length === 1) till.countKey(now);
    const digit = digitOf(event.key);
    if (digit === null) return;
    till.press(digit);
    // Once per payment: further digits only wait for the keypad to come.
    if (left.current === view.attemptId) return;
    left.current = view.attemptId;
    void nextSale(view).then((done) => {
      if (!done) left.current = null;
    });
  });
}
