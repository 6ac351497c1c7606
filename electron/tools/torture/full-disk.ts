import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from '../simulate/dice.ts';
import { createLives, type Lives } from './lives.ts';
import { resultOf, type TortureResult } from './report.ts';
import { openShop, type Shop } from './shop.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

export interface FullDiskOptions {
  /** How often the disk fills up and empties again. */
  floods: number;
  seed: number;
  say?: (line: string) => void;
  signal?: AbortSignal;
}

export interface FullDiskResult extends TortureResult {
  floods: number;
  /** Charges and scans that were refused in words because nothing could be recorded. */
  refused: number;
}

const mebibyte = 1_048_576;
const diskMebibytes = 3;
/** Room a counter that goes on has to find. */
const roomBytes = 1.5 * mebibyte;
const tickMs = 20;
const mostTicks = 300;
const sale = /\/(payment-intents|scan-payment)$/;
/** It tries by itself every 5 s whether there is room again, and asks a FEX that failed at most 15 s later. */
const longestWaitMs = 30_000;
/** What a counter says that cannot even open its journal. */
const fullInWords = /disk is full/i;

/**
 * The counter on a disk of 3 MiB that fills up and empties at random, with kills in between: charges are refused in
 * words, nothing is lost, and it goes on when there is room. Null where this user may not mount a disk.
 */
export async function tortureFullDisk(options: FullDiskOptions): Promise<FullDiskResult | null> {
  const { floods, seed, signal, say = () => {} } = options;
  const disk = mountSmallDisk(diskMebibytes);
  if (disk === null) return null;
  try {
    const shop = await openShop({ seed, profile: join(disk.folder, 'profile') });
    const lives = createLives(shop);
    const { wrong } = lives;
    const dice = shop.dice('flood');
    const tide = { refused: 0, taken: 0, kills: 0 };
    let flooded = 0;
    signal?.addEventListener('abort', () => void lives.end());
    try {
      while (flooded < floods && wrong.length === 0 && !signal?.aborted) {
        await flood(disk, shop, lives, dice, tide, flooded);
        flooded += 1;
        say(`${flooded} of ${floods} floods, ${tide.taken} charges taken, ${tide.refused} refused in words`);
      }
      if (wrong.length === 0 && tide.refused === 0 && !signal?.aborted) {
        wrong.push('not one charge was refused: the disk never was full for the journal');
      }
      if (wrong.length === 0 && !signal?.aborted) await lives.settle();
      const result = resultOf(shop, lives, tide.kills, true);
      if (result.kept !== null) cpSync(shop.place.profile, join(shop.folder, 'profile'), { recursive: true });
      return { ...result, floods: flooded, refused: tide.refused };
    } finally {
      await lives.end();
      await shop.close(wrong.length > 0);
    }
  } finally {
    disk.remove();
  }
}

interface Tide {
  refused: number;
  taken: number;
  kills: number;
}

/** The disk fills while the till works, perhaps the till dies on it; then there is room, and a charge has to be taken. */
async function flood(
  disk: SmallDisk,
  { wire, weather }: Shop,
  lives: Lives,
  dice: Dice,
  tide: Tide,
  number: number,
): Promise<void> {
  // Mostly the disk alone; a payment that FEX keeps open would leave nothing to refuse.
  weather.clear();
  const sky = dice.chance(0.3) ? weather.change() : 'calm';
  let till = lives.begin();
  let over = false;
  let takenNow = 0;
  // What arrives at FEX was recorded before.
  wire.onSend = (path) => {
    takenNow += sale.test(path) ? 1 : 0;
  };
  const stopped = (reason: string) => {
    tide.refused += reason === 'journal-unwritable' ? 1 : 0;
  };
  const attend = () => lives.attend(till, () => over, { stopped });
  let working = attend();
  await till.ready.catch(() => {});
  const dies = dice.chance(0.3);
  lives.tell(`flood ${number + 1}: ${sky}${dies ? ', and the counter is killed in it' : ''}`);
  // Into an open payment, or before the next sale, which then has to be refused.
  const between = number === 0 || dice.chance(0.6);
  for (let tick = 0; between && till.view()?.kind !== 'idle' && tick < mostTicks; tick += 1)
    await pause(tickMs);
  if (between) disk.eat(mebibyte * diskMebibytes);
  const refusedBefore = tide.refused;
  const told = new Set<string>();
  const refusedOnScreen = () => {
    const view = till.view();
    if (view?.kind !== 'not-charged' || view.reason !== 'not-sent' || told.has(view.attemptId)) return;
    told.add(view.attemptId);
    tide.refused += 1;
  };
  const ticks = dice.whole(10, 50);
  for (
    let tick = 0;
    tick < ticks || (between && tide.refused === refusedBefore && tick < mostTicks);
    tick += 1
  ) {
    if (dice.chance(0.1)) disk.giveBack(dice.whole(1, 32) * 1024);
    else disk.eat(dice.chance(0.3) ? mebibyte * diskMebibytes : dice.whole(8, 256) * 1024);
    await pause(tickMs);
    refusedOnScreen();
  }
  if (!dies) disk.eat(mebibyte * diskMebibytes);
  if (dies) {
    await till.kill();
    await working;
    tide.kills += 1;
    // On the full disk it either starts or says why it cannot.
    till = lives.begin();
    await till.ready.catch(() => {});
    if (!till.isAlive() && !lives.isOver()) {
      if (!fullInWords.test(till.said()))
        lives.wrong.push(`the counter did not start: ${till.said().trim()}`);
      lives.tell('it did not start on the full disk, and said so');
    }
  }
  disk.giveBack(Math.max(0, roomBytes - disk.freeBytes()) + dice.whole(0, 64) * 1024);
  // A FEX that cannot be read takes no charge either, however much room there is.
  weather.clear();
  lives.tell(`ebb: ${disk.freeBytes()} bytes free`);
  if (lives.isOver()) return;
  if (!till.isAlive()) till = lives.begin();
  if (dies) working = attend();
  takenNow = 0;
  const until = performance.now() + longestWaitMs;
  while (takenNow === 0 && till.isAlive() && performance.now() < until) await pause(tickMs);
  if (takenNow === 0 && !lives.isOver()) {
    lives.wrong.push(`${longestWaitMs / 1000} s after there was room again nothing could be charged`);
  }
  tide.taken += takenNow;
  over = true;
  wire.onSend = () => {};
  await till.kill();
  await working;
}
