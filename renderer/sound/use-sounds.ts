import { useEffect, useRef } from 'react';
import type { PaymentKind } from '../../shared/payment-view.ts';
import { useCounter, useSnapshot } from '../stores/counter-store.ts';
import { type Moment, unknownEveryMs } from './notes.ts';
import { play } from './player.ts';

const moments: Readonly<Partial<Record<PaymentKind, Moment>>> = {
  paid: 'paid',
  'not-charged': 'not-charged',
  mismatch: 'not-charged',
  'paid-late': 'paid-late',
  'refund-failed': 'not-charged',
  'waiting-for-approval': 'scan',
};

function sound(moment: Moment): void {
  const preferences = useCounter.getState().snapshot?.preferences;
  if (preferences !== undefined) play(moment, preferences);
}

/** A sound for each change of the payment; a page that was just loaded has seen no change and is quiet. */
export function useSounds(): void {
  const { kind } = useSnapshot().payment;
  const before = useRef<PaymentKind>(kind);
  useEffect(() => {
    if (before.current === kind) return;
    before.current = kind;
    const moment = moments[kind];
    if (moment !== undefined) sound(moment);
  }, [kind]);
  useEffect(() => {
    if (kind !== 'unknown') return;
    sound('unknown');
    const again = setInterval(() => sound('unknown'), unknownEveryMs);
    // Any touch or key says that somebody has seen it.
    const seen = (): void => clearInterval(again);
    document.addEventListener('pointerdown', seen);
    document.addEventListener('keydown', seen);
    return () => {
      seen();
      document.removeEventListener('pointerdown', seen);
      document.removeEventListener('keydown', seen);
    };
  }, [kind]);
}
