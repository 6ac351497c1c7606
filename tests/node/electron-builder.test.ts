import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { buildWhenStale } from '../../electron/bootstrap/build.mjs';
import { readSource } from '../architecture/source-files.ts';

type Config = {
  getConfig(folder: string, path: string | null, options: null): Promise<Record<string, unknown>>;
  validateConfiguration(config: unknown, log: unknown): Promise<void>;
};
const require = createRequire(import.meta.url);
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as Config;
/** What the validation notes its findings in. */
const log = { isEnabled: false, add: () => {} };

const root = fileURLToPath(new URL('../..', import.meta.url));

// Reading electron-builder's schema and, on a fresh clone, building are work for seconds on a busy computer.
describe('electron-builder.yml', { timeout: 120_000 }, async () => {
  const config = await getConfig(root, 'electron-builder.yml', null);

  it('is a configuration electron-builder takes', async () => {
    await validateConfiguration(config, log);
    await expect(
      validateConfiguration({ ...config, electronFuses: { runAsNod: false } }, log),
    ).rejects.toThrow(/electronFuses/);
  });

  it('hardens the binary', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
    expect(config.asar).toBe(true);
  });

  it('names files that exist', () => {
    const text = readFileSync(`${root}electron-builder.yml`, 'utf8');
    const assets = [...text.matchAll(/: (assets\/\S+)/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(3);
    expect(assets.filter((path) => !existsSync(root + path))).toEqual([]);
  });

  it('may leave node_modules out but for the keychain: the build imports nothing else of them', async () => {
    expect(await buildWhenStale()).toBe(true);
    expect(JSON.stringify(config.files)).toContain('!node_modules/**');
    const main = join(root, 'dist', 'main');
    const files = readdirSync(main).filter((name) => name.endsWith('.js'));
    expect(files).toEqual(
      expect.arrayContaining(['entry-electron.js', 'journal-worker.js', 'keychain-helper.js']),
    );
    const foreign = files.flatMap((name) =>
      readSource(name, readFileSync(join(main, name), 'utf8'))
        .imports.map(({ specifier }) => specifier)
        .filter(
          (specifier) =>
            !specifier.startsWith('./') &&
            !['electron', 'keytar'].includes(specifier) &&
            !isBuiltin(specifier),
        )
        // A computed address is looked up at run time, by code that none of ours runs.
        .filter((specifier) => !specifier.startsWith('computed: '))
        .map((specifier) => `${name} imports ${specifier}`),
    );
    expect(foreign).toEqual([]);
    const kept = (config.files as unknown[]).filter((pattern) => /^node_modules/.test(String(pattern)));
    expect(kept.every((pattern) => String(pattern).startsWith('node_modules/keytar/'))).toBe(true);
    expect(config.asarUnpack).toContain('node_modules/keytar/**');
  });

  it('keeps the journal’s thread whole, because it lies outside the archive', () => {
    const { imports } = readSource(
      'journal-worker.js',
      readFileSync(join(root, 'dist', 'main', 'journal-worker.js'), 'utf8'),
    );
    expect(imports.filter(({ specifier }) => !isBuiltin(specifier))).toEqual([]);
  });
});
