import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCounter } from '../../electron/tools/counter-process.ts';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { startBenchFex } from './bench-fex.ts';
import { atMost, type Figure, median, spread } from './figures.ts';
import { startBlankPage } from './yardsticks.ts';

/**
 * From the spawn of the built entry to READY, which follows the painted keypad, beside the same Chromium with
 * the same flags painting nothing; alternating, so that both see the same machine.
 */
export async function benchLaunch(
  display: OwnDisplay,
  say: (line: string) => void,
  rounds = 12,
): Promise<Figure[]> {
  const fex = await startBenchFex(null);
  const folder = await mkdtemp(join(tmpdir(), 'fex-counter-bench-'));
  const { counterId, clientId, clientSecret } = fex.seed.counter;
  const config = join(folder, 'config.json');
  await writeFile(
    config,
    JSON.stringify({ apiUrl: fex.apiUrl, tokenUrl: fex.tokenUrl, counterId, clientId, clientSecret }),
  );
  const ours: number[] = [];
  const blank: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const yardstick = await startBlankPage(display.env);
      await yardstick.stop();
      const startedAt = performance.now();
      const counter = await startCounter({
        args: ['--profile', join(folder, 'profile'), '--config', config],
        env: display.env,
      });
      const took = performance.now() - startedAt;
      await counter.stop();
      // The first of each reads from a cold disk.
      if (round === 0) continue;
      blank.push(yardstick.paintedMs);
      ours.push(took);
    }
  } finally {
    await fex.stop();
    await rm(folder, { recursive: true, force: true });
  }
  say(`  spawn → keypad painted: ${spread(ours, 'ms')}`);
  say(`  spawn → blank page painted: ${spread(blank, 'ms')}`);
  return [atMost('launch-ratio', median(ours) / median(blank), 1.6, '×')];
}
