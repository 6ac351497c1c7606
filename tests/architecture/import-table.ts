/**
 * Who may import whom. The first row whose folder or file matches is the one that counts; a folder may always
 * import itself unless its row says `alone`.
 */
export interface Row {
  /** A folder, or one file. */
  who: string;
  /** Folders or files of ours. */
  ours: readonly string[];
  /** Of ours, but by `import()` only. */
  lazily?: readonly string[];
  /** Node's own modules. */
  node?: true;
  /** Packages, each with its reason. */
  packages?: Readonly<Record<string, string>>;
  /** Not even its own folder. */
  alone?: true;
}

const zod = 'checks what comes from outside';

export const importTable: readonly Row[] = [
  { who: 'shared', ours: [], packages: { zod } },
  { who: 'electron/core', ours: ['shared'], packages: { zod } },
  {
    who: 'electron/node',
    ours: ['electron/core/ports.ts', 'shared'],
    node: true,
    packages: {
      zod,
      conf: 'the settings file, written whole or not at all',
      keytar: 'the system’s keychain',
      jsqr: 'reads a code out of a picture',
      pngjs: 'unpacks the picture',
      qrcode: 'makes the modules of a code',
    },
  },
  {
    who: 'electron/shell-electron/preload.ts',
    ours: ['shared'],
    alone: true,
    packages: { electron: 'its IPC, the one thing a sandboxed preload may require' },
  },
  {
    who: 'electron/shell-electron',
    ours: ['electron/core', 'electron/node', 'shared'],
    node: true,
    packages: {
      electron: 'the shell itself',
      'electron-store': 'the settings file, as Electron keeps it',
    },
  },
  { who: 'electron/shell-chromium/injected-bridge.ts', ours: ['shared'], alone: true },
  {
    who: 'electron/shell-chromium',
    ours: ['electron/core', 'electron/node', 'shared'],
    node: true,
    packages: { 'puppeteer-core': 'speaks DevTools over a pipe' },
  },
  {
    who: 'electron/simulator',
    // Of shared only its own control surface: a simulator that shares code with what it tests proves nothing.
    ours: ['shared/sim-control.ts', 'shared/sim-settings.ts'],
    node: true,
    packages: {
      jose: 'signs tokens as FEX does',
      pngjs: 'packs the picture of a code',
      qrcode: 'makes the modules of a code',
      zod: 'checks its own control surface',
    },
  },
  {
    who: 'electron/tools',
    ours: ['electron/core', 'electron/node', 'electron/simulator', 'shared'],
    node: true,
    packages: {
      playwright: 'drives the page for the demo and the pictures',
      jsqr: 'reads the code on a screenshot, as a phone would',
      pngjs: 'unpacks the screenshot',
      qrcode: 'draws the code of a phone before a made-up camera',
      zod,
    },
  },
  { who: 'electron/launch.ts', ours: [], node: true, alone: true },
  {
    // What both entries put behind their shell's window.
    who: 'electron/open-counter.ts',
    ours: ['electron/core', 'electron/node', 'shared'],
    lazily: ['electron/simulator'],
    alone: true,
  },
  {
    who: 'electron/entry-electron.ts',
    ours: ['electron/shell-electron', 'electron/open-counter.ts', 'electron/core', 'electron/node', 'shared'],
    lazily: ['electron/simulator'],
    node: true,
    alone: true,
  },
  {
    who: 'electron/entry-chromium.ts',
    ours: ['electron/shell-chromium', 'electron/open-counter.ts', 'electron/core', 'electron/node', 'shared'],
    lazily: ['electron/simulator'],
    node: true,
    alone: true,
  },
  { who: 'electron/bootstrap.mjs', ours: ['electron/bootstrap'], node: true, alone: true },
  { who: 'electron/bootstrap', ours: [], lazily: ['electron/launch.ts'], node: true },
  {
    who: 'renderer',
    ours: ['shared'],
    packages: {
      zod,
      react: 'draws',
      'react-dom': 'draws in a page',
      zustand: 'the mirrors of what the counter says',
      i18next: 'every visible word',
      'react-i18next': 'the same, in React',
      'lucide-react': 'icons',
      'zxing-wasm': 'reads codes from the camera',
      '@zxing/browser': 'the same, where WebAssembly does not start',
      '@zxing/library': 'what that one is made of',
      '@fontsource-variable/inter': 'the typeface',
      '@fontsource-variable/noto-sans-arabic': 'the Arabic typeface',
    },
  },
];
