import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { version } from '../../shared/version.ts';

test('the version support is told is the package’s', () => {
  const file = new URL('../../package.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8')).version).toBe(version);
});
