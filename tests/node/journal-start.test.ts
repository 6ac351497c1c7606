import { chmodSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileConfig } from '../../electron/node/config-file.ts';
import { openPorts, StartError } from '../../electron/node/open-ports.ts';
import { damageOf, row, unreachableFex } from './journal-helpers.ts';
import { tempDisk, tempFolder } from './temp-folder.ts';

function open(
  profile: string,
  more: Partial<FileConfig> = {},
  say: (sentence: string) => void = () => {},
  file: string | null = null,
) {
  const options = { config: file } as never;
  const plan = {
    environment: 'sandbox' as const,
    profile,
    config: { ...unreachableFex, ...more },
    record: null,
    pairing: false,
    options,
  };
  const simulator = () => Promise.reject(new Error('not in training'));
  return openPorts(plan, { simulator, language: 'en', say });
}

/** A profile that was used before, on a disk of its own where this user may have one. */
async function used(folder: string): Promise<string> {
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  const { ports, close } = await open(profile);
  await ports.journal.append([row('attempt.sent', { attemptId: 'a', open: true })]);
  await ports.journal.close();
  await close();
  return profile;
}

it('a profile that lies open is closed: the folder, the journal and its log; an open settings file is told of', async () => {
  const profile = await used(tempFolder());
  const file = join(tempFolder(), 'config.json');
  writeFileSync(file, '{}');
  chmodSync(file, 0o644);
  chmodSync(join(profile, 'journal.db'), 0o644);
  chmodSync(profile, 0o755);
  const said: string[] = [];
  const { ports, close } = await open(profile, {}, (sentence) => void said.push(sentence), file);
  await ports.journal.append([row('attempt.sent', { attemptId: 'b' })]);
  const modes = ['', 'journal.db', 'journal.db-wal'].map(
    (name) => statSync(join(profile, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o600]);
  expect(said).toEqual([
    `The settings file ${file} holds a secret, and others on this computer can read it: chmod 600.`,
  ]);
  await ports.journal.close();
  await close();
});

async function refusal(profile: string): Promise<string> {
  const error = await open(profile).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

describe('a start', () => {
  it('says that a port without a secret listens to nothing', async () => {
    const said: string[] = [];
    const say = (sentence: string) => void said.push(sentence);
    for (const more of [{}, { webhookPort: 0, webhookSecret: 'w' }, { webhookPort: 4711 }]) {
      const { ports, identity, close } = await open(tempFolder(), more, say);
      expect(identity.webhookPort === null).toBe(!('webhookSecret' in more));
      await ports.journal.close();
      await close();
    }
    expect(said).toEqual([
      expect.stringMatching(/^The settings file names a webhookPort and no webhookSecret: .*\.$/),
    ]);
  });

  it('says that the disk is full, and starts once there is room', async (context) => {
    const disk = tempDisk('2m');
    if (!disk) return context.skip('this user may not mount a disk');
    const profile = await used(disk.folder);
    const ballast = join(disk.folder, 'ballast');
    const { bavail, bsize } = statfsSync(disk.folder);
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    expect(await refusal(profile)).toMatch(/^The disk is full: the journal in .* cannot be opened\./);
    rmSync(ballast);
    const { ports, close } = await open(profile);
    expect(await ports.journal.openAttempts()).toHaveLength(1);
    expect(damageOf(ports.journal)).toEqual([]);
    await ports.journal.close();
    await close();
  });

  it('says that the disk is read-only', async (context) => {
    const disk = tempDisk('2m');
    if (!disk) return context.skip('this user may not mount a disk');
    const profile = await used(disk.folder);
    disk.remount('ro');
    expect(await refusal(profile)).toMatch(/read-only/);
    disk.remount('rw');
  });

  it('goes on with a new journal where the old one is garbage, and tells the counter', async () => {
    const profile = await used(tempFolder());
    writeFileSync(join(profile, 'journal.db'), 'x'.repeat(20_000));
    const { ports, close } = await open(profile);
    onTestFinished(async () => {
      await ports.journal.close();
      await close();
    });
    expect(damageOf(ports.journal)).toMatchObject([{ kind: 'set-aside' }]);
  });
});
