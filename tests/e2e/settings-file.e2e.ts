import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type OpenTill, openTill } from './open-till.ts';

let till: OpenTill;
afterEach(async () => {
  await till?.close();
});

it('settings are saved as a file and taken on the next till, and a file of another kind changes nothing', async () => {
  till = await openTill();
  const folder = join(till.profile, 'exchange');
  await till.until('keypad');
  await till.press('Settings');
  await till.press('Settings file');
  await till.press('Save these settings');
  await till.page.getByText('Saved in the folder.').waitFor();
  const [name = ''] = await readdir(folder);
  const saved = JSON.parse(await readFile(join(folder, name), 'utf8'));
  expect(JSON.stringify(saved)).not.toContain(till.fex.seed.counter.clientSecret);

  // The next till's, with another language and another cap; and its own settings file, which is not one to take.
  const other = { ...saved, preferences: { ...saved.preferences, language: 'de' } };
  other.rules.capMinor = 2_000;
  await writeFile(join(folder, 'next.json'), JSON.stringify(other));
  await writeFile(join(folder, 'wrong.json'), await readFile(join(till.profile, 'settings.json'), 'utf8'));
  await till.press('Close');
  await till.press('Settings');
  await till.press('Settings file');
  await till.press(/^wrong\.json/);
  await till.page.getByText('That is no settings file of FEX Counter. Nothing was changed.').waitFor();
  await till.press('Back');
  await till.press(/^next\.json/);
  await till.page.getByText('Largest sale').waitFor();
  await till.press('Take them');
  await till.page.locator('html[lang="de"]').waitFor({ state: 'attached', timeout: 15_000 });
  await till.until('keypad');
  // Twenty is the most now: the last digit is not taken.
  await till.page.keyboard.type('2001', { delay: 120 });
  await till.page
    .locator('.action[data-kind="charge"]')
    .filter({ hasText: /2[.,]00/ })
    .waitFor();
  const settings = JSON.parse(await readFile(join(till.profile, 'settings.json'), 'utf8'));
  expect(settings).toMatchObject({ rules: { capMinor: 2_000 }, preferences: { language: 'de' } });
});
