import { expect, test } from 'vitest';
import { openInstallation } from '../../electron/core/settings/installation.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import { createMemoryStore } from '../../electron/tools/virtual/memory-store.ts';

test('every installation has an id of its own, and keeps it', () => {
  const [one, other] = [createMemoryStore(), createMemoryStore()];
  const id = openInstallation(one, createFakeRandom(1)).id();
  expect(openInstallation(one, createFakeRandom(2)).id()).toBe(id);
  expect(openInstallation(other, createFakeRandom(3)).id()).not.toBe(id);
});
