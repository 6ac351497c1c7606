import { buildWhenStale } from './build.mjs';
import { runChecks, runTests } from './checks.mjs';
import { runDev } from './dev.mjs';
import { hasDisplay, projectFile, say } from './project.mjs';
import { runForeground } from './run.mjs';
import { forHeadless, forTests, forWindow } from './system-packages.mjs';

/**
 * @typedef {object} Command
 * @property {string} help
 * @property {() => readonly string[]} system Debian packages it needs
 * @property {readonly string[]} [optional] what of these it may do without
 * @property {readonly string[]} [needs] files of the project it needs
 * @property {(args: readonly string[]) => string | null} [refuse] what is wrong with the arguments, in a sentence
 * @property {(args: readonly string[]) => string | null} [hinder] why it cannot run here, in a sentence
 * @property {boolean} [ownHelp] its script explains itself
 * @property {(args: readonly string[]) => Promise<number>} run resolves with the exit code
 */

const none = () => /** @type {string[]} */ ([]);

/** Flags of the counter itself; `launch.ts` has the same, and a test compares them. */
export const startFlags = [
  '--shell',
  '--profile',
  '--config',
  '--pair',
  '--training',
  '--devtools-port',
  '--kiosk',
  '--window-size',
  '--no-sandbox',
];

/** @param {readonly string[]} args @param {readonly string[]} known */
function unknownFlag(args, known) {
  const wrong = args.find((arg) => arg.startsWith('-') && !known.includes(arg.split('=')[0] ?? ''));
  return wrong === undefined ? null : `There is no option ${wrong}.`;
}

/** @param {readonly string[]} args */
const noArguments = (args) =>
  args.length === 0 ? null : `It takes no arguments, but got ${args.join(' ')}.`;

/**
 * @param {string} file
 * @returns {(args: readonly string[]) => Promise<number>}
 */
const script = (file) => (args) => runForeground(process.execPath, [projectFile(file), ...args]);

/**
 * @param {string} file
 * @returns {(args: readonly string[]) => Promise<number>}
 */
const builtScript = (file) => async (args) => ((await buildWhenStale()) ? script(file)(args) : 1);

/** In the order they run. */
export const benchNames = /** @type {const} */ ([
  'launch',
  'restart',
  'sale',
  'polling',
  'webhook',
  'journal',
]);

const demoFile = 'electron/tools/demo.ts';

