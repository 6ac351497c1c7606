import { afterEach, expect } from 'vitest';
import { startTill, type Till, type TillOptions } from './till.ts';

/** The till of the running test. */
export let till: Till;

/** Opens it; after the test it is stopped, and nothing of it may be left running. */
export async function openTill(options: TillOptions = {}): Promise<Till> {
  till = await startTill(options);
  return till;
}

afterEach(async () => {
  await till?.stop();
  expect(till?.clock.waiting() ?? 0, 'timers left running').toBe(0);
});
