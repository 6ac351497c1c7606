import { useRef } from 'react';
import type { PaymentViewOf } from '../../shared/payment-view.ts';
import { nextSale } from '../stores/requests.ts';
import { till } from '../stores/till-store.ts';
import { isOnButton, useKeys } from './use-keys.ts';

/**
 * Keys on a finished screen: the first digit already belongs to the next sale, Enter means Next sale. An
 * Enter right behind another key is a scanner's and is not heard.
 */
export function useFinishedKeys(view: PaymentViewOf<'paid' | 'not-charged'>): void {
  const left = useRef<string | null>(null);
  useKeys((event) => {
    const now = event.timeStamp;
    if (event.key === 'Enter' || event.key === 'Tab') {
      const meant = till.typeEnter(now);
      // A scanner's Enter must not press a button either.
      if (!meant) event.preventDefault();
      if (!meant || event.key === 'Tab' || event.repeat || isOnButton(event)) return;
      event.preventDefault();
      void nextSale(view);
      return;
    }
    if (!till.type(event.key, now)) return;
    // Once per payment: further digits only wait for the keypad to come.
    if (left.current === view.attemptId) return;
    left.current = view.attemptId;
    void nextSale(view).then((done) => {
      if (!done) left.current = null;
    });
  });
}
