import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockFileName, takeLock } from '../../electron/node/lock.ts';
import { startChild } from './child.ts';
import { tempFolder } from './temp-folder.ts';

it('keeps a second process and a second taker out until it is released', async () => {
  const folder = tempFolder();
  const lock = takeLock(folder);
  expect(lock).not.toBeNull();
  expect(takeLock(folder)).toBeNull();
  expect(await startChild('child-lock.ts', [folder]).line()).toBe('refused');
  lock?.release();
  lock?.release();
  expect(await startChild('child-lock.ts', [folder]).line()).toBe('held');
  expect(takeLock(folder)).toBeNull();
});

it('is let go by the system when its holder is killed', async () => {
  const folder = tempFolder();
  const holder = startChild('child-lock.ts', [folder]);
  expect(await holder.line()).toBe('held');
  expect(takeLock(folder)).toBeNull();
  await holder.kill();
  const lock = takeLock(folder);
  expect(lock).not.toBeNull();
  lock?.release();
});

it('is no lock where the folder is not there', () => {
  expect(() => takeLock(`${tempFolder()}/absent`)).toThrow();
});

it.skipIf(process.platform === 'win32')('is for its owner alone, also where it was not', async () => {
  const folder = tempFolder();
  const file = join(folder, lockFileName);
  const modeOf = () => statSync(file).mode & 0o777;
  takeLock(folder)?.release();
  expect(modeOf()).toBe(0o600);
  chmodSync(file, 0o644);
  const lock = takeLock(folder);
  expect(modeOf()).toBe(0o600);
  // Another try from within lets nobody in.
  expect(takeLock(folder)).toBeNull();
  expect(await startChild('child-lock.ts', [folder]).line()).toBe('refused');
  lock?.release();
});
