import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

type Config = {
  getConfig(folder: string, path: string | null, options: null): Promise<Record<string, unknown>>;
  validateConfiguration(config: unknown, log: unknown): Promise<void>;
};
const require = createRequire(import.meta.url);
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as Config;
/** What the validation notes its findings in. */
const log = { isEnabled: false, add: () => {} };

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('electron-builder.yml', async () => {
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

  it('leaves out only what the main process does not load', () => {
    const excluded = JSON.stringify(config.files);
    for (const name of Object.keys(packageJson.dependencies)) {
      const forPageOrOtherShell =
        /^(@fontsource|i18next|react|zustand|lucide|puppeteer)/.test(name) || name === 'react-i18next';
      expect(excluded.includes(name.split('/')[0] ?? name), name).toBe(forPageOrOtherShell);
    }
  });
});
