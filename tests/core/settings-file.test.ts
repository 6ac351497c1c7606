import { describe, expect, it } from 'vitest';
import type { SettingsFolder } from '../../electron/core/ports.ts';
import { vaultNames } from '../../electron/core/ports.ts';
import { readSettingsFile } from '../../electron/core/settings/settings-file.ts';
import type { TransferFiles, TransferLook } from '../../shared/settings-file.ts';
import { openTill, snapshot, till } from '../fakes/one-till.ts';
import type { TillOptions } from '../fakes/till.ts';

const done = { ok: true };
const refused = (failure: string) => ({ ok: false, failure });
const preferences = { language: 'de', theme: 'dark', volume: 30, muted: true };
const rules = {
  capMinor: 123_400,
  standardExpiresS: 120,
  reverseExpiresS: 60,
  lockAfterMinutes: 9,
  refundLateByItself: true,
};
const good = { kind: 'fex-counter-settings', version: 1, currency: 'USD', preferences, rules };

/** A stick that is carried from till to till. */
function folderOf(files: Map<string, string>): SettingsFolder {
  return {
    path: '/stick',
    list: async () => [...files.keys()].map((name) => ({ name, atMs: 1 })),
    async read(name, largest) {
      const content = files.get(name);
      if (content === undefined) return null;
      return content.length > largest ? 'too-large' : { content };
    },
    async write(name, content) {
      files.set(name, content);
    },
  };
}
async function open(file: unknown = good, options: TillOptions = {}): Promise<Map<string, string>> {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  const files = new Map([['in.json', text]]);
  await openTill({ settingsFolder: folderOf(files), ...options });
  return files;
}
const look = async () => (await till.call('settings.look', { name: 'in.json' })) as TransferLook;
const take = async (digest?: string) =>
  till.call('settings.import', { name: 'in.json', digest: digest ?? (await look()).digest, confirmed: true });
const stored = () => JSON.stringify([...till.store.values]);

describe('settings as a file', () => {
  it('go from one till to the next, with what counts and nothing that is secret or its own', async () => {
    const store = {
      preferences,
      rules,
      people: [],
      installationId: '0123456789',
      pairing: { counterId: 'c' },
    };
    const files = await open(good, { store });
    const name = `settings-${till.fex.engine.control.seed().counter.counterId.slice(-8)}.json`;
    expect(await till.call('settings.export', { confirmed: true })).toEqual(done);
    const text = files.get(name) ?? '';
    expect(JSON.parse(text)).toEqual(good);
    const secret = (await till.vault.get(vaultNames.clientSecret)) ?? '-';
    for (const own of [secret, '0123456789', 'people', 'pairing', 'counterId'])
      expect(text).not.toContain(own);
    const { files: listed } = (await till.call('settings.files')) as TransferFiles;
    expect(listed.map((one) => one.name)).toEqual(['in.json', name]);
    await till.stop();

    await open(text);
    const before = stored();
    const seen = await look();
    expect(seen).toMatchObject({ trouble: null, otherCurrency: null });
    expect(seen.changes).toContainEqual({ key: 'capMinor', from: 500_000, to: 123_400 });
    expect(seen.changes).toHaveLength(9);
    expect(stored()).toBe(before);
    expect(await take()).toEqual(done);
    expect(till.reopenings).toBe(1);
    await till.restart();
    expect(await snapshot()).toMatchObject({ capMinor: 123_400, preferences });
    expect((await look()).changes).toEqual([]);
    expect(till.rows()).toContain('settings.imported');
  });

  it('needs a manager, for either way', async () => {
    await open();
    expect(await till.call('settings.export', { confirmed: false })).toEqual(refused('not-confirmed'));
    const { digest } = await look();
    const asked = { name: 'in.json', digest, confirmed: false };
    expect(await till.call('settings.import', asked)).toEqual(refused('not-confirmed'));
    expect(till.reopenings).toBe(0);
  });

  it('leaves the largest sale where it is in another currency', async () => {
    await open({ ...good, currency: 'JPY' });
    const seen = await look();
    expect(seen.otherCurrency).toBe('JPY');
    expect(seen.changes.map(({ key }) => key)).not.toContain('capMinor');
    await take();
    await till.restart();
    expect(await snapshot()).toMatchObject({ capMinor: 500_000, preferences });
  });

  it.each([
    ['not-settings', 'no JSON at all'],
    ['not-settings', { kind: 'something-else', version: 1 }],
    ['not-settings', { pairing: { counterId: 'c-1' }, preferences, rules }],
    ['from-the-future', { ...good, version: 2, more: true }],
    ['broken', { ...good, people: [] }],
    ['broken', { ...good, installationId: 'x' }],
    ['broken', { ...good, rules: { ...rules, capMinor: -1 } }],
    ['broken', { ...good, rules: { ...rules, standardExpiresS: 5 } }],
    ['broken', { ...good, rules: { ...rules, secret: 'x' } }],
    ['broken', { ...good, preferences: { ...preferences, language: 'xx' } }],
    ['broken', { ...good, rules: undefined }],
    ['file-too-large', `${JSON.stringify(good)}${' '.repeat(70_000)}`],
  ])('%s is refused, and nothing changes', async (trouble, file) => {
    await open(file);
    const before = stored();
    expect(await look()).toMatchObject({ trouble, changes: [] });
    expect(await take('')).toEqual(refused('not-possible-now'));
    expect(stored()).toBe(before);
    expect(till.reopenings).toBe(0);
  });

  it('that were changed since somebody looked at them are not taken', async () => {
    const files = await open();
    const { digest } = await look();
    files.set('in.json', JSON.stringify({ ...good, rules: { ...rules, capMinor: 999_999 } }));
    expect(await take(digest)).toEqual(refused('not-possible-now'));
    files.delete('in.json');
    expect(await look()).toMatchObject({ trouble: 'file-gone' });
  });

  it('wait for a payment on the screen', async () => {
    await open();
    const { digest } = await look();
    await till.charge(1250);
    expect(await take(digest)).toEqual(refused('busy'));
    expect(till.reopenings).toBe(0);
  });

  it('are taken whole or not at all', async () => {
    await open();
    const { digest } = await look();
    const before = stored();
    const write = till.store.write;
    till.store.write = (key, value) => {
      if (key === 'preferences') throw new Error('full');
      write(key, value);
    };
    expect(await take(digest)).toEqual(refused('settings-not-saved'));
    till.store.write = write;
    expect(JSON.parse(till.store.values.get('rules') ?? '{}')).toMatchObject({ capMinor: 500_000 });
    expect(before).not.toContain('123400');
    expect(till.reopenings).toBe(0);
  });

  it('are not offered where there is no folder', async () => {
    await openTill();
    expect(await till.call('settings.files')).toEqual({ folder: null, files: [] });
    expect(await till.call('settings.export', { confirmed: true })).toEqual(refused('not-possible-now'));
  });

  it('of an older version are brought up to this one', () => {
    const older = { ...good, version: 1, rules: { ...rules, lockAfterMinutes: undefined, lockAfterS: 540 } };
    const migrations = {
      1: ({ rules: before, ...file }: Record<string, unknown>) => {
        const { lockAfterS, ...kept } = before as { lockAfterS: number };
        return { ...file, rules: { ...kept, lockAfterMinutes: lockAfterS / 60 } };
      },
    };
    const read = readSettingsFile(JSON.stringify(older), migrations, 2);
    expect(read).toMatchObject({ ok: true, settings: { rules } });
    expect(readSettingsFile(JSON.stringify(older), {}, 2)).toEqual({ ok: false, trouble: 'broken' });
  });
});
