import { useEffect } from 'react';
import { createScannerEar } from '../logic/scanner-ear.ts';
import { counter } from '../stores/counter-link.ts';

/** Tells the counter that a scanner typed something, wherever on the page; never what. */
export function useScannerSeen(): void {
  useEffect(() => {
    const ear = createScannerEar();
    const hear = ({ key, timeStamp }: KeyboardEvent): void => {
      if (ear(key, timeStamp)) counter().call('scanner.seen', null).catch(console.error);
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, []);
}
