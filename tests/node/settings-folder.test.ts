import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSettingsFolder } from '../../electron/node/settings-folder.ts';
import { tempFolder } from './temp-folder.ts';

const folderHere = () => {
  const folder = tempFolder();
  return { folder, path: join(folder, 'exchange'), exchange: createSettingsFolder(join(folder, 'exchange')) };
};

test('is made when it is first wanted, closed to others, and lists its files', async () => {
  const { path, exchange } = folderHere();
  expect(await exchange.list()).toEqual([]);
  expect((await stat(path)).mode & 0o077).toBe(0);
  await exchange.write('settings-1.json', '{}');
  await writeFile(join(path, 'notes.txt'), 'x');
  await writeFile(join(path, '.hidden.json'), 'x');
  await mkdir(join(path, 'folder.json'));
  expect((await exchange.list()).map(({ name }) => name)).toEqual(['settings-1.json']);
  expect(await exchange.read('settings-1.json', 100)).toEqual({ content: '{}' });
  expect((await stat(join(path, 'settings-1.json'))).mode & 0o077).toBe(0);
});

test.each(['../settings.json', '/etc/passwd', 'a/b.json', '..', '.x.json', 'x.txt', 'x\0.json'])(
  'gives and takes no %s',
  async (name) => {
    const { folder, path, exchange } = folderHere();
    await exchange.list();
    await writeFile(join(folder, 'settings.json'), '{"secret":1}');
    expect(await exchange.read(name, 1000)).toBeNull();
    await expect(exchange.write(name, 'x')).rejects.toThrow();
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('{"secret":1}');
    expect(path).toBeTruthy();
  },
);

test('follows no link out of it, waits for no pipe, and reads nothing too large', async () => {
  const { folder, path, exchange } = folderHere();
  await exchange.list();
  await writeFile(join(folder, 'outside.json'), '{"secret":1}');
  await symlink(join(folder, 'outside.json'), join(path, 'link.json'));
  expect(await exchange.read('link.json', 1000)).toBeNull();
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(path, 'pipe.json')]);
  expect(await exchange.read('pipe.json', 1000)).toBeNull();
  await exchange.write('large.json', 'x'.repeat(2000));
  expect(await exchange.read('large.json', 1000)).toBe('too-large');
});
