import { useEffect, useState } from 'react';
import { msToNextSecond, secondsLeft } from '../logic/clock-text.ts';
import { nowAtFex, useCounter } from '../stores/counter-store.ts';

/**
 * Whole seconds until a moment on FEX's clock. Draws again exactly when a second ends, also right after
 * FEX's time was corrected.
 */
export function useSecondsLeft(untilMs: number): number {
  const [, draw] = useState(0);
  const time = useCounter((state) => state.time);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a corrected time has to start the wait anew
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      const ms = msToNextSecond(untilMs, nowAtFex());
      if (!Number.isFinite(ms)) return;
      timer = setTimeout(
        () => {
          draw((n) => n + 1);
          wait();
        },
        Math.min(ms + 1, 60_000),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, [untilMs, time]);
  return secondsLeft(untilMs, nowAtFex());
}

/** Whole seconds since a moment, drawn again every second. */
export function useSecondsSince(sinceMs: number): number {
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => draw((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((nowAtFex() - sinceMs) / 1000));
}
