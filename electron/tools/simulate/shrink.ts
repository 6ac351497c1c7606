import type { Cut } from './plan.ts';
import { playWorld, type WorldResult } from './world.ts';

/**
 * The smallest history found that still breaks the same invariant: sales first, then faults are left out, halves
 * before quarters, for as long as it still breaks.
 */
export async function shrink(failed: WorldResult, longestMs = 60_000): Promise<Required<Cut>> {
  const untilMs = performance.now() + longestMs;
  const broken = failed.violations[0]?.invariant;
  let cut: Required<Cut> = { sales: new Set(failed.salesIds), faults: new Set(failed.faultIds) };

  async function without(part: keyof Cut): Promise<void> {
    for (let size = Math.ceil(cut[part].size / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      const all = [...cut[part]];
      for (let from = 0; from < all.length && performance.now() < untilMs; from += size) {
        const left = new Set(cut[part]);
        for (const id of all.slice(from, from + size)) left.delete(id);
        if (left.size === cut[part].size) continue;
        const smaller = { ...cut, [part]: left };
        const { violations } = await playWorld(failed.seed, { cut: smaller });
        if (violations[0]?.invariant === broken) cut = smaller;
      }
    }
  }

  await without('sales');
  // Faults of sales that are gone went with them.
  const { faultIds } = await playWorld(failed.seed, { cut });
  cut = { ...cut, faults: new Set(faultIds) };
  await without('faults');
  await without('sales');
  return cut;
}

export function replayCommand(seed: number, cut: Cut | null): string {
  const keep = (name: string, ids: ReadonlySet<number> | undefined) =>
    ids === undefined ? '' : ` --${name} ${ids.size === 0 ? 'none' : [...ids].join(',')}`;
  const kept = cut === null ? '' : `${keep('keep-sales', cut.sales)}${keep('keep-faults', cut.faults)}`;
  return `npm run simulate -- --replay ${seed}${kept}`;
}
