import { useEffect, useRef } from 'react';
import { isPlain } from '../logic/keyboard.ts';

/**
 * Hears keys meant for the screen as a whole: not those typed into a field, nor while a sheet is open.
 * The handler may change with every drawing without being hung up anew.
 */
export function useKeys(hear: (event: KeyboardEvent) => void): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!isPlain(event) || isTyping(event.target) || document.querySelector('dialog[open]') !== null)
        return;
      latest.current(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}

/** Enter belongs to a button somebody moved to by keyboard; only else does it mean "go on". */
export function isOnButton(event: KeyboardEvent): boolean {
  const target = event.target;
  return target instanceof HTMLButtonElement && target.matches(':focus-visible');
}
