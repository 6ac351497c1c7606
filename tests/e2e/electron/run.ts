import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from '../../../electron/launch.ts';

/** Runs the specs that need Electron itself, or says plainly that they did not run. */

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('electron/package.json'));
const binary = findElectron(folder, process.platform, process.env.ELECTRON_OVERRIDE_DIST_PATH);
if (binary === null) {
  console.log('Electron’s binary is not here: the specs in tests/e2e/electron did NOT run.');
} else {
  const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
  const vitest = require.resolve('vitest/package.json').replace(/package\.json$/, 'vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', '--config', config], {
    stdio: 'inherit',
    env: { ...process.env, FEX_COUNTER_ELECTRON: binary },
  });
  process.exitCode = run.status ?? 1;
}
