import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['tests/e2e/electron/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One counter at a time.
    fileParallelism: false,
  },
});
