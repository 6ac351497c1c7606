import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProfile } from '../../electron/node/paired-profile.ts';
import { planRun } from '../../electron/node/plan-run.ts';
import { openProfile } from '../../electron/node/profile.ts';
import { aPairingRecord } from '../fakes/pairing-record.ts';
import { tempFolder } from './temp-folder.ts';

const record = aPairingRecord();
const loopback = { apiUrl: 'http://127.0.0.1:1', tokenUrl: 'http://localhost:1/token' };

/** A data folder whose `counter` holds these settings. */
function withCounter(settings: unknown, stamp = true): string {
  const data = tempFolder();
  const folder = join(data, 'counter');
  mkdirSync(folder);
  if (stamp) openProfile(folder, { environment: 'live', apiUrl: record.apiUrl, counterId: 'c-1' });
  if (settings !== undefined) writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  return data;
}
async function planned(args: readonly string[], data: string) {
  const answer = await planRun(args, data);
  if (!answer.ok) throw new Error(answer.sentence);
  return answer.plan;
}

describe('a computer with a paired counter', () => {
  it('opens it, and training only when told to', async () => {
    const data = withCounter({ pairing: record });
    expect(await planned([], data)).toMatchObject({ environment: 'live', record, pairing: false });
    expect(await planned(['--pair'], data)).toMatchObject({ environment: 'live', record, pairing: false });
    expect(await planned(['--training'], data)).toMatchObject({ environment: 'training', record: null });
  });

  it('never becomes training by itself: not when it was given up, nor when its settings are lost', async () => {
    const given = withCounter({ pairing: { ...record, unpairedAtMs: 5 } });
    expect((await planned([], given)).environment).toBe('live');
    for (const settings of [undefined, {}, { preferences: {} }]) {
      expect(await planned([], withCounter(settings))).toMatchObject({
        environment: 'sandbox',
        pairing: true,
      });
    }
  });

  it('with settings from the future is not guessed at, nor paired over', async () => {
    const data = withCounter({ pairing: { ...record, version: 2 } });
    for (const args of [[], ['--pair']])
      await expect(planned(args, data)).rejects.toThrow(/newer FEX Counter. Update this one/);
  });

  it('with settings that cannot be read is paired again, when told to', async () => {
    const data = withCounter({ pairing: { version: 1, counterId: 5 } });
    await expect(planned([], data)).rejects.toThrow(/Pair it again/);
    expect((await planned(['--pair'], data)).pairing).toBe(true);
  });

  it('is not driven from outside, but for a sandbox on this computer', async () => {
    const live = withCounter({ pairing: { ...record, ...loopback } });
    await expect(planned(['--devtools-port', '0'], live)).rejects.toThrow(/--devtools-port/);
    const elsewhere = withCounter({ pairing: { ...record, environment: 'sandbox' } });
    await expect(planned(['--devtools-port', '0'], elsewhere)).rejects.toThrow(/--devtools-port/);
    const here = withCounter({ pairing: { ...record, ...loopback, environment: 'sandbox' } });
    expect((await planned(['--devtools-port', '0'], here)).record?.counterId).toBe('c-1');
    await expect(planned(['--dev-url', 'http://127.0.0.1:2'], here)).rejects.toThrow(/--dev-url/);
  });
});

describe('a computer without one', () => {
  it('opens training, and pairs when told to', async () => {
    const data = tempFolder();
    expect(await planned([], data)).toMatchObject({ environment: 'training', pairing: false });
    expect(await planned(['--pair'], data)).toMatchObject({ pairing: true, profile: join(data, 'counter') });
    await expect(planned(['--pair', '--training'], data)).rejects.toThrow(/exclude each other/);
    await expect(planned(['--pair', '--dev-url', 'http://127.0.0.1:2'], data)).rejects.toThrow(/--dev-url/);
  });

  it('knows of a pairing that was begun there and not ended', async () => {
    const data = tempFolder();
    mkdirSync(join(data, 'counter'));
    writeFileSync(
      join(data, 'counter', 'settings.json'),
      JSON.stringify({ pairingBegun: { counterId: 'c-2' } }),
    );
    expect(await planned([], data)).toMatchObject({ environment: 'training', begun: true });
    expect(await planned([], tempFolder())).toMatchObject({ environment: 'training', begun: false });
  });

  it('knows the folder by its whole path, wherever it was started', async () => {
    const plan = await planned(['--training', '--profile', 'till/../here'], tempFolder());
    expect([plan.profile, plan.options.profile]).toEqual([resolve('here'), resolve('here')]);
  });

  it('leaves a folder that is training’s or a script’s to them', () => {
    const folder = tempFolder();
    openProfile(folder, { environment: 'training', apiUrl: null, counterId: null });
    expect(findProfile(folder)).toEqual({ kind: 'none', begun: false });
  });
});
