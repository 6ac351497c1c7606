import { expect, test } from 'vitest';
import { installationId } from '../../electron/core/settings/installation.ts';
import { createFakeRandom } from '../../electron/tools/virtual/fake-random.ts';
import { createMemoryStore } from '../../electron/tools/virtual/memory-store.ts';

test('every installation has an id of its own, and keeps it', () => {
  const [one, other] = [createMemoryStore(), createMemoryStore()];
  const id = installationId(one, createFakeRandom(1));
  expect(installationId(one, createFakeRandom(2))).toBe(id);
  expect(installationId(other, createFakeRandom(3))).not.toBe(id);
});
