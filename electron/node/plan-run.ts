import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../shared/snapshot.ts';
import type { FileConfig } from './config-file.ts';
import { developmentRefusal, type EntryOptions, readEntryOptions } from './entry-options.ts';

/** Whose counter this run is: decided from the command line alone, before anything is opened. */
export interface RunPlan {
  options: EntryOptions;
  environment: Environment;
  /** Folder of the journal, the settings and the log. */
  profile: string;
  /** Null in training. */
  config: FileConfig | null;
}

export type RunAnswer = { ok: true; plan: RunPlan } | { ok: false; sentence: string };

/** Reads the command line and, where named, the config file; says in one sentence what is wrong. */
export async function planRun(
  args: readonly string[],
  defaultFolder = dataFolder(process.platform, process.env),
): Promise<RunAnswer> {
  const read = readEntryOptions(args);
  if (!read.ok) return read;
  const { options } = read;
  let config: FileConfig | null = null;
  if (options.config !== null) {
    // Loaded only when needed: a till in the shop starts without it.
    const { readConfigFile } = await import('./config-file.ts');
    const answer = readConfigFile(options.config);
    if (!answer.ok) return { ok: false, sentence: answer.message };
    ({ config } = answer);
  }
  if (config !== null && options.profile === null) {
    return { ok: false, sentence: '--config needs --profile DIR: a folder of its own for this counter.' };
  }
  const environment: Environment = config === null ? 'training' : 'sandbox';
  const refusal = developmentRefusal({
    options,
    environment,
    configUrls: config === null ? null : [config.apiUrl, config.tokenUrl],
  });
  if (refusal !== null) return { ok: false, sentence: refusal };
  return {
    ok: true,
    plan: { options, environment, profile: options.profile ?? join(defaultFolder, 'training'), config },
  };
}

/** Where programs of this system keep their data. */
export function dataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home = homedir()): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'FEX Counter');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'FEX Counter');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'fex-counter');
}
