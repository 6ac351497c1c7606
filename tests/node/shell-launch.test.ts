import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands, startFlags } from '../../electron/bootstrap/commands.mjs';
import { pairExitCode as shellPairExitCode } from '../../electron/core/shell-port.ts';
import {
  chooseShell,
  compileCache,
  findElectron,
  forPairing,
  nodeFlags,
  pairExitCode,
  readLaunchRequest,
  type ShellFacts,
} from '../../electron/launch.ts';
import { launchedWith } from '../../electron/tools/counter-process.ts';

const nothing: ShellFacts = {
  asked: null,
  electron: false,
  config: false,
  failedLately: false,
  isRoot: false,
  noSandbox: false,
};
const chromium = { kind: 'run', shell: 'chromium' } as const;
const electron = { kind: 'run', shell: 'electron' } as const;

it('starts the counter as the tools and benchmarks do', () => {
  expect(launchedWith).toEqual({ flags: nodeFlags, compileCache });
});

describe('the choice of shell', () => {
  it.each<[string, Partial<ShellFacts>, unknown]>([
    ['takes Electron where it is', { electron: true }, electron],
    ['fetches Electron where it is not', {}, { kind: 'download', otherwise: chromium }],
    ['does not try again within a day', { failedLately: true }, chromium],
    ['takes what is there for a config run', { config: true }, chromium],
    ['takes Electron for a config run where it is', { config: true, electron: true }, electron],
    ['does what it is told: Chromium', { asked: 'chromium', electron: true }, chromium],
    ['does what it is told: Electron', { asked: 'electron', electron: true }, electron],
    ['takes Chromium for root, which Electron cannot sandbox', { isRoot: true, electron: true }, chromium],
    [
      'takes Electron for root without a sandbox',
      { isRoot: true, noSandbox: true, electron: true },
      electron,
    ],
  ])('%s', (_what, facts, choice) => {
    expect(chooseShell({ ...nothing, ...facts })).toEqual(choice);
  });

  it.each<[string, Partial<ShellFacts>, RegExp]>([
    ['Electron that is not here, for a config run', { config: true }, /not here/],
    ['Electron for root', { isRoot: true, electron: true }, /root/],
  ])('says why there is no %s', (_what, facts, why) => {
    const choice = chooseShell({ ...nothing, asked: 'electron', ...facts });
    expect(choice).toMatchObject({ kind: 'none', sentence: expect.stringMatching(why) });
  });

  it('tries the download also lately failed when Electron is asked for by name', () => {
    expect(chooseShell({ ...nothing, asked: 'electron', failedLately: true })).toMatchObject({
      kind: 'download',
      otherwise: { kind: 'none' },
    });
  });
});

describe('the launcher’s command line', () => {
  it('hands everything but the shell to the entry', () => {
    const args = [
      '--shell',
      'chromium',
      '--profile',
      '/a b',
      '--devtools-port=0',
      '--kiosk',
      '--config',
      'x.json',
    ];
    expect(readLaunchRequest(args)).toEqual({
      kind: 'run',
      shell: 'chromium',
      config: true,
      noSandbox: false,
      forEntry: ['--profile=/a b', '--devtools-port=0', '--kiosk', '--config=x.json'],
    });
  });

  it.each([[['--shell', 'firefox']], [['--colour']], [['file']], [['--profile']], [['--kiosk=yes']]])(
    'refuses %j in a sentence',
    (args) => {
      expect(readLaunchRequest(args)).toMatchObject({ kind: 'wrong', sentence: expect.stringMatching(/\w/) });
    },
  );

  it('has the same options as npm start', () => {
    const inHelp = [...(commands.start?.help ?? '').matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
    expect(inHelp.sort()).toEqual([...startFlags, '--help'].sort());
    for (const flag of startFlags) {
      const valued = readLaunchRequest([`${flag}=chromium`]);
      const bare = readLaunchRequest([flag]);
      expect([valued.kind, bare.kind], flag).toContain('run');
    }
  });
});

it('goes from training to a pairing in the same window, and in a folder of its own', () => {
  expect(pairExitCode).toBe(shellPairExitCode);
  expect(forPairing(['--profile=/training', '--training', '--kiosk', '--window-size=800x480'])).toEqual([
    '--kiosk',
    '--window-size=800x480',
    '--pair',
  ]);
});

it('looks for Electron’s binary without loading Electron', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-electron-'));
  try {
    expect(findElectron(folder, 'linux', undefined)).toBeNull();
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'electron'), '');
    await chmod(join(folder, 'dist', 'electron'), 0o644);
    // There, but it cannot be run: half unpacked, perhaps.
    expect(findElectron(folder, 'linux', undefined)).toBeNull();
    await chmod(join(folder, 'dist', 'electron'), 0o755);
    expect(findElectron(folder, 'linux', undefined)).toBe(join(folder, 'dist', 'electron'));
    expect(findElectron(folder, 'win32', undefined)).toBeNull();
    expect(findElectron('/nowhere', 'linux', join(folder, 'dist'))).toBe(join(folder, 'dist', 'electron'));
  } finally {
    await rm(folder, { recursive: true });
  }
});
