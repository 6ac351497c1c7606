import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { playMany } from '../../electron/tools/simulate/play-many.ts';
import { replayCommand } from '../../electron/tools/simulate/shrink.ts';
import { playWorld } from '../../electron/tools/simulate/world.ts';

/** A command that breaks the money code many times over asks for fewer. */
const sales = Number(process.env.SIMULATED_SALES ?? 5_000);
/** Below this some kind of fault may be missing by chance. */
const enoughForEveryKind = 5_000;

describe('simulated trade', () => {
  it('is the same history for the same seed, and another for another', async () => {
    const [once, twice, other] = [await playWorld(11), await playWorld(11), await playWorld(12)];
    expect(twice.history).toBe(once.history);
    expect(other.history).not.toBe(once.history);
    expect(once.sales).toBeGreaterThan(10);
  });

  it('keeps the rest of a history where one sale is left out', async () => {
    const whole = await playWorld(11);
    const kept = whole.salesIds.slice(1);
    const cut = await playWorld(11, { cut: { sales: new Set(kept) } });
    expect(cut.salesIds).toEqual(kept);
    expect(cut.violations).toEqual([]);
  });

  it('keeps the money right in thousands of sales of a seed that nobody has seen', async () => {
    const seed = randomInt(1, 2 ** 31);
    process.stdout.write(`\nsimulated trade: npm run simulate -- --sales ${sales} --seed ${seed}\n`);
    const tally = await playMany({
      sales,
      seed,
      workers: 2,
      mostFailures: 1,
      progress: () => {},
    });
    const broken = tally.failed.map((world) => [replayCommand(world.seed, null), world.violations[0]?.text]);
    expect(broken).toEqual([]);
    expect(tally.sales).toBeGreaterThanOrEqual(sales);
    if (sales >= enoughForEveryKind) expect(tally.missing()).toEqual([]);
    expect(tally.calls / tally.sales).toBeGreaterThanOrEqual(20);
    expect(tally.faultsPerSale()).toBeGreaterThanOrEqual(1.5);
  }, 300_000);
});
