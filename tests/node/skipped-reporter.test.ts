import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });
const path = (from: string) => fileURLToPath(new URL(from, import.meta.url));

function run(...args: string[]) {
  const vitest = path('../../node_modules/vitest/vitest.mjs');
  const config = path('../fixtures/skipping/vitest.config.ts');
  return spawnSync(process.execPath, [vitest, 'run', '--config', config, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

it('a run says which tests it could not run, and why', () => {
  const { status, stdout } = run();
  expect(status).toBe(0);
  expect(stdout).toContain('NOT RUN HERE (2)');
  expect(stdout).toContain('skips.fixture.ts > needs a disk: this user may not mount a disk');
  expect(stdout).toContain('skips.fixture.ts > elsewhere > runs elsewhere: not for this computer');
});

it('a run of one test by its name says nothing of the others', () => {
  expect(run('-t', 'runs$').stdout).not.toContain('needs a disk');
});
