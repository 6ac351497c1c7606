/**
 * Tells a scanner from a hand by its speed and by what it types. A keyboard-wedge scanner types its code
 * some ten milliseconds a key and ends with Enter or Tab; neither its digits nor its Enter may count.
 */

import { type Entry, press } from './amount-entry.ts';
import { digitOf } from './keyboard.ts';

/** Keys closer than this belong to one burst, and an Enter this soon after another key is a scanner's. */
const burstGapMs = 150;
/** A scan that stumbled goes on within this time: keys closer than this are one run. */
const runGapMs = 2000;
/** A burst this long that ends in Enter is a scan, even if it had nothing but digits. */
const scanLength = 6;

export interface Burst {
  /** Whether keys belong together since `beforeRunMinor`; not after a finger or a meant Enter. */
  isOpen: boolean;
  lastKeyMs: number;
  /** Keys that write something, in the present burst. */
  length: number;
  /** The amount before the present burst, and before the whole run of bursts it belongs to. */
  beforeMinor: number;
  beforeRunMinor: number;
  /** Whether a key came that belongs to no amount; its burst takes no digits. */
  isVoid: boolean;
  /** When such a key came last. */
  voidAtMs: number;
}

const never = Number.NEGATIVE_INFINITY;

export const noBurst: Burst = {
  isOpen: false,
  lastKeyMs: never,
  length: 0,
  beforeMinor: 0,
  beforeRunMinor: 0,
  isVoid: false,
  voidAtMs: never,
};

export interface Typing {
  entry: Entry;
  burst: Burst;
}

/** The amount was changed by a finger: what stands there now is meant, only the clock runs on. */
export function settle(burst: Burst): Burst {
  return { ...noBurst, lastKeyMs: burst.lastKeyMs };
}

/** Counts any key. `key` is what it writes, or a name such as Shift, which only keeps the clock. */
export function typeKey({ entry, burst }: Typing, key: string, nowMs: number, capMinor: number): Typing {
  const next = touch(burst, entry, nowMs);
  if (key.length !== 1) return { entry, burst: next };
  next.length++;
  const digit = digitOf(key);
  if (digit === null && !isAmountMark(key)) {
    next.isVoid = true;
    next.voidAtMs = nowMs;
  }
  if (next.isVoid) {
    // A letter all alone may be a slip of the hand; it writes nothing and proves nothing.
    if (next.length < 2) return { entry, burst: next };
    return { entry: entryBefore(next), burst: next };
  }
  if (digit === null) return { entry, burst: next };
  return { entry: press(entry, digit, capMinor), burst: next };
}

/** What an Enter or a Tab means now, and what it leaves. It counts as a key: some scanners send two. */
export function typeEnter({ entry, burst }: Typing, nowMs: number): Typing & { meant: boolean } {
  if (!isHasty(burst, nowMs)) return { entry, burst: { ...noBurst, lastKeyMs: nowMs }, meant: true };
  const scan = burst.length >= scanLength || nowMs - burst.voidAtMs < runGapMs;
  const next = { ...burst, lastKeyMs: nowMs };
  if (!scan) return { entry, burst: next, meant: false };
  const left = entryBefore(burst);
  // The burst stays void: what the scanner still sends is not an amount either.
  return { entry: left, burst: { ...next, isVoid: true, voidAtMs: nowMs }, meant: false };
}

/** Whether a key now follows another one too closely to be meant. */
export function isHasty({ lastKeyMs }: Pick<Burst, 'lastKeyMs'>, nowMs: number): boolean {
  return nowMs - lastKeyMs < burstGapMs;
}

function touch(burst: Burst, entry: Entry, nowMs: number): Burst {
  const gap = nowMs - burst.lastKeyMs;
  if (gap < burstGapMs && burst.isOpen) return { ...burst, lastKeyMs: nowMs };
  return {
    isOpen: true,
    lastKeyMs: nowMs,
    length: 0,
    beforeMinor: entry.amountMinor,
    beforeRunMinor: gap < runGapMs && burst.isOpen ? burst.beforeRunMinor : entry.amountMinor,
    isVoid: false,
    voidAtMs: burst.voidAtMs,
  };
}

/**
 * The entry before the whole run. Digits typed shortly before the scan may be its beginning or a hand's, so
 * they go too; that nothing was changed is said only where nothing but this burst was taken back.
 */
function entryBefore({ beforeMinor, beforeRunMinor }: Burst): Entry {
  const problem = beforeMinor === beforeRunMinor ? 'scanner' : 'scanner-run';
  return { amountMinor: beforeRunMinor, problem };
}

/** Separators write nothing here, yet a hand types them with an amount. */
function isAmountMark(key: string): boolean {
  return /^[.,'’\s\u066b\u066c]$/.test(key);
}
