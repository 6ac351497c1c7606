import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PairingRecord } from '../../shared/pairing.ts';
import type { Environment } from '../../shared/snapshot.ts';
import type { FileConfig } from './config-file.ts';
import { developmentRefusal, type EntryOptions, readEntryOptions } from './entry-options.ts';
import { findProfile } from './paired-profile.ts';

/** Whose counter this run is: decided from the command line alone, before anything is opened. */
export interface RunPlan {
  options: EntryOptions;
  environment: Environment;
  /** Folder of the journal, the settings and the log; a whole path. */
  profile: string;
  /** The file a script named, or null. */
  config: FileConfig | null;
  /** How this profile was paired, or null: in training, with a config file, and before it is paired. */
  record: PairingRecord | null;
  /** No counter yet: a manager makes it one. */
  pairing: boolean;
  /** Training, and where the real counter would be a pairing was begun and not ended. */
  begun?: boolean;
}

export type RunAnswer = { ok: true; plan: RunPlan } | { ok: false; sentence: string };

/** Reads the command line and, where named, the config file; says in one sentence what is wrong. */
export async function planRun(
  args: readonly string[],
  defaultFolder = dataFolder(process.platform, process.env),
): Promise<RunAnswer> {
  const read = readEntryOptions(args);
  if (!read.ok) return read;
  const options = { ...read.options, profile: absolute(read.options.profile) };
  let config: FileConfig | null = null;
  if (options.config !== null) {
    // Loaded only when needed: a till in the shop starts without it.
    const { readConfigFile } = await import('./config-file.ts');
    const answer = readConfigFile(options.config);
    if (!answer.ok) return { ok: false, sentence: answer.message };
    ({ config } = answer);
  }
  if (config !== null && options.pair) {
    return {
      ok: false,
      sentence: '--pair makes a real counter; --config names one for tests. Use one of them.',
    };
  }
  if (config !== null && options.profile === null) {
    return { ok: false, sentence: '--config needs --profile DIR: a folder of its own for this counter.' };
  }
  let begun = false;
  if (config === null && !options.training) {
    const real = planReal(options, options.profile ?? join(defaultFolder, 'counter'));
    if ('ok' in real) return real;
    ({ begun } = real);
  }
  const environment: Environment = config === null ? 'training' : 'sandbox';
  const refusal = developmentRefusal({
    options,
    environment,
    configUrls: config === null ? null : [config.apiUrl, config.tokenUrl],
  });
  if (refusal !== null) return { ok: false, sentence: refusal };
  const profile = options.profile ?? join(defaultFolder, 'training');
  return { ok: true, plan: { options, environment, profile, config, record: null, pairing: false, begun } };
}

/** Electron's own settings need a whole path, and a folder must stay the same one wherever it is named. */
function absolute(folder: string | null): string | null {
  return folder === null ? null : resolve(folder);
}

/** A counter that is paired, or is to be; neither where it does not answer. */
function planReal(options: EntryOptions, profile: string): RunAnswer | { begun: boolean } {
  const found = findProfile(profile);
  const common = { options, profile, config: null, begun: false };
  if (found.kind === 'paired') {
    const { record } = found;
    const { environment } = record;
    const configUrls = [record.apiUrl, record.tokenUrl];
    const refusal = developmentRefusal({ options, environment, configUrls });
    if (refusal !== null) return { ok: false, sentence: refusal };
    return { ok: true, plan: { ...common, environment, record, pairing: false } };
  }
  if (found.kind === 'unreadable' && !(options.pair && found.canBePaired)) {
    return { ok: false, sentence: found.sentence };
  }
  // Somebody named this folder for training or for a config file, and gets its own refusal.
  if (!options.pair && found.kind === 'none') return { begun: found.begun };
  if (!options.pair && options.profile !== null) return { begun: false };
  if (options.devUrl !== null) return { ok: false, sentence: '--dev-url is for training.' };
  return { ok: true, plan: { ...common, environment: 'sandbox', record: null, pairing: true } };
}

/** Where programs of this system keep their data. */
export function dataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = homedir()): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'FEX Counter');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'FEX Counter');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'fex-counter');
}
