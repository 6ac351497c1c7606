import { defineConfig } from 'vitest/config';

/** Real Chromium under Xvfb, real SQLite, real HTTP: slower than units, so apart from them. */
export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['tests/e2e/**/*.e2e.ts'],
    environment: 'node',
    reporters: ['default', './tests/skipped-reporter.ts'],
    // Each file has its own display, FEX and profile; two at a time is what two cores carry.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
