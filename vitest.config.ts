import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    environment: 'node',
    reporters: ['default', './tests/skipped-reporter.ts'],
    // Two cores is what a till and a build machine have; more workers only make timings noisy.
    maxWorkers: 2,
    // Ends a test that hangs. How fast something is is the benchmarks' matter, and a busy machine is no failure.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
