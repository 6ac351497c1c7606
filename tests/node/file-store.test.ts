import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileStore } from '../../electron/node/file-store.ts';
import { tempDisk, tempFolder } from './temp-folder.ts';

describe('settings', () => {
  it('are there after a restart, and null where nothing was stored', () => {
    const folder = tempFolder();
    const store = createFileStore({ folder });
    expect(store.read('language')).toBeNull();
    store.write('language', 'de');
    store.write('with.dot', { a: [1, null], b: 'ü' });
    store.write('gone', 1);
    store.write('gone', undefined);
    const again = createFileStore({ folder });
    expect(again.read('language')).toBe('de');
    expect(again.read('with.dot')).toEqual({ a: [1, null], b: 'ü' });
    expect(again.read('gone')).toBeNull();
    expect(again.read('with')).toBeNull();
    expect(again.read('__proto__')).toBeNull();
    expect(again.read('toString')).toBeNull();
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(statSync(join(folder, 'settings.json')).mode & 0o077).toBe(0);
  });

  it('given out cannot be changed from outside', () => {
    const store = createFileStore({ folder: tempFolder() });
    const list = ['a'];
    store.write('list', list);
    list.push('b');
    (store.read('list') as string[]).push('c');
    expect(store.read('list')).toEqual(['a']);
  });

  it.each(['{"language":', '[]', 'null', '', '\u0000\u0000\u0000'])(
    'in a broken file (%j) are put aside and begin anew',
    (broken) => {
      const folder = tempFolder();
      writeFileSync(join(folder, 'settings.json'), broken);
      const told: string[] = [];
      const wallMs = () => Date.UTC(2026, 0, 5, 9, 30);
      const store = createFileStore({ folder, wallMs, onBroken: (file) => told.push(file) });
      const aside = join(folder, 'settings.broken-2026-01-05T09-30-00.000Z.json');
      expect(told).toEqual([aside]);
      expect(readFileSync(aside, 'utf8')).toBe(broken);
      expect(store.read('language')).toBeNull();
      store.write('language', 'ar');
      writeFileSync(join(folder, 'settings.json'), broken);
      createFileStore({ folder, wallMs, onBroken: (file) => told.push(file) });
      expect(new Set(told).size).toBe(2);
      expect(readFileSync(aside, 'utf8')).toBe(broken);
    },
  );

  it('that cannot be written say so and stay as they were', (context) => {
    const disk = tempDisk('1m');
    if (!disk) return context.skip('this user may not mount a disk');
    const store = createFileStore({ folder: disk.folder });
    store.write('volume', 30);
    disk.remount('ro');
    expect(() => store.write('volume', 40)).toThrow(/could not be saved in .*settings\.json \(EROFS\)/);
    expect(store.read('volume')).toBe(30);
    expect(createFileStore({ folder: disk.folder }).read('volume')).toBe(30);
    disk.remount('rw');
    expect(() => store.write('huge', 'x'.repeat(2_000_000))).toThrow(/ENOSPC/);
    store.write('volume', 40);
    expect(createFileStore({ folder: disk.folder }).read('volume')).toBe(40);
    expect(store.read('huge')).toBeNull();
  });
});
