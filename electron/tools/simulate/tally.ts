import { climateKinds, type FaultKind, faultKinds } from './faults.ts';
import { type Invariant, invariants } from './invariants.ts';
import type { WorldResult } from './world.ts';

/** The sum over many worlds. */
export interface Tally {
  worlds: number;
  sales: number;
  simulatedMs: number;
  calls: number;
  faults: Map<FaultKind, number>;
  checked: Map<Invariant, number>;
  failed: Pick<WorldResult, 'seed' | 'violations'>[];
  add(result: WorldResult): void;
  /** Kinds of fault that never fired. */
  missing(): FaultKind[];
  faultsPerSale(): number;
  report(tookMs: number): string;
}

export function createTally(): Tally {
  const sum = <K>(into: Map<K, number>, from: ReadonlyMap<K, number>) => {
    for (const [key, count] of from) into.set(key, (into.get(key) ?? 0) + count);
  };
  const total = (counts: ReadonlyMap<unknown, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

  const tally: Tally = {
    worlds: 0,
    sales: 0,
    simulatedMs: 0,
    calls: 0,
    faults: new Map(),
    checked: new Map(),
    failed: [],
    add(result) {
      tally.worlds += 1;
      tally.sales += result.sales;
      tally.simulatedMs += result.simulatedMs;
      tally.calls += result.calls;
      sum(tally.faults, result.faults);
      sum(tally.checked, result.checked);
      if (result.violations.length > 0) tally.failed.push(result);
    },
    missing: () => faultKinds.filter((kind) => !tally.faults.has(kind)),
    faultsPerSale: () => {
      const counted = [...tally.faults].filter(([kind]) => !climateKinds.has(kind));
      return counted.reduce((count, [, n]) => count + n, 0) / tally.sales;
    },
    report(tookMs) {
      const lines = [
        `sales              ${tally.sales} in ${tally.worlds} worlds`,
        `simulated days     ${(tally.simulatedMs / 86_400_000).toFixed(2)}`,
        `calls a sale       ${(tally.calls / tally.sales).toFixed(1)}`,
        `faults a sale      ${tally.faultsPerSale().toFixed(2)}`,
        `sales a second     ${(tally.sales / (tookMs / 1000)).toFixed(0)}`,
        `invariants checked ${total(tally.checked)}`,
        ...Object.entries(invariants).map(
          ([name, text]) => `  ${String(tally.checked.get(name as Invariant) ?? 0).padStart(10)}  ${text}`,
        ),
        'faults by kind',
        ...faultKinds.map((kind) => `  ${String(tally.faults.get(kind) ?? 0).padStart(10)}  ${kind}`),
      ];
      lines.push(`violations         ${tally.failed.length}`);
      return lines.join('\n');
    },
  };
  return tally;
}
