/**
 * Tells a scanner from a hand by its speed and by what it types. A keyboard-wedge scanner types its code
 * some ten milliseconds a key and ends with Enter or Tab; neither its digits nor its Enter may count. A quick hand
 * takes some 90 a key, hardly ever less than 60: what lies between charges nothing and is said.
 */

import { type Entry, isMeant, type Limits, mark, press } from './amount-entry.ts';
import { digitOf } from './keyboard.ts';

/** Keys closer than this belong to one burst; slower ones are a hand's, and so is its Enter. */
const burstGapMs = 150;
/** No hand is as quick as this through so many keys. */
const [machineGapMs, machineLength] = [35, 6];
/** Nothing quicker than this, Enter included, is sure to be a hand's. */
const handGapMs = 75;
/** So many digits in one burst are a barcode, however slow its scanner is: an amount has fewer, or a separator. */
const barcodeLength = 8;
/** So many keys are enough to find where a machine began behind a hand that had just typed. */
const tailLength = 4;
/** A scan that stumbled goes on within this time: keys closer than this are one run. */
const runGapMs = 2000;

export interface Burst {
  /** Whether keys belong together since `beforeRunMinor`; not after a finger or a meant Enter. */
  isOpen: boolean;
  startMs: number;
  lastKeyMs: number;
  /** Keys that write something, in the present burst. */
  length: number;
  /** Separators among them: a hand types them with an amount. */
  marks: number;
  /** The amount before the present burst, and before what belongs to its scan if it is one. */
  beforeMinor: number;
  beforeRunMinor: number;
  /** The keys since the last one a hand's pace behind another: when, how many, and the amount before them. */
  tail: { startMs: number; length: number; beforeMinor: number };
  /** Whether keys came shortly before this burst: what stands there may be theirs. */
  isClose: boolean;
  /** Whether a key came that belongs to no amount; its burst takes no digits. */
  isVoid: boolean;
  /** When such a key came last. */
  voidAtMs: number;
}

const never = Number.NEGATIVE_INFINITY;

export const noBurst: Burst = {
  isOpen: false,
  startMs: never,
  lastKeyMs: never,
  length: 0,
  marks: 0,
  beforeMinor: 0,
  beforeRunMinor: 0,
  tail: { startMs: never, length: 0, beforeMinor: 0 },
  isClose: false,
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
export function typeKey({ entry, burst }: Typing, key: string, nowMs: number, limits: Limits): Typing {
  const next = touch(burst, entry, nowMs);
  if (key.length !== 1) return { entry, burst: next };
  next.length++;
  next.tail = { ...next.tail, length: next.tail.length + 1 };
  const digit = digitOf(key);
  const isMark = isAmountMark(key);
  if (isMark) next.marks++;
  if (digit === null && !isMark) {
    next.isVoid = true;
    next.voidAtMs = nowMs;
  }
  if (next.isVoid) {
    // A letter all alone may be a slip of the hand; it writes nothing and proves nothing.
    if (next.length < 2) return { entry, burst: next };
    return { entry: entryBefore(next), burst: next };
  }
  return { entry: digit === null ? mark(entry, key, limits) : press(entry, digit, limits), burst: next };
}

/** What an Enter or a Tab means now, and what it leaves. It counts as a key: some scanners send two. */
export function typeEnter({ entry, burst }: Typing, nowMs: number): Typing & { meant: boolean } {
  // What was typed is not what stands there: that is said already, and is not charged.
  const meant = { entry, burst: { ...noBurst, lastKeyMs: nowMs }, meant: isMeant(entry) };
  if (!isHasty(burst, nowMs)) return meant;
  const gapMs = (nowMs - burst.startMs) / Math.max(burst.length, 1);
  const machine = (burst.length >= machineLength && gapMs <= machineGapMs) || isMachine(burst, machineLength);
  const barcode = burst.length >= barcodeLength && burst.marks === 0;
  const next = { ...burst, lastKeyMs: nowMs };
  if (machine || barcode || nowMs - burst.voidAtMs < runGapMs)
    // The burst stays void: what the scanner still sends is not an amount either.
    return { entry: entryBefore(burst), burst: { ...next, isVoid: true, voidAtMs: nowMs }, meant: false };
  if (gapMs >= handGapMs && nowMs - burst.lastKeyMs >= handGapMs) return meant;
  const problem = burst.length === 0 ? entry.problem : 'too-fast';
  return { entry: { ...entry, problem }, burst: next, meant: false };
}

/** Whether a key now follows another one too closely to press a button. */
export function isHasty({ lastKeyMs }: Pick<Burst, 'lastKeyMs'>, nowMs: number): boolean {
  return nowMs - lastKeyMs < burstGapMs;
}

function touch(burst: Burst, entry: Entry, nowMs: number): Burst {
  const gap = nowMs - burst.lastKeyMs;
  const tail = { startMs: nowMs, length: 0, beforeMinor: entry.amountMinor };
  if (gap < burstGapMs && burst.isOpen)
    return { ...burst, lastKeyMs: nowMs, tail: gap < handGapMs ? burst.tail : tail };
  const isClose = gap < runGapMs && burst.isOpen;
  return {
    isOpen: true,
    startMs: nowMs,
    lastKeyMs: nowMs,
    length: 0,
    marks: 0,
    beforeMinor: entry.amountMinor,
    tail,
    // What a hand rang up stays; what came as quick as a scanner may be the beginning of its code.
    beforeRunMinor: isClose && isQuick(burst) ? burst.beforeRunMinor : entry.amountMinor,
    isClose,
    isVoid: false,
    voidAtMs: burst.voidAtMs,
  };
}

/** Whether its last keys, so many at least, came as quick as no hand types. */
function isMachine({ lastKeyMs, tail }: Burst, atLeast: number): boolean {
  return tail.length >= atLeast && (lastKeyMs - tail.startMs) / (tail.length - 1) <= machineGapMs;
}

/** Whether a burst went on faster than a hand. */
function isQuick({ startMs, lastKeyMs, length, isVoid }: Burst): boolean {
  return isVoid || (length > 1 && (lastKeyMs - startMs) / (length - 1) < handGapMs);
}

/** The entry before the scan. That nothing was changed is said only where nothing came shortly before it. */
function entryBefore(burst: Burst): Entry {
  const { beforeRunMinor, isClose, length, tail } = burst;
  if (tail.length < length && isMachine(burst, tailLength))
    return { amountMinor: tail.beforeMinor, problem: 'scanner-run' };
  return { amountMinor: beforeRunMinor, problem: isClose ? 'scanner-run' : 'scanner' };
}

/** Separators: a hand types them with an amount. */
function isAmountMark(key: string): boolean {
  return /^[.,'’\s\u066b\u066c]$/.test(key);
}
