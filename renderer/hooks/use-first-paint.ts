import { useEffect } from 'react';
import { counter } from '../stores/counter-link.ts';

let told = false;

/** Tells the counter once that a person can see and use the page: two frames later it is on the glass. */
export function useFirstPaint(): void {
  useEffect(() => {
    if (told) return;
    told = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        counter().call('app.painted', null).catch(console.error);
      }),
    );
  }, []);
}
