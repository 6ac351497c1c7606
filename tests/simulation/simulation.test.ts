import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { replayCommand } from '../../electron/tools/simulate/shrink.ts';
import { createTally } from '../../electron/tools/simulate/tally.ts';
import { playWorld } from '../../electron/tools/simulate/world.ts';

/** `SIMULATED_SALES=5000 npm test` plays more. */
const sales = Number(process.env.SIMULATED_SALES ?? 500);

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

  it(`charges nobody twice and loses nothing in ${sales} sales of a fresh seed`, async () => {
    const seed = randomInt(1, 2 ** 31);
    const tally = createTally();
    const began = performance.now();
    for (let world = seed; tally.sales < sales && tally.failed.length === 0; world += 1) {
      tally.add(await playWorld(world));
    }
    process.stdout.write(`simulation: seed ${seed}, ${tally.sales} sales, ${tally.calls} calls, `);
    process.stdout.write(
      `${tally.faultsPerSale().toFixed(2)} faults a sale, ${Math.round(performance.now() - began)} ms\n`,
    );
    const failed = tally.failed.map((world) => [world.violations[0]?.text, replayCommand(world.seed, null)]);
    expect(failed).toEqual([]);
    expect(tally.calls / tally.sales).toBeGreaterThan(15);
    expect(tally.faultsPerSale()).toBeGreaterThan(1);
  }, 300_000);
});
