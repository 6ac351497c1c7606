import { parseArgs } from 'node:util';
import { isLoopback } from './config-file.ts';

/** What both entries are told on the command line; `launch.ts` hands these through unread. */
export interface EntryOptions {
  /** Folder of this counter's journal, settings and log; null is the environment's own default. */
  profile: string | null;
  /** A file that says who the counter is, for tests and scripts. */
  config: string | null;
  /** Make a real counter of this profile. */
  pair: boolean;
  /** Training, although there is a real counter on this computer. */
  training: boolean;
  /** Null: no port. 0: any free port. */
  devtoolsPort: number | null;
  kiosk: boolean;
  noSandbox: boolean;
  windowSize: { width: number; height: number } | 'full-screen';
  /** The dev server the page comes from, loopback only. */
  devUrl: string | null;
}

export type EntryAnswer = { ok: true; options: EntryOptions } | { ok: false; sentence: string };

export const defaultWindowSize = { width: 1280, height: 800 } as const;

/** Reads an entry's arguments, or says in one sentence what is wrong with them. */
export function readEntryOptions(args: readonly string[]): EntryAnswer {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        profile: { type: 'string' },
        config: { type: 'string' },
        pair: { type: 'boolean' },
        training: { type: 'boolean' },
        'devtools-port': { type: 'string' },
        kiosk: { type: 'boolean' },
        'no-sandbox': { type: 'boolean' },
        'window-size': { type: 'string' },
        'dev-url': { type: 'string' },
      },
    }));
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  // An empty name is a variable that was not set; the folder this was started in is nobody's profile.
  if (text(values.profile)?.trim() === '')
    return wrong('--profile is empty: it takes the folder of this counter.');
  if (text(values.config)?.trim() === '')
    return wrong('--config is empty: it takes a file that says who the counter is.');
  const devtoolsPort = readPort(text(values['devtools-port']));
  if (devtoolsPort === 'wrong') return wrong('--devtools-port takes a port number from 0 to 65535.');
  if (values.pair === true && values.training === true)
    return wrong('--pair and --training exclude each other.');
  const windowSize = readSize(text(values['window-size']));
  if (windowSize === 'wrong') return wrong('--window-size takes WIDTHxHEIGHT or full-screen.');
  const devUrl = text(values['dev-url']);
  if (devUrl !== null && !isLoopback(devUrl)) return wrong('--dev-url takes an address on this computer.');
  return {
    ok: true,
    options: {
      profile: text(values.profile),
      config: text(values.config),
      pair: values.pair === true,
      training: values.training === true,
      devtoolsPort,
      kiosk: values.kiosk === true,
      noSandbox: values['no-sandbox'] === true,
      windowSize,
      devUrl,
    },
  };
}

/**
 * Whoever reaches the DevTools port, or serves the page, is the page. So there is that only where no money is:
 * in training, and (DevTools only) in a run whose config names nothing but this computer.
 */
export function developmentRefusal(facts: {
  options: Pick<EntryOptions, 'devtoolsPort' | 'devUrl'>;
  environment: 'training' | 'sandbox' | 'live';
  /** Every address the counter would talk to, where it was given a config; else null. */
  configUrls: readonly string[] | null;
}): string | null {
  const { options, environment, configUrls } = facts;
  if (environment === 'training') return null;
  if (options.devUrl !== null) return '--dev-url is for training.';
  if (options.devtoolsPort === null) return null;
  if (environment === 'sandbox' && configUrls?.every(isLoopback)) return null;
  return '--devtools-port is for training, or for a sandbox counter whose FEX is on this computer.';
}

/** The one line on stdout that says the counter can be used. */
export function readyLine(facts: { devtools: string | null; webhook: string | null }): string {
  return `READY ${JSON.stringify(facts)}\n`;
}

const wrong = (sentence: string): EntryAnswer => ({ ok: false, sentence });

function text(value: string | boolean | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function readPort(value: string | null): number | null | 'wrong' {
  if (value === null) return null;
  const port = Number(value);
  return /^\d{1,5}$/.test(value) && port <= 65_535 ? port : 'wrong';
}

function readSize(value: string | null): EntryOptions['windowSize'] | 'wrong' {
  if (value === null) return defaultWindowSize;
  if (value === 'full-screen') return value;
  const [, width, height] = /^(\d{3,5})x(\d{3,5})$/.exec(value) ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : 'wrong';
}