/** @type {Readonly<Record<string, Command>>} */
export const commands = {
  start: {
    help: `npm start -- [options]

  Opens the counter; with no display, and no options, it plays the demo instead.

  --shell electron|chromium  which window; else Electron where it is to be had, or the system's Chromium
  --profile DIR              folder of this counter's journal, settings and log
  --config FILE              who this counter is, for tests and scripts
  --pair                     make this till a real counter: the merchant's keys, then a test payment
  --training                 training, also where there is a real counter on this computer
  --devtools-port N          lets a test drive the page; training or a loopback --config only
  --kiosk                    one window, full screen, no way out
  --window-size WxH          size of the window, or full-screen
  --no-sandbox               run the window without its sandbox (root without setpriv)
  --help                     this text`,
    system: () => (hasDisplay() ? forWindow : forHeadless),
    // Electron may be there instead; the window says so itself if neither is.
    optional: ['chromium'],
    refuse: (args) => unknownFlag(args, startFlags),
    hinder: (args) =>
      hasDisplay() || args.length === 0
        ? null
        : `There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), and with ${args.join(' ')} the counter needs one; without options npm start plays the demo.`,
    async run(args) {
      if (!hasDisplay()) {
        say('There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): this runs the demo instead.');
        return builtScript(demoFile)([]);
      }
      if (!(await buildWhenStale())) return 1;
      const { launch } = await import('../launch.ts');
      return launch(args);
    },
  },
  demo: {
    help: 'npm run demo\n\n  Plays a sale on a counter of its own, with or without a display, and says what happens.',
    system: () => forHeadless,
    needs: [demoFile],
    refuse: noArguments,
    run: builtScript(demoFile),
  },
  dev: {
    help: 'npm run dev\n\n  The training counter with hot reload, in the system’s Chromium.',
    system: () => forWindow,
    refuse: (args) => unknownFlag(args, ['--profile', '--devtools-port', '--window-size', '--no-sandbox']),
    async run(args) {
      if (!hasDisplay()) {
        say('There is no display: npm run dev needs one.');
        return 1;
      }
      return (await buildWhenStale()) ? runDev(args) : 1;
    },
  },
  simulator: {
    help: 'npm run simulator -- [options]\n\n  FEX’s API on this computer, for trying things out.',
    ownHelp: true,
    system: none,
    needs: ['electron/simulator/main.ts'],
    run: script('electron/simulator/main.ts'),
  },
  journal: {
    help: `npm run journal -- verify|show REF|export [options]

  Says what a journal holds and whether it is as it was written; only reads.

  verify                     checks the whole chain and the file
  show REF                   what happened to a reference (or its end), an attempt, a sale or a payment intent
  export                     every row, without what is a customer's
  --profile DIR              folder of the counter; else the training counter's
  --file FILE                a journal by itself, such as one that was set aside; goes without --profile
  --format json|csv          of the export`,
    system: none,
    needs: ['electron/tools/journal.ts'],
    run: script('electron/tools/journal.ts'),
  },
  'scan:pictures': {
    help: `npm run scan:pictures -- FOLDER [--json FILE]

  Reads the codes in a folder of pictures as the counter's camera would, and says how.

  --json FILE  writes the list into a file, too`,
    system: () => forHeadless,
    needs: ['electron/tools/scan-pictures.ts'],
    refuse: (args) => unknownFlag(args, ['--json']),
    run: builtScript('electron/tools/scan-pictures.ts'),
  },
  screenshots: {
    help: 'npm run screenshots\n\n  Takes a picture of every screen into assets/screenshots.',
    system: () => forHeadless,
    needs: ['electron/tools/screenshots.ts'],
    run: builtScript('electron/tools/screenshots.ts'),
  },
  bench: {
    help: `npm run bench -- [options]

  Measures start, memory and round trips.

  --only NAME  one benchmark: ${benchNames.join(', ')}
  --json FILE  writes the figures into a file, too`,
    system: () => forHeadless,
    needs: ['tests/bench/main.ts'],
    refuse: (args) => unknownFlag(args, ['--only', '--json']),
    run: builtScript('tests/bench/main.ts'),
  },
  'bench:scan': {
    help: `npm run bench:scan -- [options]

  How the counter reads hard pictures of phones, beside other readers in the same run.

  --frames N     so many pictures of each kind; 40 unless told otherwise
  --sequences N  so many sequences of a second of each kind; 8 unless told otherwise
  --json FILE    writes the figures into a file, too`,
    system: none,
    needs: ['tests/bench/scan-main.ts'],
    refuse: (args) => unknownFlag(args, ['--frames', '--sequences', '--json']),
    run: script('tests/bench/scan-main.ts'),
  },
  simulate: {
    help: 'npm run simulate -- [options]\n\n  Plays sales on virtual time with everything going wrong, and checks the money.',
    system: none,
    needs: ['electron/tools/simulate.ts'],
    run: script('electron/tools/simulate.ts'),
  },
  torture: {
    help: `npm run torture -- [options]

  Kills the built counter at random moments, fills its disk up, and compares its journal with FEX's books.

  --kills N     so many kills; 200 unless told otherwise
  --floods N    so often its disk of 3 MiB fills up and empties (needs root); 20 unless told otherwise
  --seed S      the same choices again, as near as real time allows
  --self-check  breaks the built counter on purpose; the comparison has to notice each time`,
    system: none,
    needs: ['electron/tools/torture.ts'],
    run: builtScript('electron/tools/torture.ts'),
  },
  mutants: {
    help: 'npm run mutants -- [names]\n\n  Breaks the money code on purpose, one line at a time; a test must notice each.',
    system: none,
    needs: ['electron/tools/mutants.ts'],
    run: script('electron/tools/mutants.ts'),
  },
  check: {
    help: 'npm run check\n\n  Types, lint and unused code.',
    system: none,
    refuse: noArguments,
    run: runChecks,
  },
  test: {
    help: 'npm test -- [vitest arguments]\n\n  Checks, unit tests and end-to-end tests; arguments go to the unit tests.',
    system: () => forTests,
    run: async (args) => ((await buildWhenStale()) ? runTests(args) : 1),
  },
  build: {
    help: 'npm run build\n\n  Builds page, main process, preload and injected bridge into dist.',
    system: none,
    refuse: noArguments,
    run: async () => ((await buildWhenStale({ force: true })) ? 0 : 1),
  },
  setup: {
    help: 'node electron/bootstrap.mjs setup\n\n  Installs everything any command needs, and builds.',
    system: () => forTests,
    refuse: noArguments,
    run: async () => ((await buildWhenStale()) ? 0 : 1),
  },
};

/** One line a command. */
export function describe() {
  const lines = Object.entries(commands).map(([name, { help }]) => {
    const [, , what] = help.split('\n');
    return `  ${name.padEnd(12)}${what?.trim() ?? ''}`;
  });
  return `node electron/bootstrap.mjs <command> [arguments]\n\n${lines.join('\n')}\n`;
}
