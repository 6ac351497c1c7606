import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

/**
 * One file for every target: the page, the main process and its journal's thread, Electron's preload and the
 * bridge Chromium injects.
 * `vite build --app` makes them all; `vite` alone serves the page.
 */

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const nodeBuiltins = [...builtinModules, /^node:/];

/** One self-contained file, for places where nothing can be imported. */
function singleFile(
  input: string,
  outDir: string,
  fileName: string,
  format: 'cjs' | 'iife',
): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir: at(outDir),
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input: at(input),
        // In a sandboxed preload `electron` is the one module that can be required.
        external: ['electron'],
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}

const nodeBuild = {
  outDir: at('dist/main'),
  copyPublicDir: false,
  minify: false,
  target: 'node24',
  sourcemap: true,
  ssr: true,
} as const;

/** One self-contained file for Node, beside the main process. */
function besideMain(input: string, fileName: string, external: string[] = []): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, builtins: nodeBuiltins },
    build: {
      ...nodeBuild,
      emptyOutDir: false,
      rolldownOptions: {
        input: at(input),
        external,
        output: { format: 'es', entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}

const mainEntries = {
  'entry-electron': at('electron/entry-electron.ts'),
  'entry-chromium': at('electron/entry-chromium.ts'),
};

export default defineConfig({
  root: at('renderer'),
  plugins: [react()],
  // The reader loads its fallback only where it is needed.
  worker: { format: 'es' },
  server: { host: '127.0.0.1', strictPort: true },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'chrome140',
        // The polyfill is an inline script, which the page's policy refuses, and Chromium needs none.
        modulePreload: { polyfill: false },
        // The policy knows no data: fonts or scripts.
        assetsInlineLimit: 0,
        rolldownOptions: { input: at('renderer/index.html') },
      },
    },
    main: {
      consumer: 'server',
      // Whole: one file is read and compiled faster than a hundred packages, and the till waits for it.
      resolve: { noExternal: true, conditions: ['node', 'import', 'default'], builtins: nodeBuiltins },
      build: {
        ...nodeBuild,
        emptyOutDir: true,
        rolldownOptions: {
          input: mainEntries,
          external: ['electron'],
          // Chunks lie beside the entries, because the journal looks for its thread beside itself.
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    },
    // By itself and whole: in a packaged app this one file lies outside the archive.
    worker: besideMain('electron/node/journal-worker.ts', 'journal-worker.js'),
    // It finds its native part beside itself.
    helper: besideMain('electron/node/keychain-helper.ts', 'keychain-helper.js', ['keytar']),
    preload: singleFile('electron/shell-electron/preload.ts', 'dist/preload', 'preload.cjs', 'cjs'),
    injected: singleFile('electron/shell-chromium/injected-bridge.ts', 'dist/injected', 'bridge.js', 'iife'),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'worker', 'helper', 'preload', 'injected']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
