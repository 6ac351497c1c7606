import { describe, expect, it } from 'vitest';
import { playWorld } from '../../electron/tools/simulate/world.ts';

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
});
