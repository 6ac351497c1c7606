import { startCounter } from '../../electron/tools/counter-process.ts';
import type { OwnDisplay } from '../../electron/tools/display.ts';
import { startBenchFex } from './bench-fex.ts';
import { openBenchProfile } from './bench-profile.ts';
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
  const profiles = await openBenchProfile(fex);
  const ours: number[] = [];
  const blank: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const yardstick = await startBlankPage(display.env);
      await yardstick.stop();
      const startedAt = performance.now();
      const counter = await startCounter({
        args: profiles.args('profile'),
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
    await profiles.remove();
  }
  say(`  spawn → keypad painted: ${spread(ours, 'ms')}`);
  say(`  spawn → blank page painted: ${spread(blank, 'ms')}`);
  return [atMost('launch-ratio', median(ours) / median(blank), 1.6, '×')];
}
