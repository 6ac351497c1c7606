import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../electron/simulator');
/** The skin: files that may touch the real clock, real dice and the network. */
const skin = new Set([
  'start.ts',
  'main.ts',
  'wall-clock.ts',
  'cli-options.ts',
  'cli-text.ts',
  'rsa-signer.ts',
  ...readdirSync(folder).filter((name) => name.startsWith('http-')),
]);
const impure =
  /Date\.now|new Date\(\)|performance\.|Math\.random|setTimeout|setInterval|setImmediate|process\.|fetch\(/;

test('the engine has no clock, dice or network of its own', () => {
  const engine = readdirSync(folder).filter((name) => name.endsWith('.ts') && !skin.has(name));
  expect(engine).toContain('engine.ts');
  const sinners = engine.filter((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const imports = [...text.matchAll(/from '(node:[^']+)'/g)].map(([, module]) => module);
    return impure.test(text) || imports.some((module) => module !== 'node:crypto');
  });
  expect(sinners).toEqual([]);
});
