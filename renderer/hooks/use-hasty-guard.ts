import { useEffect } from 'react';
import { isHasty } from '../logic/key-burst.ts';

/** Keys that press the button which has the focus, and the one that moves the focus to the next. */
const pressing = ['Enter', ' ', 'Tab'];

/**
 * A scanner types wherever the focus is, and ends with Enter: right behind another key, or held down, Enter
 * presses no button on any screen and sends no sheet's form. Hung up once, so that the keys typed before a sheet
 * opened count too.
 */
export function useHastyGuard(): void {
  useEffect(() => {
    let [lastKeyMs, hasty] = [Number.NEGATIVE_INFINITY, false];
    const time = (event: KeyboardEvent): void => {
      hasty = event.repeat || isHasty({ lastKeyMs }, event.timeStamp);
      lastKeyMs = event.timeStamp;
    };
    // After everybody else: what a screen does with a scanner's Enter stays as it is, only nothing is pressed.
    const guard = (event: KeyboardEvent): void => {
      if (hasty && pressing.includes(event.key) && isPressed(event)) event.preventDefault();
    };
    window.addEventListener('keydown', time, { capture: true });
    window.addEventListener('keydown', guard);
    return () => {
      window.removeEventListener('keydown', time, { capture: true });
      window.removeEventListener('keydown', guard);
    };
  }, []);
}

function isPressed({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('button') !== null) return true;
  // A space within a field is a space.
  return key !== ' ' && target.closest('dialog') !== null;
}
