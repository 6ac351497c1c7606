/** One line of a benchmark, in the form every bench keeps. */
export interface Figure {
  name: string;
  measured: number;
  goal: number;
  unit: string;
  holds: boolean;
}

export function atMost(name: string, measured: number, goal: number, unit: string): Figure {
  return { name, measured: round(measured), goal, unit, holds: measured <= goal };
}

/** For a goal that itself is too much. */
export function below(name: string, measured: number, goal: number, unit: string): Figure {
  return { name, measured: round(measured), goal, unit, holds: measured < goal };
}

export function atLeast(name: string, measured: number, goal: number, unit: string): Figure {
  return { name, measured: round(measured), goal, unit, holds: measured >= goal };
}

/** Forged webhooks a second a selling counter has to bear. */
export const floodGoal = 500;

/** What a flood costs a sale. A delay under less of a flood than was asked for says nothing, and does not hold. */
export function floodFigures(facts: {
  calm: number[];
  flooded: number[];
  refusedPerSecond: number;
}): Figure[] {
  const rate = atLeast('forged-flood-rate', facts.refusedPerSecond, floodGoal, '/s');
  const delay = below('forged-flood-delay', median(facts.flooded) - median(facts.calm), 10, 'ms');
  return [rate, { ...delay, holds: delay.holds && rate.holds }];
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** Smallest, median, p95 and largest, so that a figure is never read without its spread. */
export function spread(values: readonly number[], unit: string): string {
  const at = (share: number) => round(percentile(values, share));
  return `min ${round(Math.min(...values))}, median ${at(0.5)}, p95 ${at(0.95)}, max ${round(Math.max(...values))} ${unit} (n ${values.length})`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
