import { createRepeatGate } from './repeat-gate.ts';

/** One for the window: a phone that is still held there when the scan screen opens again is no new scan. */
export const isNewCode = createRepeatGate();
