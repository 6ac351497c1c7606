import { useEffect, useRef } from 'react';

/** A scanner types faster than a hand, and ends with Enter. */
const longestGapMs = 80;
const shortest = 6;

/** Hears a badge that is scanned while nothing is being typed into a field. */
export function useBadge(onCode: (code: string) => void): void {
  const heard = useRef({ text: '', atMs: 0 });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement) return;
      const nowMs = performance.now();
      const { text, atMs } = heard.current;
      const going = nowMs - atMs <= longestGapMs ? text : '';
      if (event.key === 'Enter') {
        heard.current = { text: '', atMs: 0 };
        // Eight digits by hand are a PIN; longer, or with letters, it was a scanner.
        if (going.length > 8 || (going.length >= shortest && /\D/.test(going))) {
          event.preventDefault();
          event.stopImmediatePropagation();
          onCode(going);
        }
      } else if (event.key.length === 1) heard.current = { text: going + event.key, atMs: nowMs };
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  });
}
