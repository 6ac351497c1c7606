import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchFex } from './bench-fex.ts';

/** A folder for profiles, and a config file that leads a counter to this FEX. */
export interface BenchProfile {
  /** Arguments of a counter whose profile has this name. */
  args(profile: string): string[];
  remove(): Promise<void>;
}

export async function openBenchProfile(
  fex: BenchFex,
  more: Readonly<Record<string, unknown>> = {},
): Promise<BenchProfile> {
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-bench-'));
  const { counterId, clientId, clientSecret } = fex.seed.counter;
  const { apiUrl, tokenUrl } = fex;
  const config = join(folder, 'config.json');
  await writeFile(config, JSON.stringify({ apiUrl, tokenUrl, counterId, clientId, clientSecret, ...more }));
  return {
    args: (profile) => ['--profile', join(folder, profile), '--config', config],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
