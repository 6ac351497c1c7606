import { useEffect } from 'react';
import { counter } from '../stores/counter-link.ts';

const everyMs = 20_000;

/** Tells the counter that somebody is at the till, so that it is not locked under a hand. */
export function useActivity(signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    let toldAtMs = 0;
    const tell = (): void => {
      if (performance.now() - toldAtMs < everyMs) return;
      toldAtMs = performance.now();
      counter().call('staff.active', null).catch(console.error);
    };
    for (const name of ['pointerdown', 'keydown'] as const) window.addEventListener(name, tell);
    return () => {
      for (const name of ['pointerdown', 'keydown'] as const) window.removeEventListener(name, tell);
    };
  }, [signedIn]);
}
