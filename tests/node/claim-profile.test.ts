import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { claimProfile } from '../../electron/node/claim-profile.ts';
import { openJournal } from '../../electron/node/journal.ts';
import { takeLock } from '../../electron/node/lock.ts';
import type { ProfileStamp } from '../../electron/node/profile.ts';
import { startChild } from './child.ts';
import { row } from './journal-helpers.ts';
import { tempDisk, tempFolder } from './temp-folder.ts';

vi.setConfig({ testTimeout: 20_000 });
const stamp = (counterId: string): ProfileStamp => ({
  environment: 'sandbox',
  apiUrl: 'http://127.0.0.1:9',
  counterId,
});
const stampIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'profile.json'), 'utf8'));

it('whoever is not let in writes nothing: a folder that is being opened gets one stamp', () => {
  const folder = tempFolder();
  const lock = takeLock(folder);
  expect(claimProfile(folder, stamp('late'))).toEqual({
    ok: false,
    message: `This counter is already open on this computer (profile ${folder}).`,
  });
  expect(existsSync(join(folder, 'profile.json'))).toBe(false);
  lock?.release();
});

it('of processes that open a new folder at once one gets it, and it is stamped with that one', async () => {
  const folder = join(tempFolder(), 'new');
  const names = ['a', 'b', 'c', 'd'];
  const said = await Promise.all(names.map((name) => startChild('child-claim.ts', [folder, name]).line()));
  const winner = said.indexOf('claimed');
  expect(said.filter((line) => line === 'claimed')).toHaveLength(1);
  expect(stampIn(folder).counterId).toBe(names[winner]);
  for (const line of said) expect(line).toMatch(/claimed|already open|is for counter/);
});

it('another counter’s folder is refused as that, open or not, and stays as it was', () => {
  const folder = tempFolder();
  const first = claimProfile(folder, stamp('first'));
  const refused = {
    ok: false,
    message: expect.stringContaining('is for counter first, not for counter second'),
  };
  expect(claimProfile(folder, stamp('second'))).toEqual(refused);
  expect(claimProfile(folder, stamp('first'))).toEqual({
    ok: false,
    message: expect.stringContaining('already open'),
  });
  if (first.ok) first.lock.release();
  expect(claimProfile(folder, stamp('second'))).toEqual(refused);
  expect(stampIn(folder).counterId).toBe('first');
  // Refused is let go again.
  expect(claimProfile(folder, stamp('first'))).toMatchObject({ ok: true });
});

it('a folder that was there is closed to others, whatever it held', () => {
  const [empty, full] = [join(tempFolder(), 'empty'), join(tempFolder(), 'full')];
  for (const folder of [empty, full]) mkdirSync(folder, { mode: 0o755 });
  writeFileSync(join(full, 'other.txt'), '');
  expect(claimProfile(empty, stamp('c'))).toMatchObject({ ok: true });
  expect(claimProfile(full, stamp('c'))).toMatchObject({ ok: true });
  expect(statSync(empty).mode & 0o777).toBe(0o700);
  expect(statSync(full).mode & 0o777).toBe(0o700);
  const [again] = [join(tempFolder(), 'paired-next')];
  mkdirSync(again, { mode: 0o755 });
  expect(claimProfile(again, null)).toMatchObject({ ok: true });
  expect(statSync(again).mode & 0o777).toBe(0o700);
});

it('a folder that cannot be used says why', (context) => {
  const file = join(tempFolder(), 'file');
  writeFileSync(file, '');
  expect(claimProfile(file, stamp('c'))).toEqual({ ok: false, message: `${file} is not a folder.` });
  const disk = tempDisk('64k');
  if (!disk) return context.skip('this user may not mount a disk');
  disk.remount('ro');
  expect(claimProfile(disk.folder, stamp('c'))).toMatchObject({
    ok: false,
    message: expect.stringContaining('read-only'),
  });
  expect(readdirSync(disk.folder)).toEqual([]);
});

it('a pairing that was interrupted goes on, but not over sales whose stamp is gone', async () => {
  const attempt = async (type: string) => {
    const folder = tempFolder();
    const { journal } = await openJournal({ folder });
    await journal.append([row(type)]);
    await journal.close();
    const claim = claimProfile(folder, null);
    if (claim.ok) claim.lock.release();
    return claim;
  };
  expect(await attempt('pairing.created')).toMatchObject({ ok: true });
  expect(await attempt('attempt.sent')).toEqual({
    ok: false,
    message: expect.stringContaining('holds journal.db, but no profile.json'),
  });
  const paired = tempFolder();
  writeFileSync(join(paired, 'settings.json'), '{"pairing":{"version":1}}');
  expect(claimProfile(paired, null)).toEqual({
    ok: false,
    message: expect.stringContaining('holds settings.json of a paired counter'),
  });
});
