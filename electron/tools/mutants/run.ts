import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';

type Outcome = 'pass' | 'fail' | 'do not end';
export type Fate = 'caught' | 'survived' | 'no longer applies';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const copied = [
  'electron',
  'renderer',
  'shared',
  'tests',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];
/** Enough simulated sales for a wrong version to meet its bad day. */
const simulatedSales = '800';
/** Many times what unharmed tests take: beyond it a version is said not to end. */
const longestMs = 300_000;

/** A scratch copy of the project, to break one thing at a time in. */
export interface Bench {
  /** Breaks, tests, mends. `by` says which tests noticed, and how. */
  try(mutant: Mutant): Promise<{ fate: Fate; by: string }>;
  /** The given tests, as things are. */
  run(tests: readonly string[]): Promise<Outcome>;
  close(): void;
}

export function openBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'fex-mutants-'));
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

  let running: number | null = null;
  function stop(): void {
    try {
      if (running !== null) process.kill(-running, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  function run(tests: readonly string[]): Promise<Outcome> {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const child = spawn(process.execPath, [vitest, 'run', '--bail', '1', '--maxWorkers', '1', ...tests], {
      cwd: folder,
      env: { ...process.env, SIMULATED_SALES: simulatedSales },
      stdio: 'ignore',
      // A group of its own: what never ends would not hear its parent go.
      detached: true,
    });
    running = child.pid ?? null;
    // A version that never ends is a version that was noticed.
    const timer = setTimeout(stop, longestMs);
    return new Promise((resolve) => {
      child.on('exit', (code) => {
        clearTimeout(timer);
        stop();
        running = null;
        resolve(code === 0 ? 'pass' : code === null ? 'do not end' : 'fail');
      });
    });
  }

  return {
    run,
    async try(mutant) {
      const file = join(folder, mutant.file);
      const text = readFileSync(file, 'utf8');
      if (text.split(mutant.find).length !== 2) return { fate: 'no longer applies', by: mutant.file };
      writeFileSync(
        file,
        text.replace(mutant.find, () => mutant.replace),
      );
      try {
        const outcome = await run(mutant.tests);
        if (outcome !== 'pass') return { fate: 'caught', by: `${mutant.tests.join(', ')} ${outcome}` };
        return { fate: 'survived', by: '' };
      } finally {
        writeFileSync(file, text);
      }
    },
    close() {
      stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
