import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceFolder } from '../../electron/tools/replace-folder.ts';
import { tempFolder } from './temp-folder.ts';

function pictures(...names: string[]): { around: string; folder: string } {
  const around = tempFolder();
  const folder = join(around, 'pictures');
  if (names.length > 0) mkdirSync(folder);
  for (const name of names) writeFileSync(join(folder, name), name);
  return { around, folder };
}

it('keeps the old folder whole until the new one is', async () => {
  const { around, folder } = pictures('old-a', 'old-b');
  await replaceFolder(folder, async (draft) => {
    await writeFile(join(draft, 'new-a'), '');
    // Whoever pulls the plug here finds everything that was there.
    expect(readdirSync(folder)).toEqual(['old-a', 'old-b']);
  });
  expect(readdirSync(folder)).toEqual(['new-a']);
  expect(readdirSync(around)).toEqual(['pictures']);
});

it('leaves it as it was where the new one fails', async () => {
  const { around, folder } = pictures('old-a');
  const failing = replaceFolder(folder, async (draft) => {
    await writeFile(join(draft, 'new-a'), '');
    throw new Error('no display');
  });
  await expect(failing).rejects.toThrow('no display');
  expect(readdirSync(folder)).toEqual(['old-a']);
  expect(readdirSync(around)).toEqual(['pictures']);
});

it('begins over what a killed run left, and needs no old one', async () => {
  const { around, folder } = pictures();
  mkdirSync(`${folder}.draft`);
  writeFileSync(join(`${folder}.draft`, 'half'), '');
  await replaceFolder(folder, (draft) => writeFile(join(draft, 'new-a'), ''));
  expect(readdirSync(folder)).toEqual(['new-a']);
  expect(readdirSync(around)).toEqual(['pictures']);
});
