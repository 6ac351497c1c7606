import { projectFile, say, took } from './project.mjs';
import { runForeground } from './run.mjs';

/** Types, lint, unused code; then the tests. Each stops at the first thing that fails. */

/** @param {string} path @param {string[]} args */
function onNode(path, ...args) {
  return { program: process.execPath, args: [projectFile('node_modules', ...path.split('/')), ...args] };
}

const checks = [
  { name: 'types', ...onNode('typescript/bin/tsc', '-b') },
  { name: 'lint', ...onNode('@biomejs/biome/bin/biome', 'ci') },
  { name: 'unused code', ...onNode('knip/bin/knip.js') },
];

/** @returns {Promise<number>} */
export async function runChecks() {
  return runSteps(checks);
}

/**
 * @param {readonly string[]} args handed to the unit tests
 * @returns {Promise<number>}
 */
export async function runTests(args) {
  const vitest = 'vitest/vitest.mjs';
  const unit = { name: 'unit tests', ...onNode(vitest, 'run', ...args) };
  const config = 'tests/e2e/vitest.config.ts';
  const endToEnd = { name: 'end-to-end tests', ...onNode(vitest, 'run', '--config', config) };
  // Runs where Electron's binary is, and says plainly where it is not.
  const inElectron = {
    name: 'specs in Electron',
    program: process.execPath,
    args: [projectFile('tests/e2e/electron/run.ts')],
  };
  return runSteps([...checks, unit, endToEnd, inElectron]);
}

/**
 * @param {readonly { name: string, program: string, args: readonly string[] }[]} steps
 * @returns {Promise<number>}
 */
async function runSteps(steps) {
  const began = performance.now();
  for (const { name, program, args } of steps) {
    const stepBegan = performance.now();
    say(`— ${name}`);
    const code = await runForeground(program, args);
    say(`— ${name}: ${code === 0 ? 'passed' : `failed (${code})`} in ${took(stepBegan)}`);
    if (code !== 0) return code;
  }
  if (steps.length > 1) say(`— all passed in ${took(began)}`);
  return 0;
}
