import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProfile, type ProfileStamp } from '../../electron/node/profile.ts';
import { tempDisk, tempFolder } from './temp-folder.ts';

const sandbox: ProfileStamp = {
  environment: 'sandbox',
  apiUrl: 'https://api.fex.example/',
  counterId: 'c-1',
};
const training: ProfileStamp = { environment: 'training', apiUrl: null, counterId: null };

describe('a profile', () => {
  it('is made for its owner alone and stamped at its first use', () => {
    const folder = join(tempFolder(), 'a', 'b');
    expect(openProfile(folder, sandbox)).toEqual({ ok: true, created: true });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'profile.json')).mode & 0o777).toBe(0o600);
    expect(openProfile(folder, { ...sandbox, apiUrl: 'https://API.fex.example' })).toEqual({
      ok: true,
      created: false,
    });
  });

  it('refuses another environment, API or counter, and says which', () => {
    const folder = tempFolder();
    openProfile(folder, sandbox);
    const before = readFileSync(join(folder, 'profile.json'), 'utf8');
    const said = (stamp: Partial<ProfileStamp>) => {
      const result = openProfile(folder, { ...sandbox, ...stamp });
      return result.ok ? 'opened' : result.message;
    };
    expect(said({ environment: 'live' })).toContain('is for sandbox, not for live');
    expect(said(training)).toContain('is for sandbox, not for training');
    expect(said({ apiUrl: 'https://other.example' })).toContain(
      'is for FEX at https://api.fex.example, not at https://other.example',
    );
    expect(said({ counterId: 'c-2' })).toContain('is for counter c-1, not for counter c-2');
    expect(readFileSync(join(folder, 'profile.json'), 'utf8')).toBe(before);
    expect(said({})).toBe('opened');
  });

  it('of training is stamped with training alone', () => {
    const folder = tempFolder();
    expect(openProfile(folder, { ...training, apiUrl: 'http://127.0.0.1:4000' })).toMatchObject({ ok: true });
    expect(JSON.parse(readFileSync(join(folder, 'profile.json'), 'utf8'))).toEqual(training);
    expect(
      openProfile(folder, { ...training, apiUrl: 'http://127.0.0.1:5000', counterId: 'x' }),
    ).toMatchObject({
      ok: true,
    });
    expect(openProfile(folder, sandbox)).toMatchObject({ ok: false });
  });

  it('that others could read is closed to them', () => {
    const folder = join(tempFolder(), 'open');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    openProfile(folder, sandbox);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('of the system, or that is refused, keeps the modes it had', () => {
    const shared = join(tempFolder(), 'shared');
    mkdirSync(shared);
    writeFileSync(join(shared, 'of-somebody-else'), '');
    chmodSync(shared, 0o1777);
    const warning = expect.stringContaining(`Others on this computer can look into ${shared}`);
    expect(openProfile(shared, sandbox)).toEqual({ ok: true, created: true, warning });
    expect(openProfile(shared, sandbox)).toEqual({ ok: true, created: false, warning });
    expect(statSync(shared).mode & 0o7777).toBe(0o1777);

    const other = join(tempFolder(), 'other');
    openProfile(other, sandbox);
    chmodSync(other, 0o755);
    expect(openProfile(other, training)).toMatchObject({ ok: false });
    expect(statSync(other).mode & 0o777).toBe(0o755);
    writeFileSync(join(other, 'profile.json'), 'damaged');
    expect(openProfile(other, sandbox)).toMatchObject({ ok: false });
    expect(statSync(other).mode & 0o777).toBe(0o755);
  });

  it('of this counter that was copied open is closed again', () => {
    const folder = join(tempFolder(), 'copied');
    openProfile(folder, sandbox);
    chmodSync(folder, 0o755);
    expect(openProfile(folder, sandbox)).toEqual({ ok: true, created: false });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a journal', 'journal.db', 'x'],
    ['a journal that was set aside', 'journal.damaged-2026-01-01T00-00-00.000Z.db', ''],
    ['settings that say it was paired', 'settings.json', '{"pairing":{"version":1}}'],
  ])('that lost its stamp and holds %s is nobody’s', (_what, name, text) => {
    for (const stamp of [sandbox, { ...sandbox, environment: 'live' as const }, training]) {
      const folder = tempFolder();
      writeFileSync(join(folder, name), text);
      expect(openProfile(folder, stamp)).toEqual({
        ok: false,
        message: expect.stringMatching(/^The folder .* but no profile\.json that says which counter/),
      });
      expect(readdirSync(folder)).toEqual([name]);
    }
  });

  it('that lost its stamp and was training’s is for training alone', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'simulator.json'), '{}');
    expect(openProfile(folder, sandbox)).toMatchObject({ ok: false });
    expect(openProfile(folder, training)).toMatchObject({ ok: true });
  });

  it.each(['', '{"environment":"live"', '{"environment":"moon","apiUrl":null,"counterId":null}', '[]'])(
    'with a damaged stamp (%j) is not taken over',
    (text) => {
      const folder = tempFolder();
      writeFileSync(join(folder, 'profile.json'), text);
      expect(openProfile(folder, sandbox)).toMatchObject({
        ok: false,
        message: expect.stringContaining('damaged'),
      });
      expect(readFileSync(join(folder, 'profile.json'), 'utf8')).toBe(text);
    },
  );

  it('that cannot be made says why', (context) => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    expect(openProfile(file, sandbox)).toEqual({ ok: false, message: `${file} is not a folder.` });
    expect(openProfile(join(file, 'x'), sandbox)).toMatchObject({ ok: false });

    const disk = tempDisk('64k');
    if (!disk) return context.skip('this user may not mount a disk');
    disk.remount('ro');
    expect(openProfile(join(disk.folder, 'x'), sandbox)).toMatchObject({
      ok: false,
      message: expect.stringContaining('read-only'),
    });
    disk.remount('rw');
    mkdirSync(join(disk.folder, 'x'));
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(bavail * bsize));
    expect(openProfile(join(disk.folder, 'x'), sandbox)).toMatchObject({
      ok: false,
      message: expect.stringContaining('disk is full'),
    });
    expect(existsSync(join(disk.folder, 'x', 'profile.json'))).toBe(false);
  });
});
